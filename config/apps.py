"""Wiring of the project itself into Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Brings the commands and system checks of the project."""

    name = "config"

    def ready(self) -> None:
        """Register the system checks."""
        from config import checks  # noqa: F401, PLC0415 - registers itself, and needs the models
