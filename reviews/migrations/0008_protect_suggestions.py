"""Row-level security for suggestions and the lines of forms."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("reviews", "0007_suggest_issues")]

    operations = [
        protect_tables(
            "reviews_formline",
            "reviews_historicalformline",
            "reviews_suggestion",
            "reviews_suggestionpoint",
        ),
    ]
