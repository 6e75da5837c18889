"""Row-level security for reports on concurrent duties, notes about units and exceptions for a year."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables

TABLES = ("reviews_concurrentduty", "reviews_unitnote", "reviews_yearexception")


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0025_follow_units")]

    operations = [protect_tables(*TABLES), keep_within_tenant(*TABLES)]
