"""A roster compared with the chart: what would be written, and what has to be settled before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from orgchart.imports import titles
from orgchart.imports.chart import Chart, KnownPost
from orgchart.imports.findings import Finding, Question
from orgchart.imports.people import PersonBook, Somebody
from orgchart.imports.plan import Effect, EndedPost, MembershipPlan, PersonPlan, Plan, PostPlan, Ref
from orgchart.imports.roster import Line, Phrase, Roster, UnitLine
from orgchart.imports.titles import Title
from orgchart.imports.unit_book import UnitBook
from orgchart.imports.units import KINDS, guess_kind
from orgchart.imports.words import Day, fold
from orgchart.kinds import CollectiveKind, MembershipKind, OrganizationKind, PostRole

ADULT = 18
_KIND_WORDS = {fold(kind.label): kind for kind in OrganizationKind}


@dataclass(frozen=True)
class _Held:
    """A post as a row says it, with the body found."""

    unit: Ref
    collective: Ref | None
    title: Title


def compare(roster: Roster, chart: Chart, answers: Mapping[str, str], since: date) -> Plan:
    """The plan for a roster; days that no row gives are `since`."""
    plan = Plan(
        findings=list(roster.findings),
        questions=dict(roster.questions),
        ignored=list(roster.ignored),
        passed_over=list(roster.passed_over),
    )
    _Comparison(roster, chart, answers, since, plan).run()
    plan.findings.sort(key=lambda one: (one.sheet, one.row, one.column))
    return plan


class _Comparison:
    """Goes through organisations, then persons, then what has to hold between persons."""

    def __init__(self, roster: Roster, chart: Chart, answers: Mapping[str, str], since: date, plan: Plan) -> None:
        self.roster, self.chart, self.answers, self.since, self.plan = roster, chart, answers, since, plan
        self.units = UnitBook(chart, plan, answers)
        self.people = PersonBook(chart, plan, answers)
        self.posts: dict[int, list[KnownPost]] = {}
        for post in chart.posts:
            self.posts.setdefault(post.person, []).append(post)
        self.memberships = {(one.person, one.kind): one for one in chart.memberships}
        self.kept: set[int] = set()

    def run(self) -> None:
        """Fill the plan."""
        for unit in self.roster.units:
            self._take_unit(unit)
        somebodies = self.people.people(self.roster.lines)
        self._find_committees(somebodies)
        for number, somebody in enumerate(somebodies):
            self._take(somebody, f"n:{number}")
        Heads(self.plan, self.chart, self.answers, self.units.names).settle(self.kept)

    def _take_unit(self, line: UnitLine) -> None:
        place = (line.sheet, line.row, line.column)
        kind = _KIND_WORDS.get(fold(line.kind)) or guess_kind(line.kind) or guess_kind(line.name)
        parent: Ref | None = self.units.resolve(line.parent, place) if line.parent else self.chart.root.id
        if parent is not None and kind is not None and self.units.find(line.name) is None:
            self.units.add(line.name, kind, parent)
        elif kind is None:
            self.units.resolve(line.name, place)

    def _find_committees(self, somebodies: list[Somebody]) -> None:
        """A cell has a committee where the list names members of one; then secretary and deputy belong to it."""
        for somebody in somebodies:
            for line in somebody.lines:
                if any(
                    titles.expand_title(phrase.text).startswith(("chi uy vien", "uy vien chi uy"))
                    for phrase in line.posts
                ):
                    cell = self.units.find(line.cell or line.unit)
                    if cell is not None:
                        self.units.collective(cell, CollectiveKind.CELL_COMMITTEE)

    def _take(self, somebody: Somebody, new_ref: str) -> None:
        known = somebody.known
        person = PersonPlan(
            known.id if known else new_ref,
            known.name if known else somebody.name,
            [(line.sheet, line.row) for line in somebody.lines],
            effect=Effect.SAME if known else Effect.NEW,
        )
        self.plan.persons.append(person)
        self._particulars(person, somebody)
        self._cells(person, somebody)
        for line in somebody.lines:
            for phrase in line.posts:
                self._post(person, line, phrase)
        if person.effect is Effect.SAME and person.words:
            person.effect = Effect.CHANGED

    def _particulars(self, person: PersonPlan, somebody: Somebody) -> None:
        known = somebody.known
        birth, joined = somebody.day("birth"), somebody.day("joined")
        if birth and joined and joined.value.year - birth.value.year < ADULT:
            line = next(line for line in somebody.lines if line.joined)
            reason = f"vào Đảng khi chưa đủ {ADULT} tuổi; kiểm tra lại ngày sinh, ngày vào Đảng"
            self._wrong(line, "joined", "Ngày vào Đảng", f"{joined.value:%d/%m/%Y}", reason)
        self._set_day(person, "birth_date", "Ngày sinh", birth, known.birth_date if known else None)
        self._set_day(person, "joined_party_on", "Ngày vào Đảng", joined, known.joined_party_on if known else None)
        residence = somebody.text("residence")
        if residence and residence != (known.residence if known else ""):
            person.fields["residence"] = residence
            if known:
                person.words.append("Nơi cư trú" if known.residence else "Thêm nơi cư trú")

    def _set_day(self, person: PersonPlan, key: str, label: str, day: Day | None, before: date | None) -> None:
        """A year alone never replaces a day that is known better."""
        if day is None or (before is not None and day.agrees_with(before)):
            return
        person.fields[key] = day.value
        if isinstance(person.ref, int):
            person.words.append(f"{label} {f'{before:%d/%m/%Y} → ' if before else ''}{day.value:%d/%m/%Y}")
        elif not day.is_exact:
            person.words.append(f"{label}: chỉ có năm, ghi {day.value:%d/%m/%Y}")

    def _cells(self, person: PersonPlan, somebody: Somebody) -> None:
        official: dict[Ref, Line] = {}
        for line in somebody.lines:
            if line.cell and (cell := self._cell(line, line.cell, "cell")) is not None:
                official.setdefault(cell, line)
        if len(official) > 1:
            self._ask_cell(person, official)
        elif official:
            self._join(person, next(iter(official)), MembershipKind.OFFICIAL)
        for line in somebody.lines:
            if line.temporary_cell and (cell := self._cell(line, line.temporary_cell, "temporary_cell")) is not None:
                self._join(person, cell, MembershipKind.TEMPORARY)

    def _cell(self, line: Line, text: str, key: str) -> Ref | None:
        name = text if guess_kind(text) else f"Chi bộ {text}"
        place = (line.sheet, line.row, line.columns.get(key, line.columns.get("name", 1)))
        return self.units.resolve(name, place, OrganizationKind.PARTY_CELL)

    def _ask_cell(self, person: PersonPlan, cells: Mapping[Ref, Line]) -> None:
        """Officially in one cell only."""
        first = next(iter(cells.values()))
        key = f"c:{first.sheet}:{first.row}"
        names = {str(position): self.units.names[cell] for position, cell in enumerate(cells)}
        answer = self.answers.get(key, "")
        if answer in names:
            cell = list(cells)[int(answer)]
            self._join(person, cell, MembershipKind.OFFICIAL)
            return
        reason = f"ghi ở {len(cells)} chi bộ: {', '.join(names.values())}"
        choices = [(position, f"Sinh hoạt chính thức tại {name}") for position, name in names.items()]
        self._question(key, f"Đồng chí {person.name}", reason, "0", choices, first, "cell")

    def _join(self, person: PersonPlan, cell: Ref, kind: MembershipKind) -> None:
        current = self.memberships.get((person.ref, kind)) if isinstance(person.ref, int) else None
        if current is not None and current.cell == cell:
            return
        name, follows = self.units.names[cell], current.id if current else None
        self.plan.memberships.append(MembershipPlan(person.ref, cell, kind, self.since, follows))
        verb = "Chuyển sang" if current else "Tạm thời tại" if kind == MembershipKind.TEMPORARY else "Sinh hoạt tại"
        person.words.append(f"{verb} {name}")

    def _post(self, person: PersonPlan, line: Line, phrase: Phrase) -> None:
        if titles.holds_no_post(phrase.text):
            return
        if guess_kind(phrase.text) and not titles.begins_a_post(phrase.text):
            return  # "Trưởng phòng, Phòng Kinh tế": the second part is the unit of the first
        near = self._near(line)
        title = titles.understand(phrase.text, line=phrase.line, near=near)
        if title is None:
            key = f"t:{titles.expand_title(phrase.text)}"
            answer = self.answers.get(key, "")
            if answer not in titles.CHOICES:
                about, reason = f"Chức vụ “{phrase.text}”", "chưa rõ là chức vụ gì"
                choices = list(titles.CHOICES.items())
                self._question(key, about, reason, titles.propose(phrase.text), choices, line, "", phrase)
                return
            title = titles.answered(answer, phrase.text, phrase.line)
            if title is None:
                return
        held = self._place(title, line, phrase)
        if held is not None:
            self._give(person, held, line, phrase)

    def _near(self, line: Line) -> OrganizationKind | None:
        """The kind of unit that a bare title is understood of: the unit of the row, else its cell."""
        for text in (line.unit, line.cell):
            kind = guess_kind(text) if text else None
            if kind is not None:
                return kind
        return OrganizationKind.PARTY_CELL if line.cell else None

    def _place(self, title: Title, line: Line, phrase: Phrase) -> _Held | None:
        place = (line.sheet, line.row, phrase.column)
        unit: Ref | None
        if title.at == OrganizationKind.PARTY_COMMITTEE:
            unit = self.chart.root.id
        elif title.at == OrganizationKind.PARTY_CELL:
            text = title.unit or line.cell or line.unit
            unit = self._cell(line, text, "cell") if text else self._ask_unit(line, phrase)
        elif title.at is not None and not title.unit and title.at != OrganizationKind.MASS_ORGANIZATION:
            unit = self.units.single(title.at, place)
        else:
            text = title.unit or line.unit or ("" if title.role != PostRole.STAFF else line.cell)
            unit = self.units.resolve(text, place, title.at) if text else self._ask_unit(line, phrase)
        if unit is None:
            return None
        collective = title.collective
        if collective is None or (
            collective == CollectiveKind.CELL_COMMITTEE and not self.units.has_collective(unit, collective)
        ):
            return _Held(unit, None, title)
        if collective == CollectiveKind.UNIT_LEADERSHIP:
            collective = KINDS[self.units.kinds[unit]].collective if self.units.kinds[unit] in KINDS else collective
        return _Held(unit, self.units.collective(unit, collective), title)

    def _ask_unit(self, line: Line, phrase: Phrase) -> Ref | None:
        key = f"w:{line.sheet}:{line.row}:{fold(phrase.text)}"
        answer = self.answers.get(key, "")
        if answer.isdigit() and int(answer) in self.units.kinds:
            return int(answer)
        units = [self.chart.root, *self.chart.units]
        choices = [(str(unit.id), unit.name) for unit in units]
        about = f"“{phrase.text}” của đồng chí {line.name}"
        self._question(key, about, "chưa rõ ở đơn vị nào", choices[0][0], choices, line, "", phrase)
        return None

    def _give(self, person: PersonPlan, held: _Held, line: Line, phrase: Phrase) -> None:
        started = line.since.value if line.since else self.since
        ended = line.until.value if line.until else None
        if ended is not None and ended < started:
            self._wrong(line, "until", "Đến ngày", f"{ended:%d/%m/%Y}", f"trước ngày bắt đầu {started:%d/%m/%Y}")
            return
        current = (
            [post for post in self.posts.get(person.ref, ()) if _is_same(post, held)]
            if isinstance(person.ref, int)
            else []
        )
        self.kept.update(post.id for post in current)
        twice = any(
            one.person == person.ref and (one.unit, one.collective) == (held.unit, held.collective)
            and fold(one.title.title) == fold(held.title.title)
            for one in self.plan.posts[-12:]
        )  # fmt: skip
        if current or twice:
            return
        place = (line.sheet, line.row, phrase.column)
        self.plan.posts.append(PostPlan(person.ref, held.unit, held.collective, held.title, started, ended, place))
        person.words.append(f"{held.title.title} – {self.units.names[held.unit]}")

    def _wrong(self, line: Line, key: str, heading: str, value: str, reason: str) -> None:
        name = f"o:{line.sheet}:{line.row}:{line.columns.get(key, 1)}"
        self._question(name, f"{heading}: “{value}”", reason, "", (), line, key)

    def _question(
        self,
        key: str,
        about: str,
        reason: str,
        proposal: str,
        choices: list[tuple[str, str]] | tuple[()],
        line: Line,
        column: str,
        phrase: Phrase | None = None,
    ) -> None:
        question = self.plan.questions.setdefault(key, Question(key, about, reason, proposal, choices))
        question.places.append((line.sheet, line.row))
        at = phrase.column if phrase else line.columns.get(column, line.columns.get("name", 1))
        value = phrase.text if phrase else line.name
        heading = "Chức vụ" if phrase else "Họ và tên"
        self.plan.findings.append(Finding(line.sheet, line.row, at, heading, value, reason, key, question.hint))


def _is_same(post: KnownPost, held: _Held) -> bool:
    """The same words, or the same part in the same collective: titles are written in many ways."""
    if post.unit != held.unit:
        return False
    same_part = post.collective == held.collective and post.role == held.title.role and post.role != PostRole.STAFF
    return fold(post.title) == fold(held.title.title) or (same_part and held.collective is not None)


class Heads:
    """One head a collective: whoever comes after another one takes over on a day."""

    def __init__(self, plan: Plan, chart: Chart, answers: Mapping[str, str], names: Mapping[Ref, str]) -> None:
        self.plan, self.chart, self.answers, self.names = plan, chart, answers, names
        self.people = {person.id: person.name for person in chart.persons}

    def settle(self, kept: set[int]) -> None:
        """Note every second head; the posts that the file confirms are `kept`."""
        seen: dict[Ref, PostPlan] = {}
        names = {person.ref: person.name for person in self.plan.persons}
        known: dict[Ref, KnownPost] = {
            one.collective: one for one in self.chart.posts if one.role == PostRole.HEAD and one.collective
        }
        for post in list(self.plan.posts):
            if post.title.role != PostRole.HEAD or post.collective is None or post.ended_on is not None:
                continue
            if post.collective in seen:
                other = names[seen[post.collective].person]
                self._ask(post, names[post.person], other, [("skip", f"Bỏ chức vụ này của {names[post.person]}")])
            elif (holder := known.get(post.collective)) is not None and holder.person != post.person:
                self._take_over(post, holder, names[post.person], kept)
            seen.setdefault(post.collective, post)

    def _take_over(self, post: PostPlan, holder: KnownPost, name: str, kept: set[int]) -> None:
        last = post.started_on - timedelta(days=1)
        other = self.people.get(holder.person, "")
        choices = [("skip", f"Bỏ chức vụ này của {name}, giữ {other}")]
        if last >= holder.started_on and holder.id not in kept:
            choices.insert(0, ("end", f"{other} thôi giữ chức từ {last:%d/%m/%Y}, {name} thay"))
        if self._ask(post, name, other, choices) == "end":
            self.plan.ended_posts.append(EndedPost(holder.id, last))

    def _ask(self, post: PostPlan, name: str, other: str, choices: list[tuple[str, str]]) -> str:
        key = f"h:{post.collective}:{post.place[0]}:{post.place[1]}"
        answer = self.answers.get(key, "")
        if answer == "skip" and ("skip" in dict(choices)):
            self.plan.posts.remove(post)
        elif answer not in dict(choices):
            sheet, row, column = post.place
            reason = f"{self.names[post.unit]} đã có người đứng đầu: {other}"
            question = Question(key, f"{post.title.title} – {name}", reason, choices[0][0], choices, [(sheet, row)])
            self.plan.questions[key] = question
            self.plan.findings.append(
                Finding(sheet, row, column, "Chức vụ", post.title.title, reason, key, question.hint)
            )
        return answer
