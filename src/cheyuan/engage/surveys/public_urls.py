"""The short address that a customer has."""

from django.urls import path

from cheyuan.engage.surveys.views import public

urlpatterns = [path("s/<str:token>", public.survey, name="survey")]
