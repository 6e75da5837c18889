#!/usr/bin/env python
"""Entry point of Django's commands.

`rate` is started without the site: it needs no settings, so none of them, nor another app, can be in its way.
"""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    if sys.argv[1:2] == ["rate"]:
        _rate()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _rate() -> None:
    """Run the command as Django would, under empty settings and with no app loaded."""
    from django.conf import settings

    settings.configure()
    from ratings.management.commands.rate import Command

    Command().run_from_argv(sys.argv)


if __name__ == "__main__":
    main()
