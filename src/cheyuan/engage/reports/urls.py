"""Addresses of reports."""

from django.urls import include, path

from cheyuan.engage.reports.views import figures, months, plan, proposals, rows

app_name = "reports"
rooms = [
    path("", figures.page, name="figures"),
    path("export", figures.export, name="export"),
    path("rows", rows.reminders, name="rows"),
    path("rows/export", rows.export, name="rows_export"),
    path("cars", rows.cars, name="cars"),
    path("months", months.listed, name="months"),
    path("months/close", months.close, name="close"),
    path("months/<int:report_id>", months.page, name="month"),
    path("months/<int:report_id>/paper", months.paper_of, name="paper"),
    path("months/<int:report_id>/reopen", months.reopen, name="reopen"),
    path("months/<int:report_id>/submit", plan.submit, name="submit"),
    path("months/<int:report_id>/measures", plan.add, name="measures"),
    path("months/<int:report_id>/money", proposals.send, name="money"),
    path("measures/<int:measure_id>/drop", plan.drop, name="measure_drop"),
    path("measures/<int:measure_id>/done", plan.finish, name="measure_done"),
    path("proposals", proposals.listed, name="proposals"),
    path("proposals/<int:proposal_id>", proposals.page, name="proposal"),
    path("proposals/<int:proposal_id>/contest", proposals.contest, name="contest"),
    path("proposals/<int:proposal_id>/decide", proposals.decide, name="decide"),
]
urlpatterns = [path("reports/", include(rooms))]
