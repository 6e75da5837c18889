"""Row-level security for corrected days, dates of summing-up and reports of single steps."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables

TABLES = ("reviews_daycorrection", "reviews_yearend", "reviews_unitreport")


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0039_keep_plans_of_units")]

    operations = [protect_tables(*TABLES), keep_within_tenant(*TABLES)]
