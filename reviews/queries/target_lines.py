"""The targets of a year as a form shows them: plain words, kept with the text that goes round."""

from dataclasses import dataclass
from decimal import Decimal

from reviews.models import Product, Review, Target
from reviews.queries import targets as queries


@dataclass(frozen=True)
class TargetLine:
    """One line of the table under the results of a form. (HY-B.I.3.1-2, SL-I.3-2)"""

    name: str
    is_main: bool
    assigned: str
    achieved: str
    person: str
    due: str
    is_met: bool
    products: str


def target_lines(review: Review) -> list[TargetLine]:
    """The targets of the reviewed body or person; lines that both answer for stand in both forms. (SL-I.3-2)"""
    return [line_of(target, products) for target, products in queries.lines_for_form(review)]


def line_of(target: Target, products: list[Product]) -> TargetLine:
    """A target in words."""
    return TargetLine(
        name=target.name,
        is_main=target.is_main,
        assigned=_assigned(target),
        achieved=_achieved(target),
        person=target.person.full_name if target.person is not None else "",
        due=f"{target.due_on:%d/%m/%Y}" if target.due_on else "",
        is_met=target.is_met,
        products="; ".join(product.title for product in products),
    )


def _assigned(target: Target) -> str:
    if target.assigned is None:
        return f"Xong trước {target.due_on:%d/%m/%Y}" if target.due_on else "Hoàn thành"
    limit = "không quá " if target.lower_is_better else ""
    return f"{limit}{shown(target.assigned)} {target.unit}".strip()


def _achieved(target: Target) -> str:
    parts = []
    if target.achieved is not None:
        parts.append(f"{shown(target.achieved)} {target.unit}".strip())
    if target.done_on is not None:
        parts.append(f"xong {target.done_on:%d/%m/%Y}")
    if target.result:
        parts.append(target.result)
    return "; ".join(parts) or "Chưa có kết quả"


def shown(value: Decimal) -> str:
    """A number as it is written: 1.234,5."""
    plain = f"{value:,.2f}".rstrip("0").rstrip(".")
    return plain.replace(",", " ").replace(".", ",").replace(" ", ".")
