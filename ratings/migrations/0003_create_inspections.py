"""The check of finished years: inspections and their findings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates both tables."""

    dependencies = [
        ("orgchart", "0002_protect_rows"),
        ("ratings", "0002_protect_rows"),
        ("reviews", "0002_protect_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("body_name", models.CharField(max_length=200)),
                ("set_code", models.CharField(max_length=60)),
                ("set_title", models.CharField(max_length=300)),
                ("set_digest", models.CharField(max_length=64)),
                ("rating_date", models.DateField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("workbook", "Bảng tính Excel"),
                            ("board_file", "Tệp bảng xếp loại (JSON)"),
                            ("cycle", "Quyết định đã ghi trên hệ thống"),
                        ],
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("input_digest", models.CharField(help_text="SHA-256 của tệp hoặc của dữ kiện đã dùng", max_length=64)),
                ("question", models.JSONField(help_text="Dữ kiện đã dùng, để tính lại được về sau")),
                ("subjects", models.PositiveIntegerField()),
                ("rated", models.PositiveIntegerField()),
                ("groups", models.JSONField(help_text="Số được phép, số đã xếp và hai tỷ lệ của từng nhóm")),
                ("summary", models.TextField()),
                ("due_on", models.DateField()),
                ("due_source", models.CharField(max_length=200)),
                ("inspected_at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inspections", to="reviews.cycle"
                    ),
                ),
                (
                    "inspected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
        ),
        migrations.CreateModel(
            name="InspectionFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("rule", models.CharField(max_length=30)),
                ("group", models.CharField(blank=True, max_length=300)),
                ("subjects", models.JSONField()),
                ("text", models.TextField()),
                ("arithmetic", models.TextField()),
                ("remedy", models.TextField()),
                ("clauses", models.JSONField()),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="ratings.inspection"
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
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=("cycle", "body_name", "year", "set_code", "rating_date", "input_digest"),
                name="ratings_inspection_same_input_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["workbook", "board_file", "cycle"])),
                name="ratings_inspection_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectionfinding",
            constraint=models.UniqueConstraint(
                fields=("inspection", "position"), name="ratings_inspectionfinding_one_a_position"
            ),
        ),
    ]
