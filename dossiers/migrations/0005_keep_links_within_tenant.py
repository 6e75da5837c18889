"""Nothing points across tenants: a second foreign key over tenant and number beside each of Django's."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """Keeps links between rows inside their tenant, which row-level security does not."""

    dependencies = [("dossiers", "0004_protect_signatures"), ("ratings", "0008_keep_links_within_tenant")]

    operations = [
        keep_within_tenant(
            "dossiers_checklistitem",
            "dossiers_dossier",
            "dossiers_file",
            "dossiers_incomingsubmission",
            "dossiers_printeddocument",
        ),
    ]
