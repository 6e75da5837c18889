"""Walls round every table of a tenant; kept sets never change."""

from django.db import migrations

from orgchart.row_security import append_only, byte_ordered, protect_tables


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
            "reviews_concurrentduty",
            "reviews_conference",
            "reviews_conferencebody",
            "reviews_cycle",
            "reviews_daycorrection",
            "reviews_deadline",
            "reviews_degreecitation",
            "reviews_digest",
            "reviews_direction",
            "reviews_draftopinion",
            "reviews_formline",
            "reviews_historicalformline",
            "reviews_historicalownset",
            "reviews_historicalremediationitem",
            "reviews_historicalreview",
            "reviews_historicalreviewsection",
            "reviews_historicalshortcomingreport",
            "reviews_historicalsubject",
            "reviews_historicaltarget",
            "reviews_initiative",
            "reviews_invitation",
            "reviews_keptset",
            "reviews_minutesexception",
            "reviews_nudge",
            "reviews_opencase",
            "reviews_opinionrequest",
            "reviews_ownset",
            "reviews_place",
            "reviews_plannotice",
            "reviews_preparationitem",
            "reviews_product",
            "reviews_progresscounter",
            "reviews_receivedset",
            "reviews_remediationentry",
            "reviews_remediationitem",
            "reviews_remediationplan",
            "reviews_review",
            "reviews_reviewsection",
            "reviews_shortcoming",
            "reviews_shortcomingreport",
            "reviews_subject",
            "reviews_subjectreference",
            "reviews_suggestion",
            "reviews_suggestionpoint",
            "reviews_target",
            "reviews_timetablenote",
            "reviews_unitnote",
            "reviews_unitreport",
            "reviews_yearcouncil",
            "reviews_yearcouncilmember",
            "reviews_yearend",
            "reviews_yearexception",
        ),
        byte_ordered("reviews_subject", "sort_key", 400),
        append_only("reviews_keptset"),
        append_only("reviews_remediationentry"),
    ]
