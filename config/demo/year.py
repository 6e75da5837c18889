"""Playing a year through the services, exactly as the office does it, only faster."""

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.demo.lines import fill_lines
from config.demo.texts import COMMENTS, SHORTCOMINGS, STRENGTHS, text_for
from orgchart.access import Actor
from orgchart.models import Collective, Organization, Person
from orgchart.queries import cell_members, members_of
from reviews.models import AgendaItem, Attendance, Conference, Cycle, Review, Shortcoming
from reviews.models.shortcoming import ShortcomingStatus
from reviews.queries.concluded import earlier_shortcomings
from reviews.queries.contents import form_of
from reviews.regulations.forms import form
from reviews.services import agenda_items, circulation, conferences, transitions, writing
from reviews.states import ReviewState

DEGREES = ("T", "X", "T", "T", "X")
# The degree of the own results: without "Xuất sắc" here the top level is out of reach, so two in five have it.
RESULTS = "I-2"


def seed_of(text: str) -> int:
    """A number that depends on the words alone, so that the demo is the same in every database."""
    return zlib.crc32(text.encode())


def degree_of(review: Review, key: str) -> str:
    """The own degree under one heading; what a set adds to the form changes none of the others."""
    seed = seed_of(review.subject.name)
    number = [section.key for section in form(review.form_kind)].index(key)
    if review.form_kind == "leader_review" and key == RESULTS:
        return "X" if seed % 5 >= 3 else "T"
    return DEGREES[(seed + number) % len(DEGREES)]


@dataclass(frozen=True)
class Year:
    """The office at work in one cycle; the scope of the tenant has to be open."""

    cycle: Cycle
    office: Actor

    def write(self, review: Review, at: datetime, *, headings: int = 99, level: str = "HTT") -> None:
        """Fill the first headings of a form; all of them and the own level where nothing else is said."""
        is_person = review.form_kind == "leader_review"
        begun = set(review.sections.values_list("key", flat=True))
        for number, section in enumerate(form_of(review)):
            if number >= headings:
                return
            if section.key in begun:
                continue
            text = (
                text_for(section.key, is_person=is_person, seed=seed_of(review.subject.name))
                if section.has_text
                else None
            )
            degree = degree_of(review, section.key) if section.has_degree else None
            if text or degree:
                writing.save_section(
                    review_id=review.pk,
                    key=section.key,
                    text=text,
                    degree=degree,
                    version=0,
                    actor=self.office,
                    at=at + timedelta(minutes=number),
                )
        for line in earlier_shortcomings(review):
            writing.save_shortcoming(
                review_id=review.pk,
                shortcoming_id=line.shortcoming.pk,
                status=ShortcomingStatus.FIXED if seed_of(line.shortcoming.text) % 2 else ShortcomingStatus.FIXING,
                progress="Đã hoàn thành khoảng 80% khối lượng công việc.",
                responsible="Tập thể lãnh đạo, người đứng đầu",
                version=line.report.version,
                actor=self.office,
                at=at,
            )
        fill_lines(review, actor=self.office, at=at)
        writing.save_level(review_id=review.pk, level=level, version=review.level_version, actor=self.office, at=at)

    def send(self, review: Review, at: datetime) -> None:
        """Send the draft round with the approval of the head."""
        circulation.circulate_review(review_id=review.pk, actor=self.office, at=at, approved=True)

    def reviews_at(self, *, collective: Collective | None = None, cell: Organization | None = None) -> list[Review]:
        """The reviews that a body hears, its own report first."""
        rows = Review.objects.filter(subject__cycle=self.cycle, subject__places__collective=collective)
        rows = rows.filter(subject__places__cell=cell).select_related("subject")
        return list(rows.order_by("-subject__kind", "pk").distinct())

    def prepare(self, reviews: list[Review], at: datetime) -> None:
        """Write and send whatever has not been sent yet."""
        for review in reviews:
            review.refresh_from_db()
            if review.state == ReviewState.NOT_STARTED:
                self.write(review, at)
                self.send(review, at + timedelta(hours=1))

    def plan(
        self,
        starts_at: datetime,
        at: datetime,
        *,
        collective: Collective | None = None,
        cell: Organization | None = None,
    ) -> Conference:
        """Plan and announce a conference."""
        day = starts_at.date()
        people = _people_of(collective, cell, day)
        conference = conferences.plan_conference(
            cycle_id=self.cycle.pk,
            secretary_id=people[len(people) - 1].pk,
            collective_id=collective.pk if collective else None,
            cell_id=cell.pk if cell else None,
            starts_at=starts_at,
            location="Hội trường UBND thị trấn" if collective else "Nhà văn hóa tổ dân phố",
            actor=self.office,
            at=at,
        )
        return conferences.announce_conference(conference_id=conference.pk, actor=self.office, at=at)

    def hold(self, conference: Conference) -> None:
        """Run a conference from the opening to the signed minutes; everybody is present."""
        at = conference.starts_at
        conferences.open_conference(conference_id=conference.pk, actor=self.office, at=at)
        rows = Attendance.objects.filter(conference=conference)
        presence = {row.pk: (True, "") for row in rows}
        conferences.record_attendance(conference_id=conference.pk, presence=presence, actor=self.office, at=at)
        for item in AgendaItem.objects.filter(conference=conference).order_by("position"):
            at = self._hear(item, at)
        agenda_items.close_conference(conference_id=conference.pk, actor=self.office, at=at)
        conferences.sign_minutes(conference_id=conference.pk, actor=self.office, at=at + timedelta(hours=1))

    def _hear(self, item: AgendaItem, at: datetime) -> datetime:
        agenda_items.start_item(item_id=item.pk, actor=self.office, at=at)
        others = Attendance.objects.filter(conference=item.conference, is_member=True).exclude(
            person=item.subject.person
        )
        for number, row in enumerate(others.order_by("rank", "pk")[:2]):
            comment = agenda_items.add_comment(
                item_id=item.pk,
                person_id=row.person_id or 0,
                text=COMMENTS[(seed_of(item.subject.name) + number) % len(COMMENTS)],
                actor=self.office,
                at=at + timedelta(minutes=5 + number),
            )
            agenda_items.judge_comment(
                comment_id=comment.pk, verdict="accepted", note="", actor=self.office, at=at + timedelta(minutes=10)
            )
        item.refresh_from_db()
        agenda_items.conclude_item(
            item_id=item.pk,
            strengths=STRENGTHS,
            weaknesses=SHORTCOMINGS[seed_of(item.subject.name) % len(SHORTCOMINGS)],
            version=item.version,
            silence_confirmed=True,
            actor=self.office,
            at=at + timedelta(minutes=15),
        )
        return at + timedelta(minutes=20)

    def finish(self, reviews: list[Review], at: datetime) -> None:
        """Final texts with their own level, confirmed by the body."""
        for review in reviews:
            review.refresh_from_db()
            if review.state == ReviewState.REVIEWED:
                fill_lines(review, actor=self.office, at=at)
                transitions.finalise_review(review_id=review.pk, self_level=review.self_level, actor=self.office, at=at)
                transitions.confirm_review(review_id=review.pk, actor=self.office, at=at + timedelta(hours=2))


def _people_of(collective: Collective | None, cell: Organization | None, day: date) -> list[Person]:
    if collective is not None:
        return [post.person for post in members_of(collective, day)]
    return list(cell_members(cell, day)) if cell is not None else []


def on(day: date, hour: int, zone: object) -> datetime:
    """A moment of a day in local time."""
    return datetime.combine(day, time(hour), zone)  # type: ignore[arg-type]


def remember_shortcomings(cycle: Cycle, number: int) -> None:
    """Every fifth subject of last year took a shortcoming along, and everybody who logs in to the demo."""
    rows = list(cycle.subjects.order_by("pk")[:: max(1, cycle.subjects.count() // number)])
    with_login = cycle.subjects.filter(person__account__isnull=False)
    rows += with_login.exclude(pk__in=[row.pk for row in rows]).order_by("pk")
    for position, subject in enumerate(rows):
        Shortcoming(
            tenant_id=cycle.tenant_id,
            collective=subject.collective,
            person=subject.person,
            organization=subject.organization,
            year=cycle.year,
            text=SHORTCOMINGS[position % len(SHORTCOMINGS)],
            source=f"Kết luận kiểm điểm năm {cycle.year}",
        ).save()
