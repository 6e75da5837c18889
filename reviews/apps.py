"""Wiring of the app into Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Registers the app and what it puts into the shell of every page."""

    name = "reviews"
    verbose_name = "Kiểm điểm"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries."""
        from orgchart import registry
        from reviews import work

        registry.provide_work(work.writing_work)
