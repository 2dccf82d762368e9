"""Addresses of scores."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.insight.scores import views

app_name = "scores"
urlpatterns = [
    *routes("trade_in"),
    path("<int:score_id>", views.page, name="page"),
    path("<int:score_id>/sheet", views.sheet, name="sheet"),
    path("calibration", views.calibration, name="calibration"),
    path("reckon", views.reckon, name="reckon"),
    path("prices", views.prices, name="prices"),
    path("prices/take", views.take_prices, name="take_prices"),
    path("prices/<int:price_id>/remove", views.remove_price, name="remove_price"),
    path("signs/of/<int:customer_id>", views.note_sign, name="note_sign"),
    path("signs/<int:sign_id>/undo", views.undo_sign, name="undo_sign"),
]
