"""Row-level security for comments on drafts."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables

TABLES = ("reviews_draftopinion",)


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0044_ask_about_drafts")]

    operations = [protect_tables(*TABLES), keep_within_tenant(*TABLES)]
