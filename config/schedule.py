"""What beat nudges, and how often; each task finds by itself what there is to do."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "send again what got lost": {
        "task": "orgchart.tasks.sweep_jobs_task",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "send progress to the level above": {
        "task": "reviews.tasks.send_progress_task",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "remind of what is due": {
        "task": "reviews.tasks.remind_task",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "seal the audit trails": {
        "task": "orgchart.tasks.seal_trails_task",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "take away files without a row": {
        "task": "orgchart.tasks.sweep_files_task",
        "schedule": 86400.0,
        "options": {"expires": 86400},
    },
    "forget forms that were sent": {
        "task": "orgchart.tasks.forget_sent_forms_task",
        "schedule": 21600.0,
        "options": {"expires": 21600},
    },
    "scan what was held back": {
        "task": "dossiers.tasks.scan_held_files_task",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
