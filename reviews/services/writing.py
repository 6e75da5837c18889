"""Saving what is typed, heading by heading: nothing is overwritten that its writer has not seen."""

from datetime import datetime

from django.db import transaction

from orgchart.access import Actor
from orgchart.errors import InvalidInput, NotVisible
from reviews.models import (
    Degree,
    Level,
    Review,
    ReviewSection,
    ShortcomingReport,
    ShortcomingStatus,
)
from reviews.queries.concluded import earlier_shortcomings
from reviews.queries.contents import form_of
from reviews.regulations.forms import Section
from reviews.services import saving
from reviews.texts import clean_text, too_long

_LONGEST_RESPONSIBLE = 300


@transaction.atomic
def save_section(
    *,
    review_id: int,
    key: str,
    version: int,
    actor: Actor,
    at: datetime,
    text: str | None = None,
    degree: str | None = None,
) -> ReviewSection:
    """Save text, degree or both of one heading; None leaves a part as it is.

    `version` is the one that the writer started from. Text and degree do not get into each other's way: only a
    part that somebody else has changed since then is a conflict.
    """
    review = saving.writable(review_id, actor)
    section = _section_of_form(review, key)
    row = ReviewSection.objects.select_related("saved_by").filter(review=review, key=key).first()
    row = row or ReviewSection(tenant_id=review.tenant_id, review=review, key=key)
    values = _section_values(section, text, degree)
    changed = saving.changed_fields(row, values, version, theirs_by=row.saved_by.full_name if row.saved_by else "")
    if not changed:
        return row
    for field in changed:
        setattr(row, field, values[field])
    if "degree" in changed and row.degree:
        _check_texts_come_first(review, section, row)
    row.version, row.saved_at, row.saved_by = row.version + 1, at, actor.account
    row.save()
    changes = {"key": key, "fields": changed}
    saving.leave_trace(review, actor, at, action="save_section", target=review, what=section.short, changes=changes)
    return row


@transaction.atomic
def save_level(*, review_id: int, level: str, version: int, actor: Actor, at: datetime) -> Review:
    """Save the own proposal of a level (part VII); it stays provisional until the text is final."""
    review = saving.writable(review_id, actor)
    if level not in Level.values:
        raise InvalidInput({"level": "Mời đồng chí chọn một trong bốn mức xếp loại."})
    if review.level_version != version and review.self_level not in {"", level}:
        raise saving.conflict(level, review.self_level, saving.last_writer(review, "save_level"), review.level_version)
    if review.self_level == level:
        return review
    review.self_level, review.level_version = level, review.level_version + 1
    review.save(update_fields=["self_level", "level_version"])
    saving.leave_trace(
        review, actor, at, action="save_level", target=review, what="mức tự nhận", changes={"level": level}
    )
    return review


@transaction.atomic
def save_shortcoming(
    *,
    review_id: int,
    shortcoming_id: int,
    version: int,
    actor: Actor,
    at: datetime,
    status: str | None = None,
    progress: str | None = None,
    responsible: str | None = None,
) -> ShortcomingReport:
    """Save what this year's review says about one earlier shortcoming (HY-M01-11, HY-M02-9)."""
    review = saving.writable(review_id, actor)
    line = next((one for one in earlier_shortcomings(review) if one.shortcoming.pk == shortcoming_id), None)
    if line is None:
        raise NotVisible
    row = line.report
    row.tenant_id = review.tenant_id
    values = _shortcoming_values(status, progress, responsible)
    changed = saving.changed_fields(row, values, version, theirs_by="")
    if not changed:
        return row
    if row.pk is None and row.status:
        row.save()  # what the plan says is version 0: the other fields of the page start from it too
    for field in changed:
        setattr(row, field, values[field])
    row.version += 1
    row.save()
    saving.leave_trace(
        review,
        actor,
        at,
        action="save_shortcoming",
        target=row,
        what=f"khắc phục hạn chế năm {line.shortcoming.year}",
        changes={"shortcoming": shortcoming_id, "fields": changed},
    )
    return row


def _section_of_form(review: Review, key: str) -> Section:
    wanted = form_of(review)
    if not wanted.has(key):
        raise NotVisible
    return wanted.section(key)


def _section_values(section: Section, text: str | None, degree: str | None) -> dict[str, str]:
    values: dict[str, str] = {}
    if text is not None and section.has_text:
        values["text"] = clean_text(text)
        if refusal := too_long(values["text"]):
            raise InvalidInput({"text": refusal})
    if degree is not None and section.has_degree:
        if degree and degree not in Degree.values:
            raise InvalidInput({"degree": "Mời đồng chí chọn một trong bốn cấp độ."})
        values["degree"] = degree
    if not values:
        raise InvalidInput({"text": "Mục này không nhận nội dung vừa gửi. Mời tải lại trang."})
    return values


def _shortcoming_values(status: str | None, progress: str | None, responsible: str | None) -> dict[str, str]:
    values: dict[str, str] = {}
    if status is not None:
        if status and status not in ShortcomingStatus.values:
            raise InvalidInput({"status": "Mời chọn: đã khắc phục, đang khắc phục hay chưa khắc phục."})
        values["status"] = status
    if progress is not None:
        values["progress"] = clean_text(progress)
        if refusal := too_long(values["progress"]):
            raise InvalidInput({"progress": refusal})
    if responsible is not None:
        values["responsible"] = clean_text(responsible).replace("\n", " ")
        if refusal := too_long(values["responsible"], _LONGEST_RESPONSIBLE):
            raise InvalidInput({"responsible": refusal})
    return values


def _check_texts_come_first(review: Review, section: Section, row: ReviewSection) -> None:
    """The contents are written first, then the degree is chosen (HY-M01-16)."""
    others = set(section.degree_of) - {section.key}
    written = ReviewSection.objects.filter(review=review, key__in=others).values_list("key", "text") if others else ()
    texts = {section.key: row.text} | dict(written)
    empty = [key for key in section.degree_of if not texts.get(key, "").strip()]
    if empty:
        names = ", ".join(f"“{form_of(review).section(key).short}”" for key in empty)
        raise InvalidInput({"degree": f"Mời viết nội dung mục {names} trước, rồi mới tự đánh giá cấp độ."})
