"""Findable words in every free text of a tenant, and the walk that looks for them on every page it can reach."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.db import models

from orgchart.audit import record
from orgchart.models import Account, AuditRecord, AuditRedaction, AuditSeal
from orgchart.tenancy import TenantModel
from reviews.models import KeptSet, RemediationEntry
from tests.access.conftest import Answer, World, name_of
from tests.access.estate import Estate
from tests.access.matrix import MATRIX
from tests.access.scenes import address
from tests.factories.orgchart import NOON

# Codes, hashes and keys that programs compare; people write none of them.
CODES = {
    "path", "org_path", "sort_key", "search_key", "digest", "content_digest", "set_digest", "set_code", "input_digest",
    "key", "step", "exemption_clauses",
    "content_type", "action", "target_type", "clauses", "clause", "body_code", "period", "producer_code", "code_hash",
}  # fmt: skip
CODES_OF = {
    "dossiers.ChecklistItem.code",
    "dossiers.PrintedDocument.part",
    "dossiers.PrintedDocument.rooms",
    "dossiers.IssuedLetter.kind",
    "dossiers.DisposalEntry.model",
    "dossiers.Signature.slot",
    "ratings.Voting.tally",
    "ratings.CriterionDegree.code",
    "dossiers.PrintedDocument.kind",
    "reviews.OwnSet.content",
    "reviews.OwnSet.code",
    "reviews.OwnSet.made_from",
    "reviews.OwnSet.made_from_digest",
    "reviews.OwnSet.parent",
    "reviews.OwnSet.parent_digest",
    "reviews.OwnSet.state_parent",
    "reviews.OwnSet.state_parent_digest",
    "reviews.TimetableNote.about",
    "reviews.Deadline.phase",
    "reviews.Deadline.reporters",
} | {
    "ratings.InspectionFinding.rule",
    "ratings.RatingFlag.rule",
    "orgchart.SentForm.address",
    "orgchart.SentForm.answer",
    "reviews.FormLine.kind",
    "reviews.DegreeCitation.key",
    "reviews.FormLine.reference",
    "orgchart.AuditRedaction.original",
    "orgchart.AuditRedaction.redacted",
    "orgchart.Erasure.found",
    "orgchart.Erasure.doubtful",
    "orgchart.Erasure.chosen",
    "orgchart.Erasure.paths",
    "orgchart.Erasure.report",
}
# Stay empty where they are, because something else is filled instead.
EMPTY_OR_ELSE = {
    "guest_name",
    "new_head_reason",
    "code",
    "answer_code",
    "decision_code",
    "exemption_note",
    "confirmed_by",
    "confirmed_body",
    "received_by",
    "again_ordered_by",
    "again_reason",
    "returned_reason",
    "lift_reason",
    "kept_reason",
    "reject_reason",
    "orgchart.RosterImport.refusal",
    "reviews.DraftOpinion.text",
    "reviews.YearCouncil.result",
}
LINK = re.compile(r'(?:href|src|hx-get|data-url)="(/[^"#]*)')
# Pages of one kind; the ninth differs from the first by nothing but its numbers.
AT_MOST = 8
Word = Callable[[str, int], str]


def tenant_models() -> list[type[models.Model]]:
    """The models whose rows belong to a tenant."""
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def free_texts(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The fields that people write in."""
    for one in model._meta.concrete_fields:
        is_text = isinstance(one, models.CharField | models.TextField | models.JSONField)
        named = f"{model._meta.label}.{one.name}"
        if is_text and not one.choices and one.name not in CODES and named not in CODES_OF:
            yield one


def mark(estate: Estate, word: Word) -> list[str]:
    """Put a word into every free text of every row, through save so that histories have it too; the fields' names.

    `word` gets the name of the field and how many characters are left for it.
    """
    marked = set()
    with estate.inside():
        for model in tenant_models():
            if model in {AuditRecord, AuditRedaction, AuditSeal, KeptSet, RemediationEntry}:  # only ever added to
                continue
            fields = list(free_texts(model))
            for row in model.objects.all():  # type: ignore[attr-defined]
                for one in fields:
                    if _write(row, one, word):
                        marked.add(_name(model, one))
                row.save()
        for one in ("summary", "actor_name", "on_behalf_of"):
            marked.add(f"orgchart.AuditRecord.{one}")
        _add_record(estate, word)
        for actor in estate.actors.values():
            name = word("orgchart.Account.full_name", 120)
            Account.objects.filter(pk=actor.account.pk).update(full_name=name)
    return sorted(marked)


def _name(model: type[models.Model], one: models.Field[Any, Any]) -> str:
    return f"{model._meta.label}.{one.name}"


def _write(row: models.Model, one: models.Field[Any, Any], word: Word) -> bool:
    value, name = getattr(row, one.name), _name(type(row), one)
    if isinstance(one, models.JSONField):
        setattr(row, one.name, _in_leaves(value, word(name, 200)))
        return bool(value)
    if not value and EMPTY_OR_ELSE & {one.name, name}:
        return False
    room = (one.max_length or 2000) - len(value) - 1
    setattr(row, one.name, f"{value} {word(name, room)}".strip())
    return True


def _in_leaves(value: Any, word: str) -> Any:
    """Sentences inside JSON; single words there are codes."""
    if isinstance(value, dict):
        return {key: _in_leaves(one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_leaves(one, word) for one in value]
    return f"{value} {word}" if isinstance(value, str) and " " in value else value


def _add_record(estate: Estate, word: Word) -> None:
    office = estate.actors["office"]
    office.account.full_name = word("orgchart.AuditRecord.actor_name", 120)
    record(
        actor=office, action="note", target=estate["own"], at=NOON, on_behalf_of=word("AuditRecord.on_behalf_of", 120),
        summary=word("orgchart.AuditRecord.summary", 300), changes={"reason": word("AuditRecord.changes", 120)},
    )  # fmt: skip


@dataclass
class Walk:
    """Everything that one role can reach by links, and what was found in it."""

    pages: dict[str, Answer] = field(default_factory=dict)

    def holding(self, word: str) -> list[str]:
        """The addresses whose answer holds a word, in whatever part of it."""
        return [url for url, answer in self.pages.items() if word in everything_in(answer)]

    def text(self) -> str:
        """All of it."""
        return "\n".join(map(everything_in, self.pages.values()))

    @property
    def names(self) -> set[str]:
        """The names of the addresses that answered."""
        return {answer.name for answer in self.pages.values()}


def walk(world: World, estate: Estate, role: str, session: str) -> Walk:
    """Start from every page that the table gives the role, follow every link inside the tenant."""
    done, found, kinds = Walk(), set[str](), Counter[str]()
    open_urls = [address(name, estate) for name, (get, _) in MATRIX.items() if get[role] in {200, 302}]
    # Reached by buttons of the forms, which no link shows.
    open_urls.append(address("reviews:circulate", estate, review_id=estate["chair_review"].pk))
    open_urls.append(address("reviews:finalise", estate, review_id=estate["body_review"].pk))
    while open_urls:
        url = open_urls.pop()
        if url in found or kinds[name_of(url)] >= AT_MOST:
            continue
        found.add(url)
        answer = world.try_out(session, "GET", url)
        if answer.status in {301, 302}:
            open_urls.append(urljoin(url, answer.headers["Location"]))
        kinds[answer.name] += 1
        if answer.status != 200:
            continue
        done.pages[url] = answer
        if answer.headers["Content-Type"].startswith("text/html"):
            links = (urljoin(url, link.replace("&amp;", "&")) for link in LINK.findall(answer.text))
            open_urls += [link for link in links if _is_inside(link, estate)]
    return done


def _is_inside(link: str, estate: Estate) -> bool:
    return urlsplit(link).path.startswith((f"/{estate.tenant.slug}/", "/viec-cua-toi/"))


def everything_in(answer: Answer) -> str:
    """Body, headers, and the parts of packed files."""
    parts = [answer.text, str(dict(answer.headers))]
    if answer.body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
            parts += [packed.read(name).decode(errors="replace") for name in packed.namelist()]
    return "\n".join(parts)
