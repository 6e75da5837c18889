"""Wiring of the app into Django."""

from django.apps import AppConfig


class OrgchartConfig(AppConfig):
    """Registers the app."""

    name = "orgchart"
    verbose_name = "Tổ chức, tài khoản"
    default_auto_field = "django.db.models.BigAutoField"
