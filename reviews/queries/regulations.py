"""The one way to a regulation set: whatever a cycle, a page or the engine asks of one comes through here."""

from dataclasses import dataclass
from functools import lru_cache

from orgchart.kinds import Line
from reviews.models import Cycle, KeptSet, OwnSet, ReceivedSet
from reviews.regulations.errors import UnknownSetError
from reviews.regulations.kept import open_kept
from reviews.regulations.loader import SETS, STATE_LINE, available_sets, load_set, load_state_set
from reviews.regulations.sets import RegulationSet
from reviews.rules import CycleRules, cycle_rules
from reviews.scope_rules import ScopeRules, scope_rules


@dataclass(frozen=True)
class SetChoice:
    """A set that a cycle or an inspection may be held under."""

    code: str
    title: str


def set_of(cycle: Cycle) -> RegulationSet:
    """The set that binds a cycle: the kept one from the day the plan was issued, before it the one of today.

    Costs no query while the set is known to this process. (HY-C.2-2, NA-3-1)
    """
    return set_as_kept(cycle.set_code, cycle.set_digest)


def set_as_kept(code: str, digest: str) -> RegulationSet:
    """The set with this digest; without one, or where it was never kept, the set that bears the code today."""
    if not digest:
        return set_named(code)
    built_in = load_set(code) if code in available_sets() else None
    if built_in is not None and built_in.digest == digest:
        return built_in
    try:
        return _opened(digest)
    except KeptSet.DoesNotExist:
        return set_named(code) if built_in is None else built_in


def set_named(code: str) -> RegulationSet:
    """The set that bears a code today; raise `UnknownSetError` where the tenant has none."""
    if code in available_sets():
        return load_set(code)
    digest = digest_of(code)
    if not digest:
        raise UnknownSetError(code, available_sets())
    return _opened(digest)


def digest_of(code: str) -> str:
    """The digest of an approved own set or of one that a superior sent; empty for a built-in or unknown code."""
    own = OwnSet.objects.filter(code=code, kept__isnull=False).values_list("kept__digest", flat=True).first()
    received = ReceivedSet.objects.filter(kept__code=code).order_by("-pk").values_list("kept__digest", flat=True)
    return own or received.first() or ""


def set_choices() -> list[SetChoice]:
    """The sets that a year may be held under: approved own ones, those that superiors sent, built-in ones."""
    own = OwnSet.objects.filter(kept__isnull=False).order_by("-year", "-pk").values_list("code", "title")
    received = ReceivedSet.objects.order_by("-pk").values_list("kept__code", "kept__title")
    built_in = ((code, load_set(code).title) for code in available_sets())
    return [SetChoice(code, title) for code, title in dict((*own, *received, *built_in)).items()]


def state_set_choices() -> list[SetChoice]:
    """The sets of the government line that a state agency may build on beside the party's: received, then built-in."""
    received = ReceivedSet.objects.filter(line=Line.STATE).order_by("-pk").values_list("kept__code", "kept__title")
    built_in = ((code, load_state_set(code).title) for code in available_sets(SETS / STATE_LINE))
    return [SetChoice(code, title) for code, title in dict((*received, *built_in)).items()]


def state_set_as_kept(code: str, digest: str) -> RegulationSet:
    """The set of the government line with this digest; without one the built-in set of today."""
    return set_as_kept(code, digest) if digest else load_state_set(code)


def rules_of(cycle: Cycle) -> CycleRules:
    """What the set of a cycle says about conferences."""
    return cycle_rules(set_of(cycle))


def scope_rules_of(cycle: Cycle) -> ScopeRules:
    """What the set of a cycle says about scope and places."""
    return scope_rules(set_of(cycle))


@lru_cache(maxsize=64)
def _opened(digest: str) -> RegulationSet:
    """A kept set, read once a process; the digest stands for its whole content, whichever tenant keeps it."""
    return open_kept(KeptSet.objects.values_list("content", flat=True).get(digest=digest))
