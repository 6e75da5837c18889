"""Nothing points across tenants: a second foreign key over tenant and number beside each of Django's."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """Keeps links between rows inside their tenant, which row-level security does not."""

    dependencies = [("reviews", "0010_protect_opinions"), ("orgchart", "0007_keep_links_within_tenant")]

    operations = [
        keep_within_tenant(
            "reviews_agendaitem",
            "reviews_attendance",
            "reviews_circulation",
            "reviews_circulationreceipt",
            "reviews_comment",
            "reviews_conference",
            "reviews_cycle",
            "reviews_deadline",
            "reviews_place",
            "reviews_review",
            "reviews_reviewsection",
            "reviews_shortcoming",
            "reviews_shortcomingreport",
            "reviews_subject",
            "reviews_subjectreference",
        ),
    ]
