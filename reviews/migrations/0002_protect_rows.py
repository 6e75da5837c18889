"""Row-level security for every table of a tenant."""

from django.db import migrations

from orgchart.row_security import byte_ordered, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("reviews", "0001_create_reviews")]

    operations = [
        protect_tables(
            "reviews_agendaitem",
            "reviews_attendance",
            "reviews_circulation",
            "reviews_circulationreceipt",
            "reviews_comment",
            "reviews_conference",
            "reviews_cycle",
            "reviews_deadline",
            "reviews_historicalreview",
            "reviews_historicalreviewsection",
            "reviews_historicalshortcomingreport",
            "reviews_historicalsubject",
            "reviews_place",
            "reviews_review",
            "reviews_reviewsection",
            "reviews_shortcoming",
            "reviews_shortcomingreport",
            "reviews_subject",
            "reviews_subjectreference",
        ),
        byte_ordered("reviews_subject", "sort_key", 400),
    ]
