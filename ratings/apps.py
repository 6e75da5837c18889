"""Wiring of the app into Django."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Registers the app."""

    name = "ratings"
    verbose_name = "Xếp loại"
    default_auto_field = "django.db.models.BigAutoField"
