"""The one clock that views and tasks ask; services and the engine are told the time.

The demo plays a year of the past, so its day is set by hand and kept in a file that all processes read.
"""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The current moment; in the demo the hour of today on the day that was set."""
    moment = timezone.now()
    day = demo_day()
    if day is None:
        return moment
    local = timezone.localtime(moment)
    return local.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The current local day."""
    return timezone.localtime(now()).date()


def demo_day() -> date | None:
    """The day that the demo stands at, or None outside the demo."""
    if not settings.DEMO:
        return None
    try:
        return date.fromisoformat(_file().read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        return None


def set_demo_day(day: date) -> None:
    """Move the demo to another day; raises RuntimeError outside the demo."""
    if not settings.DEMO:
        raise RuntimeError("the day can be set in the demo only")
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(day.isoformat(), encoding="ascii")


def _file() -> Path:
    return Path(settings.VAR_DIR) / "demo-day"
