"""Row-level security for reminders and the letters of a day."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant."""

    dependencies = [("reviews", "0023_remind_of_due_tasks")]

    operations = [protect_tables("reviews_nudge", "reviews_digest")]
