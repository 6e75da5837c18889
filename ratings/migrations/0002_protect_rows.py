"""Walls round every table of a tenant."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0001_create_ratings")]

    operations = [
        protect_tables(
            "ratings_appraisalcouncil",
            "ratings_award",
            "ratings_ballot",
            "ratings_ballotcount",
            "ratings_board",
            "ratings_boardconfirmation",
            "ratings_boardgroup",
            "ratings_capexception",
            "ratings_capgroup",
            "ratings_casescore",
            "ratings_complaint",
            "ratings_complaintpoint",
            "ratings_correction",
            "ratings_councilmember",
            "ratings_criteriondegree",
            "ratings_decision",
            "ratings_decisionitem",
            "ratings_historicalcasescore",
            "ratings_historicalratingcase",
            "ratings_historicalsiderating",
            "ratings_inspection",
            "ratings_inspectionfinding",
            "ratings_levelreference",
            "ratings_managernotice",
            "ratings_openvote",
            "ratings_openvotecount",
            "ratings_partyreport",
            "ratings_publication",
            "ratings_ratingcase",
            "ratings_ratingflag",
            "ratings_reconsideration",
            "ratings_reportedcounter",
            "ratings_resultcounter",
            "ratings_siderating",
            "ratings_sidereceipt",
            "ratings_sidereport",
            "ratings_voting",
            "ratings_votingcode",
        ),
    ]
