"""Wiring of the app into Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Registers the app."""

    name = "dossiers"
    verbose_name = "Hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"
