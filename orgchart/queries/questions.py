"""Questions about clauses with their answers, kept with the clause. (HY-C.2-3, GB-3.2-1)"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orgchart.envelope_kinds import EnvelopeKind
from orgchart.models import Envelope


@dataclass(frozen=True)
class AskedQuestion:
    """One question, sent or received, with the answers that went the other way."""

    envelope: Envelope
    answers: list[Envelope]

    @property
    def needs_amendment(self) -> bool:
        """Whether an answer says that the document has to change."""
        return any(answer.content.get("needs_amendment") for answer in self.answers)


def questions_about(clauses: Iterable[str]) -> dict[str, list[AskedQuestion]]:
    """By clause: what was asked and answered about it (two queries)."""
    asked = Envelope.objects.filter(kind=EnvelopeKind.QUESTION, content__clause__in=list(clauses))
    questions = list(asked.select_related("peer").order_by("sent_at", "pk"))
    answers: dict[object, list[Envelope]] = defaultdict(list)
    keys = [row.key for row in questions]
    for row in Envelope.objects.filter(kind=EnvelopeKind.NOTICE, reply_to__in=keys).order_by("sent_at", "pk"):
        answers[row.reply_to].append(row)
    found: dict[str, list[AskedQuestion]] = defaultdict(list)
    for question in questions:
        found[str(question.content["clause"])].append(AskedQuestion(question, answers[question.key]))
    return found
