"""Addresses of care rules and of the plan's runs."""

from django.urls import path

from cheyuan.engage.care.views import intervals, rules, runs

app_name = "care"
urlpatterns = [
    path("rules", rules.rules, name="rules"),
    path("intervals", intervals.intervals, name="intervals"),
    path("rules/<slug:code>", rules.rule, name="rule"),
    path("rules/<slug:code>/preview", rules.preview, name="preview"),
    path("rules/<slug:code>/undo", rules.undo, name="undo"),
    path("plans", runs.runs, name="runs"),
    path("plans/today", runs.plan_today, name="plan_today"),
    path("plans/<int:run_id>", runs.run, name="run"),
]
