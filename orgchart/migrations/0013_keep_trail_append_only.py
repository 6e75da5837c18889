"""The trail stays append-only where the database makes a changed table anew."""

from django.db import migrations

from orgchart.row_security import still_append_only


class Migration(migrations.Migration):
    """Puts the triggers back that SQLite lost when columns were added."""

    dependencies = [("orgchart", "0012_protect_sent_forms")]

    operations = [still_append_only("orgchart_auditrecord")]
