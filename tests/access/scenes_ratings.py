"""How the addresses of open votes and of the overviews of a year are tried out."""

from collections.abc import Mapping
from typing import Any

from orgchart import clock
from orgchart.services.roles import entrust
from ratings.models import RatingCase
from tests.access.estate import Estate
from tests.factories.orgchart import NOON


def names_for_the_head(estate: Estate) -> None:
    """The head was authorised to read who found a manifestation."""
    day = clock.today()
    with estate.inside():
        entrust(
            permission="read_manifestations", object_id=estate["cycle"].pk,
            account_id=estate.actors["head"].account.pk, starts_on=day, ends_on=day,
            actor=estate.actors["office"], at=NOON,
        )  # fmt: skip


def heard(estate: Estate) -> None:
    """The meeting has concluded on the person."""
    estate.put("own_item", state="concluded", concluded_at=NOON)


def hands(estate: Estate) -> Mapping[str, Any]:
    """Two hands for the second level."""
    prefix = f"bq-{estate['own_subject'].pk}"
    numbers = {"HTT_in_favour": 2, "HTT_against": 0, "HTT_abstained": 0}
    return {f"{prefix}-voters": 2} | {f"{prefix}-{name}": number for name, number in numbers.items()}


def to_be_laid_before(estate: Estate) -> None:
    """The meeting has not been opened, everybody on its list has a proposal."""
    estate.put("board", state="preparing", present=None)
    with estate.inside():
        RatingCase.objects.filter(group__board_group__board=estate["board"].pk, proposed_level="").update(
            proposed_level="HTT"
        )


def annulment(estate: Estate) -> Mapping[str, Any]:
    """The level that the order names, and the decision that annuls it."""
    return {
        "cases": [estate["body_case"].pk], "conclusion": "Theo yêu cầu của cấp trên", "annulled_on": "2024-12-05",
        "signer_name": "Ma Văn A", "signer_title": "Bí thư",
    }  # fmt: skip


RATING_SCENES: dict[str, dict[str, Any]] = {
    "ratings:record_finding": {
        "payload": lambda estate: {"ph-text": "Không nêu hạn chế", "ph-evidence": "Biên bản hội nghị"}
    },
    "ratings:order_again": {"payload": lambda estate: {f"yc-lai-{estate['finding'].pk}-due_on": "2099-01-01"}},
    "ratings:order": {"payload": annulment},
    "ratings:confirm_board": {
        "payload": lambda estate: {"bch-held_on": "2024-12-06", "bch-present": 5, "bch-in_favour": 5}
    },
    "ratings:manifestation_names": {"arrange": names_for_the_head},
    "dossiers:hand_to_body": {"arrange": to_be_laid_before},
    "ratings:record_vote": {"arrange": heard, "payload": hands},
}
