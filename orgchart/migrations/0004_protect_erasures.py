"""Walls round erasures, whose record stays for good."""

from django.db import migrations

from orgchart.row_security import deleted_only_when, last_word, protect_tables


class Migration(migrations.Migration):
    """After the tables are there."""

    dependencies = [("orgchart", "0003_erase_persons")]

    operations = [
        protect_tables("orgchart_erasure", "orgchart_auditredaction"),
        deleted_only_when("orgchart_erasure", "FALSE"),
        last_word("orgchart_erasure", "state", "rejected", "done"),
    ]
