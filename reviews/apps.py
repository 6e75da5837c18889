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
        from reviews import conference_work, nav, work

        registry.provide_work(work.writing_work)
        registry.provide_work(conference_work.conference_work)
        registry.provide_nav(nav.cycle_entry)
        registry.provide_cycles(nav.cycle_entries)
