"""The points that the meeting of an office agrees on."""

import django.db.models.deletion
from django.db import migrations, models

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """One row a line of the sheet, within the walls of its tenant."""

    dependencies = [("orgchart", "0002_protect_rows"), ("reviews", "0004_let_guests_remark")]

    operations = [
        migrations.CreateModel(
            name="OfficeScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("points", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("reason", models.CharField(blank=True, help_text="Lý do trừ điểm", max_length=500)),
                ("agreed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="reviews.conference"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgchart.tenant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "key"), name="reviews_officescore_one_a_line"),
                    models.CheckConstraint(
                        condition=models.Q(("points", None))
                        | models.Q(("points__gte", 0), ("points__lte", 100)),
                        name="reviews_officescore_points_in_range",
                    ),
                ],
            },
        ),
        protect_tables("reviews_officescore"),
    ]
