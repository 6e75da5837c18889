"""`manage.py verify`: one command for everything that has to hold before a change is done."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

BIN = Path(sys.executable).parent
QUICK = "not slow and not benchmark"

STEPS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."],
    "lint": [str(BIN / "ruff"), "check", "--output-format", "concise", "."],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deploy": [sys.executable, "-m", "config.deploy_check"],
    "types": [str(BIN / "mypy")],
    "tests": [sys.executable, "-m", "pytest", "-m", QUICK, "-n", "auto", "--clauses"],
}


class Command(BaseCommand):
    """Runs every step, also after one has failed, and says at the end which did."""

    help = "Format, lint, imports, migrations, types and tests; --only names single steps."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the choice of steps."""
        parser.add_argument("--only", nargs="+", choices=sorted(STEPS), metavar="STEP", help=", ".join(STEPS))

    def handle(self, *args: Any, only: list[str] | None = None, **options: Any) -> None:
        """Run the steps in the order of the list."""
        failed: list[str] = []
        # Each step chooses its settings itself; this process runs with those of the product.
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        for name, command in STEPS.items():
            if only and name not in only:
                continue
            self.stdout.write(self.style.MIGRATE_HEADING(f"── {name}"), ending="\n")
            self.stdout.flush()
            started = time.monotonic()
            if subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=False).returncode:
                failed.append(name)
            self.stdout.write(f"   {time.monotonic() - started:.0f} s")
        if failed:
            raise CommandError("failed: " + ", ".join(failed))
        self.stdout.write(self.style.SUCCESS("All holds."))
