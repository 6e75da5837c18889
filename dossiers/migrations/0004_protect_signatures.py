"""Row-level security for signatures."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("dossiers", "0003_sign_documents")]

    operations = [protect_tables("dossiers_signature")]
