"""The declaration of assets: what the form of the person says, held against what lies in the dossier."""

from datetime import date

from dossiers.models import ChecklistItem, Dossier
from dossiers.states import ItemState
from reviews.models import FormLine

CODE = "asset_declaration"
_HERE = (ItemState.PROVIDED, ItemState.ON_PAPER)


def contradiction(dossier: Dossier) -> str:
    """What form and dossier say differently about the declaration, in words; empty where they agree.

    Nothing is compared before the form says something, or where the checklist has no such item. (HY-B.I.3.2-3)
    """
    item = ChecklistItem.objects.filter(dossier=dossier, code=CODE).first()
    lines = FormLine.objects.filter(review__subject=dossier.subject, kind=CODE)
    values = lines.values_list("values", flat=True).first()
    if item is None or not values or not values.get("filed"):
        return ""
    is_here = item.state in _HERE
    if values["filed"] == "not_due":
        words = "Bản kiểm điểm ghi không thuộc diện kê khai, nhưng hồ sơ có bản kê khai tài sản, thu nhập."
        return words if is_here else ""
    day = date.fromisoformat(values["filed_on"]) if values.get("filed_on") else None
    told = f"Bản kiểm điểm ghi đã nộp bản kê khai tài sản, thu nhập{f' ngày {day:%d/%m/%Y}' if day else ''}"
    if not is_here:
        return f"{told}, nhưng hồ sơ chưa có bản kê khai."
    year = dossier.subject.cycle.year
    if day is not None and day.year not in {year, year + 1}:
        return f"{told}, không phải trong năm kiểm điểm {year}."
    return ""
