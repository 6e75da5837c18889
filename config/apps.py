"""Wiring of the project itself into Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Brings the commands and system checks of the project."""

    name = "config"

    def ready(self) -> None:
        """Register the system checks and the background jobs; both need the models."""
        from config import checks  # noqa: F401 - the checks register themselves

        autodiscover_modules("tasks")
