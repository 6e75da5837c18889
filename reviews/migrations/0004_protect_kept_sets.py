"""Row-level security and append-only storage for kept regulation sets."""

from django.db import migrations

from orgchart.row_security import append_only, protect_tables


class Migration(migrations.Migration):
    """A kept set belongs to one tenant and is never changed."""

    dependencies = [("reviews", "0003_keep_regulation_sets")]

    operations = [protect_tables("reviews_keptset"), append_only("reviews_keptset")]
