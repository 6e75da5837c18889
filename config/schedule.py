"""What beat nudges, and how often; each task finds by itself what there is to do."""

from typing import Any


def _every(seconds: float, task: str) -> dict[str, Any]:
    """A nudge that nobody has taken up when the next one comes is worth nothing."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


SCHEDULE: dict[str, dict[str, Any]] = {
    "send again what got lost": _every(15.0, "orgchart.tasks.sweep_jobs_task"),
    "send progress to the level above": _every(600.0, "reviews.tasks.send_progress_task"),
    "remind of what is due": _every(600.0, "reviews.tasks.remind_task"),
    "seal the audit trails": _every(60.0, "orgchart.tasks.seal_trails_task"),
    "take away files without a row": _every(86400.0, "orgchart.tasks.sweep_files_task"),
    "forget forms that were sent": _every(21600.0, "orgchart.tasks.forget_sent_forms_task"),
    "scan what was held back": _every(60.0, "dossiers.tasks.scan_held_files_task"),
}
