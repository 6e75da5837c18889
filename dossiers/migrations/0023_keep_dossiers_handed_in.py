"""What was handed in is not deleted any more, by nobody (HY-B.II.3-1)."""

from django.db import migrations

from orgchart.row_security import never_deleted


class Migration(migrations.Migration):
    """The database refuses it, whatever the application does."""

    dependencies = [("dossiers", "0022_confirm_submissions")]

    operations = [never_deleted("dossiers_dossier", "state", "submitted", "returned", "received")]
