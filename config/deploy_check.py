"""Django's deployment check of the server edition's settings: `python -m config.deploy_check`."""

import os
import secrets
import sys

import django
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def main() -> int:
    """Load the settings as a server would and let Django judge them; the database is not asked."""
    os.environ |= {
        "DATABASE_URL": "postgres://app@localhost:5432/review",
        "REDIS_URL": "redis://localhost:6379/0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "xeploai.example.vn",
        "HTTPS": "1",
        "DEBUG": "0",
        "DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    django.setup()
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
