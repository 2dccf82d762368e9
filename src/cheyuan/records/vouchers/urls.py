"""Addresses of vouchers."""

from django.urls import include, path

from cheyuan.base.lists.routes import routes
from cheyuan.records.vouchers.views import desk, pages

app_name = "vouchers"
rooms = [
    *routes("vouchers"),
    path("desk", desk.desk, name="desk"),
    path("desk/<int:voucher_id>/undo", desk.undo, name="unuse"),
    path("give/<int:customer_id>", pages.give, name="give"),
    path("<int:voucher_id>", pages.page, name="page"),
    path("<int:voucher_id>/sheet", pages.sheet, name="sheet"),
    path("<int:voucher_id>/withdraw", pages.withdraw, name="withdraw"),
    path("<int:voucher_id>/restore", pages.restore, name="restore"),
    path("grants/<int:grant_id>/undo", pages.end_grant, name="end_grant"),
]
urlpatterns = [path("vouchers/", include(rooms))]
