"""What people see of the places in which a name stands: how many in which part of the product, and the unclear ones."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from orgchart.erasure.places import text_fields
from orgchart.erasure.spellings import Spellings
from orgchart.models import Erasure

PARTS = {
    "orgchart": "Tổ chức, cán bộ, tài khoản",
    "reviews": "Kiểm điểm",
    "ratings": "Xếp loại",
    "dossiers": "Hồ sơ, văn bản, danh mục tiêu hủy",
}
PARTS_OF = {
    "orgchart.auditrecord": "Nhật ký",
    "orgchart.envelope": "Văn bản gửi, nhận",
    "orgchart.envelopefile": "Văn bản gửi, nhận",
}


@dataclass(frozen=True)
class ShownPlace:
    """One unclear place: the part of the product, the words around the name, whether it was chosen."""

    key: str
    part: str
    words: str
    is_chosen: bool


def part_of(label: str) -> str:
    """The part of the product that a table belongs to, as people call it."""
    name = label.replace(".historical", ".")
    return PARTS_OF.get(name) or PARTS[name.partition(".")[0]]


def amounts(found: dict[str, int]) -> list[tuple[str, int]]:
    """In how many rows of each part the name stands, the most first."""
    counted: Counter[str] = Counter()
    for label, number in found.items():
        counted[part_of(label)] += number
    return counted.most_common()


def doubtful_places(erasure: Erasure, spellings: Spellings) -> list[ShownPlace]:
    """The places that may mean somebody else, in the order in which they were found (one query a table)."""
    wanted: dict[str, list[int]] = {}
    for label, pk in erasure.doubtful:
        wanted.setdefault(label, []).append(pk)
    words: dict[tuple[str, int], str] = {}
    for label, keys in wanted.items():
        model: Any = apps.get_model(label)
        names = [field.name for field in text_fields(model)]
        for pk, *values in model.objects.filter(pk__in=keys).values_list("pk", *names):
            words[label, pk] = next((near for value in values if (near := spellings.near(value))), "")
    chosen = {(label, pk) for label, pk in erasure.chosen}
    return [
        ShownPlace(f"{label}:{pk}", part_of(label), words[label, pk], (label, pk) in chosen)
        for label, pk in erasure.doubtful
        if words.get((label, pk))
    ]
