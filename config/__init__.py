"""Wiring of the apps: settings, URLs, background jobs, server entry points."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
