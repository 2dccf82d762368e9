"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from cheyuan.base.accounts.views.choices import choose_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cheyuan.site.operations.urls")),
    path("", include("cheyuan.base.accounts.urls")),
    path("settings/people/", include("cheyuan.base.accounts.people_urls")),
    path("", include("cheyuan.base.ui.urls")),
    path("", include("cheyuan.base.jobs.urls")),
    path("", include("cheyuan.base.policies.urls")),
    path("", include("cheyuan.base.approvals.urls")),
    path("", include("cheyuan.base.inbox.urls")),
    path("", include("cheyuan.base.comments.urls")),
    path("", include("cheyuan.base.handouts.urls")),
    path("", include("cheyuan.base.channels.urls")),
    path("", include("cheyuan.base.files.urls")),
    path("", include("cheyuan.base.journal.urls")),
    path("", include("cheyuan.base.tenancy.urls")),
    path("", include("cheyuan.base.lists.urls")),
    path("", include("cheyuan.base.intake.urls")),
    path("customers/", include("cheyuan.records.customers.urls")),
    path("vehicles/", include("cheyuan.records.vehicles.urls")),
    path("customers/", include("cheyuan.records.relations.urls")),
    path("receptions/", include("cheyuan.records.receptions.urls")),
    path("duplicates/", include("cheyuan.records.duplicates.urls")),
    path("", include("cheyuan.records.vouchers.urls")),
    path("", include("cheyuan.records.milestones.urls")),
    path("", include("cheyuan.insight.metrics.urls")),
    path("segments/members/", include("cheyuan.insight.segments.member_urls")),
    path("segments/", include("cheyuan.insight.segments.urls")),
    path("scores/", include("cheyuan.insight.scores.urls")),
    path("", include("cheyuan.engage.complaints.urls")),
    path("", include("cheyuan.engage.interviews.urls")),
    path("", include("cheyuan.engage.surveys.urls")),
    path("", include("cheyuan.engage.surveys.public_urls")),
    path("", include("cheyuan.engage.contact.urls")),
    path("", include("cheyuan.engage.contact.booking_urls")),
    path("", include("cheyuan.engage.letters.urls")),
    path("", include("cheyuan.engage.board.urls")),
    path("", include("cheyuan.engage.audits.urls")),
    path("", include("cheyuan.engage.greetings.urls")),
    path("", include("cheyuan.engage.reports.urls")),
    path("", include("cheyuan.faces.desk.urls")),
    path("", include("cheyuan.faces.cockpit.urls")),
    path("care/", include("cheyuan.engage.care.urls")),
    path("language", choose_language, name="set_language"),
    path("", include("cheyuan.faces.api.urls")),
]
handler500 = "cheyuan.site.operations.outage.server_error"
handler404 = "cheyuan.site.errors.not_found"
handler400 = "cheyuan.site.errors.malformed"
handler403 = "cheyuan.site.errors.denied"
