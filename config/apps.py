"""Wiring of the project itself into Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Brings the commands and system checks of the project."""

    name = "config"

    def ready(self) -> None:
        """Register the system checks and the background jobs; both need the models."""
        from config import celery_app, checks  # noqa: F401 - the checks register themselves

        celery_app.loader.import_default_modules()
