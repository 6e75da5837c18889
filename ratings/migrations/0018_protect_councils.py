"""Row-level security for appraisal councils and the yearly report on party building."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables

TABLES = ("ratings_appraisalcouncil", "ratings_councilmember", "ratings_partyreport")


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("ratings", "0017_appoint_councils")]

    operations = [protect_tables(*TABLES), keep_within_tenant(*TABLES)]
