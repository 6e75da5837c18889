"""Wiring of the app into Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Registers the app."""

    name = "reviews"
    verbose_name = "Kiểm điểm"
    default_auto_field = "django.db.models.BigAutoField"
