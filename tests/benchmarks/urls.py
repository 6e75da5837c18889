"""The addresses of the product and beside them the barest page that Django can answer with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as own


def bare(request: HttpRequest) -> HttpResponse:
    """No database, no template: what is left is the way through Django and our middleware."""
    return HttpResponse("Xin chào")


urlpatterns = [path("trang-tron/", bare, name="bare"), *own]
