"""Row-level security for remediation plans, their items, what was reported and checked, and the history of items."""

from django.db import migrations

from orgchart.row_security import append_only, protect_tables

TABLES = (
    "reviews_remediationplan",
    "reviews_remediationitem",
    "reviews_historicalremediationitem",
    "reviews_remediationentry",
)


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one; the log only grows."""

    dependencies = [("reviews", "0037_plan_remediation")]

    operations = [protect_tables(*TABLES), append_only("reviews_remediationentry")]
