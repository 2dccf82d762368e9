"""Addresses of the customers' room."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.records.customers.views import edit, lifting, page, person, small

app_name = "customers"
urlpatterns = [
    *routes("customers"),
    path("new", edit.create, name="create"),
    path("<int:customer_id>", page.page, name="page"),
    path("<int:customer_id>/sheet", page.sheet, name="sheet"),
    path("<int:customer_id>/timeline", page.timeline, name="timeline"),
    path("<int:customer_id>/file/<slug:name>", edit.section, name="section"),
    path("<int:customer_id>/undo/<str:token>", edit.undo, name="undo"),
    path("<int:customer_id>/copy", person.copy, name="copy"),
    path("<int:customer_id>/erase", person.erase, name="erase"),
    path("receipts/<int:receipt_id>", person.receipt, name="receipt"),
    path("<int:customer_id>/tag", small.tag, name="tag"),
    path("<int:customer_id>/untag", small.untag, name="untag"),
    path("<int:customer_id>/consent", small.consent, name="consent"),
    path("<int:customer_id>/stop", small.stop, name="stop"),
    path("<int:customer_id>/lift", lifting.lift, name="lift"),
    path("<int:customer_id>/reveal/<slug:field>", small.reveal, name="reveal"),
    path("<int:customer_id>/remarks", small.remark, name="remark"),
    path("<int:customer_id>/remarks/<int:remark_id>/take-back", small.unremark, name="unremark"),
    path("<int:customer_id>/remarks/<int:remark_id>/keep", small.keep, name="keep"),
    path("<int:customer_id>/phones", small.add_phone, name="phone_add"),
    path("<int:customer_id>/phones/<int:phone_id>/remove", small.remove_phone, name="phone_remove"),
    path("<int:customer_id>/phones/back/<str:token>", small.restore_phone, name="phone_back"),
]
