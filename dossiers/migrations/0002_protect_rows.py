"""Row-level security for every table of a tenant."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("dossiers", "0001_create_dossiers")]

    operations = [
        protect_tables(
            "dossiers_checklistitem",
            "dossiers_dossier",
            "dossiers_file",
            "dossiers_incomingsubmission",
            "dossiers_printeddocument",
        ),
    ]
