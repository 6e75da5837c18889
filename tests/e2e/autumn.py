"""An autumn of one committee: its people, each at a computer of their own, and what needs no look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from playwright.sync_api import Browser

from orgchart import clock
from orgchart.access import Actor
from orgchart.kinds import CollectiveKind, Level, PostRole, Role
from orgchart.models import Collective, Organization, Tenant
from orgchart.tenancy import scope
from reviews.models import Cycle, FormKind, Review
from reviews.queries.contents import form_of
from reviews.queries.lines import lines_of
from reviews.regulations.forms_of_sets import CHECKLIST, SIGN
from reviews.regulations.loader import load_set
from reviews.services.circulation import circulate_review
from reviews.services.lines import answer_rest, save_line
from reviews.services.writing import save_level, save_section
from tests.e2e.album import Album
from tests.e2e.desk import Desk
from tests.factories.orgchart import NOON, PersonFactory, PostFactory, actor_for
from tests.factories.reviews import PlaceFactory, ReviewFactory, SubjectFactory
from tests.reviews.writing.scene import TEXT, Scene, make_scene

PASSWORD = "mot-nam-2024"
WROTE = date(2024, 11, 8)
# A print is rendered while its page is waited for: there is no other worker in a play.
RENDERED = 90_000


@dataclass
class Play:
    """A committee with its head, a member, and the office, each at a computer of their own."""

    scene: Scene
    browser: Browser
    base_url: str
    options: dict[str, object]
    album: Album
    desks: dict[int, Desk] = field(default_factory=dict)

    @property
    def year(self) -> str:
        """Where the pages of the year begin."""
        return f"/{self.scene.tenant.slug}/{self.scene.cycle.year}"

    def desk(self, actor: Actor) -> Desk:
        """The computer of somebody; the first time there is a login."""
        if actor.account.pk not in self.desks:
            with transaction.atomic():
                actor.account.set_password(PASSWORD)
                actor.account.save(update_fields=["password"])
            desk = self.desks[actor.account.pk] = Desk(self.browser, self.base_url, self.options)
            desk.log_in(actor.account.username, PASSWORD)
        return self.desks[actor.account.pk]

    def somebody(self, role: Role) -> Actor:
        """One more account with a role."""
        with transaction.atomic():
            return actor_for(self.scene.tenant, role)

    def under(self, code: str, *, level: Level = Level.COMMUNE, kind: str = CollectiveKind.STANDING_COMMITTEE) -> None:
        """The year runs by this document, on this level, for a body of this kind."""
        with transaction.atomic(), scope(tenant=self.scene.tenant.pk):
            Cycle.objects.filter(pk=self.scene.cycle.pk).update(set_code=code, set_digest=load_set(code).digest)
            Tenant.objects.filter(pk=self.scene.tenant.pk).update(level=level)
            Organization.objects.filter(pk=self.scene.collective.organization_id).update(level=level)
            Collective.objects.filter(pk=self.scene.collective.pk).update(kind=kind)
            self.scene.cycle.refresh_from_db()

    def seat(self, name: str, title: str, role: PostRole, rank: int, **fields: Any) -> Review:
        """One more member of the collective, with a self-review to write."""
        tenant, collective = self.scene.tenant, self.scene.collective
        with transaction.atomic():
            person = PersonFactory(tenant=tenant, full_name=name)
            PostFactory(tenant=tenant, person=person, collective=collective, title=title, role=role, rank=rank)
            subject = SubjectFactory(
                tenant=tenant, cycle=self.scene.cycle, person=person, unit=collective.organization, role=role,
                rank=rank, position=title,
            )  # fmt: skip
            PlaceFactory(subject=subject, collective=collective)
            return ReviewFactory(subject=subject, **({"form_kind": FormKind.LEADER_REVIEW} | fields))

    def write(self, review: Review, *, without: tuple[str, ...] = (), points: Mapping[str, str] | None = None) -> None:
        """Everything that needs no look: the headings of the form, their degrees and the own level."""
        with transaction.atomic(), scope(tenant=self.scene.tenant.pk):
            wanted = form_of(Review.objects.select_related("subject__cycle", "subject__unit").get(pk=review.pk))
            common: dict[str, Any] = {"review_id": review.pk, "actor": self.scene.office, "at": NOON}
            for section in wanted:
                if section.has_text and section.key not in without:
                    save_section(key=section.key, version=0, text=(points or {}).get(section.key, TEXT), **common)
            for section in wanted:
                if section.has_degree and not set(section.degree_of) & set(without):
                    save_section(key=section.key, version=int(section.has_text), degree="T", **common)
            save_level(level="HTT", version=0, **common)
            lines = lines_of(Review.objects.select_related("subject__cycle", "author").get(pk=review.pk), wanted)
            if lines.get(CHECKLIST):
                answer_rest(kind=CHECKLIST, **common)
            if lines.get(SIGN):
                save_line(kind=SIGN, reference="dh", version=0, values={"found": "no"}, **common)
            for line in lines.get("asset_declaration", []):
                answers = {"filed": "yes", "filed_on": "30/11/2024"}
                save_line(kind="asset_declaration", reference=line.about.reference, version=0, values=answers, **common)

    def write_and_send(self, *reviews: Review) -> None:
        """Drafts that nobody needs to look at."""
        for review in reviews:
            self.write(review)
            with transaction.atomic(), scope(tenant=self.scene.tenant.pk):
                circulate_review(review_id=review.pk, actor=self.scene.office, at=NOON, approved=True)

    def send(self, desk: Desk, review: Review) -> None:
        """Send the draft from the page on which it was written."""
        desk.open(self.scene.url(review))
        desk.page.get_by_role("button", name="Gửi dự thảo").first.click()
        desk.press("Gửi dự thảo")
        desk.is_told("Đã gửi dự thảo tới")

    def fill(self, desk: Desk, key: str, text: str) -> None:
        """Type under one heading and see it saved."""
        desk.type_over(desk.page.locator(f"[id='{key}-section']").get_by_role("textbox"), text)

    def move_to(self, day: date) -> None:
        """Let the days pass."""
        clock.set_demo_day(day)

    def paper(self, desk: Desk, button: str, file: str, shows: str) -> str:
        """Print something with its button on the page at hand, keep the file; its text."""
        desk.page.get_by_role("button", name=button, exact=True).click(timeout=RENDERED)
        text = self.album.keep(desk.download(desk.page.get_by_role("link", name="Tải bản PDF")), file, shows)
        desk.page.go_back()
        return text

    def complaints(self) -> list[str]:
        """What the browsers complained about."""
        return [complaint for desk in self.desks.values() for complaint in desk.complaints]

    def close(self) -> None:
        """Switch all computers off."""
        for desk in self.desks.values():
            desk.context.close()


def make_play(browser: Browser, base_url: str, options: dict[str, object], album: Album) -> Play:
    """The committee in the autumn of 2024."""
    clock.set_demo_day(WROTE)
    with transaction.atomic():
        return Play(make_scene(), browser, base_url, options, album)
