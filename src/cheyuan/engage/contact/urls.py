"""Addresses of the contact centre."""

from django.urls import path

from cheyuan.engage.contact.views import desk, passing, printed, scripts, steps, team

app_name = "contact"
urlpatterns = [
    path("contact/", desk.queue, name="queue"),
    path("contact/more/<slug:group>", desk.more, name="more"),
    path("contact/filters", desk.filters, name="filters"),
    path("contact/tasks/<int:task_id>", desk.task, name="task"),
    path("contact/tasks/<int:task_id>/history", desk.history, name="history"),
    path("contact/tasks/<int:task_id>/attempts", steps.report, name="report"),
    path("contact/tasks/<int:task_id>/correct", steps.correct, name="correct"),
    path("contact/tasks/<int:task_id>/answer", steps.answer, name="answer"),
    path("contact/tasks/<int:task_id>/claim", steps.claim, name="claim"),
    path("contact/tasks/<int:task_id>/dial", steps.dial, name="dial"),
    path("contact/tasks/<int:task_id>/snooze", steps.snooze, name="snooze"),
    path("contact/tasks/<int:task_id>/unsnooze", steps.unsnooze, name="unsnooze"),
    path("contact/tasks/<int:task_id>/people", steps.people, name="people"),
    path("contact/assign", steps.assign, name="assign"),
    path("contact/attempts/<int:attempt_id>/undo", steps.undo, name="undo"),
    path("contact/team", team.team, name="team"),
    path("contact/team/spread", team.spread, name="spread"),
    path("contact/team/<int:account_id>/hand-over", team.hand_over, name="hand_over"),
    path("contact/back/<str:token>", passing.pass_back, name="pass_back"),
    path("contact/results", team.results, name="results"),
    path("contact/print", printed.printed, name="printed"),
    path("contact/scripts", scripts.scripts, name="scripts"),
    path("contact/scripts/<slug:rule>/<slug:language>", scripts.script, name="script"),
    path("contact/scripts/<slug:rule>/<slug:language>/preview", scripts.preview, name="preview"),
    path("contact/scripts/<slug:rule>/<slug:language>/<int:number>/again", scripts.again, name="again"),
    path("contact/scripts/<slug:rule>/<slug:language>/decide", scripts.decide, name="decide"),
]
