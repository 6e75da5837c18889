"""Row-level security for the letters of the office and their recipients."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("dossiers", "0026_issue_letters")]

    operations = [
        protect_tables("dossiers_issuedletter", "dossiers_letterrecipient"),
        keep_within_tenant("dossiers_printeddocument"),
    ]
