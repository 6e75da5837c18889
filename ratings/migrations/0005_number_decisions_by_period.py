"""Codes of decisions begin anew with the period of their register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the period and makes codes unique in it; decisions of before keep an empty one."""

    dependencies = [
        ("orgchart", "0002_protect_rows"),
        ("ratings", "0004_protect_inspections"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="period",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="ratings_decision_code_once",
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("tenant", "period", "code"), name="ratings_decision_code_once_a_period"
            ),
        ),
    ]
