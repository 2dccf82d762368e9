"""Addresses of surveys: answers with their results, and the builder."""

from django.urls import URLPattern, URLResolver, include, path

from cheyuan.base.lists.routes import routes
from cheyuan.engage.surveys.views import answers, builder, inviting, results

app_name = "surveys"
rooms: list[URLPattern | URLResolver] = [
    path("", results.home, name="home"),
    path("answers/", include(routes("answers"))),
    path("answers/<int:answer_id>", answers.page, name="page"),
    path("answers/<int:answer_id>/sheet", answers.sheet, name="sheet"),
    path("questions/", include("cheyuan.engage.surveys.question_urls")),
    path("written", builder.all_surveys, name="all"),
    path("written/ready", builder.ready, name="ready"),
    path("written/new", builder.new, name="new"),
    path("written/preview", builder.draft, name="draft"),
    path("written/<slug:code>", builder.edit, name="edit"),
    path("written/<slug:code>/preview", builder.preview, name="preview"),
    path("written/<slug:code>/archive", builder.archive, name="archive"),
    path("written/<slug:code>/restore", builder.restore, name="restore"),
    path("invite", inviting.invite, name="invite"),
    path("invitations/<int:invitation_id>/slip", inviting.slip, name="slip"),
    path("tasks/<int:task_id>", inviting.fill, name="fill"),
    path("tasks/<int:task_id>/send", inviting.send_task, name="send_task"),
]
urlpatterns = [path("surveys/", include(rooms))]
