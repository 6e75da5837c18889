"""Walls round every table of a tenant; what was handed in is not deleted."""

from django.db import migrations

from orgchart.row_security import never_deleted, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("dossiers", "0001_create_dossiers")]

    operations = [
        protect_tables(
            "dossiers_batcheddocument",
            "dossiers_boardpackage",
            "dossiers_checklistitem",
            "dossiers_dossier",
            "dossiers_dossierexception",
            "dossiers_evidence",
            "dossiers_file",
            "dossiers_incomingsubmission",
            "dossiers_issuedletter",
            "dossiers_letterrecipient",
            "dossiers_printbatch",
            "dossiers_printeddocument",
            "dossiers_scanbatch",
            "dossiers_scannedfile",
            "dossiers_signature",
        ),
        never_deleted("dossiers_dossier", "state", "submitted", "returned", "received"),
    ]
