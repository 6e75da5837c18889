"""Names leave what was written about remedies while an erasure of the tenant is carried out."""

from django.db import migrations

from orgchart.row_security import changed_only_when

APPROVED = "EXISTS (SELECT 1 FROM orgchart_erasure e WHERE e.tenant_id = OLD.tenant_id AND e.state = 'approved')"


class Migration(migrations.Migration):
    """Texts only: who made the entry, when and with which result stays."""

    dependencies = [("orgchart", "0005_let_erasures_redact"), ("reviews", "0005_score_offices")]

    operations = [changed_only_when("reviews_remediationentry", ("text", "reason"), APPROVED)]
