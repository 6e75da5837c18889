"""A collective with its head and two members in a running year, and what it takes to fill in a form."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.test.utils import CaptureQueriesContext

from orgchart.access import Actor
from orgchart.kinds import PostLine, PostRole, Role
from orgchart.models import Collective, Person, Post, Tenant
from orgchart.tenancy import scope
from reviews.models import Cycle, FormKind, Review, Shortcoming
from reviews.queries.contents import form_of
from reviews.regulations.forms import Form
from reviews.regulations.forms_of_sets import SIGN
from reviews.services.circulation import circulate_review
from reviews.services.lines import save_line
from reviews.services.transitions import mark_reviewed
from reviews.services.writing import save_level, save_section
from tests.factories.orgchart import NOON, CollectiveFactory, PersonFactory, PostFactory, TenantFactory, actor_for
from tests.factories.reviews import (
    CollectiveSubjectFactory,
    CycleFactory,
    PlaceFactory,
    ReviewFactory,
    SubjectFactory,
)

FREE = re.compile(r"^(BEGIN|COMMIT|SELECT set_config)")
TEXT = "Đã hoàn thành các nhiệm vụ được giao trong năm."


@dataclass
class Scene:
    """One tenant with an office, a head who writes, a member who reads, and somebody who has no part in it."""

    tenant: Tenant
    cycle: Cycle
    collective: Collective
    head: Person
    member: Person
    stranger: Person
    head_post: Post
    review: Review
    report: Review
    author: Actor
    reader: Actor
    outsider: Actor
    office: Actor

    def url(self, review: Review, *rest: str, year: int = 2024) -> str:
        """The address of a review or of one of its parts."""
        return "/".join([f"/{self.tenant.slug}/{year}/kiem-diem/{review.pk}", *rest]) + "/"

    def client(self, actor: Actor) -> Client:
        """A browser in which the actor is logged in."""
        client = Client()
        client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def call(self, service: Any, **arguments: Any) -> Any:
        """Call a service as the author at noon, unless told otherwise."""
        with scope(tenant=self.tenant.pk):
            return service(**({"actor": self.author, "at": NOON} | arguments))

    def overseer(self) -> Actor:
        """Somebody who runs the year and is no member of the collective."""
        return actor_for(self.tenant, Role.INSPECTION)

    def fresh(self, row: Any) -> Any:
        """The row as the database has it."""
        with scope(tenant=self.tenant.pk):
            return type(row).objects.get(pk=row.pk)

    def form_of(self, review: Review) -> Form:
        """The form of a review as the set of its year has it."""
        with scope(tenant=self.tenant.pk):
            return form_of(Review.objects.select_related("subject__cycle").get(pk=review.pk))

    def fill(self, review: Review, *, without: str = "") -> None:
        """Write every heading, answer what is asked and choose every degree and the level, except one."""
        wanted = self.form_of(review)
        for section in wanted:
            if section.has_text and section.key != without:
                self.call(save_section, review_id=review.pk, key=section.key, version=0, text=TEXT)
            if section.lines == SIGN != without:
                self.find_sign(review, found="no")
        for section in wanted:
            if section.has_degree and f"{section.key}-degree" != without and without not in section.degree_of:
                self.call(save_section, review_id=review.pk, key=section.key, version=int(section.has_text), degree="T")
        if without != "self_level":
            self.call(save_level, review_id=review.pk, level="HTT", version=0)

    def find_sign(self, review: Review, version: int = 0, **values: str) -> None:
        """Answer the question about signs of degradation, corruption and waste."""
        self.call(save_line, review_id=review.pk, kind=SIGN, reference="dh", version=version, values=values)

    def send(self, review: Review) -> None:
        """Fill in the form and send it round."""
        self.fill(review)
        self.call(circulate_review, review_id=review.pk)

    def confer(self, review: Review) -> None:
        """Send the form round and hold the conference."""
        self.send(review)
        self.call(mark_reviewed, review_id=review.pk, actor=self.office)


def make_scene() -> Scene:
    """The scene with a self-review of the head and a report of the collective, both not begun."""
    tenant = TenantFactory()
    cycle = CycleFactory(tenant=tenant)
    collective = CollectiveFactory(tenant=tenant, name="Ban Thường vụ Đảng ủy")
    head = PersonFactory(tenant=tenant, full_name="Ma Văn Hòa")
    member = PersonFactory(tenant=tenant, full_name="Lý Thị Én")
    stranger = PersonFactory(tenant=tenant, full_name="Hà Văn Tú")
    post = PostFactory(tenant=tenant, person=head, collective=collective, title="Bí thư Đảng ủy")
    PostFactory(tenant=tenant, person=member, collective=collective, role=PostRole.MEMBER, line=PostLine.STATE, rank=40)
    subject = SubjectFactory(tenant=tenant, cycle=cycle, person=head, unit=collective.organization)
    PlaceFactory(subject=subject, collective=collective)
    body = CollectiveSubjectFactory(tenant=tenant, cycle=cycle, collective=collective)
    PlaceFactory(subject=body, collective=collective)
    return Scene(
        tenant=tenant,
        cycle=cycle,
        collective=collective,
        head=head,
        member=member,
        stranger=stranger,
        head_post=post,
        review=ReviewFactory(subject=subject),
        report=ReviewFactory(subject=body, form_kind=FormKind.COLLECTIVE_REPORT, author=head),
        author=actor_for(tenant, person=head),
        reader=actor_for(tenant, person=member),
        outsider=actor_for(tenant, person=stranger),
        office=actor_for(tenant, Role.OFFICE),
    )


def shortcoming_of(scene: Scene, **fields: Any) -> Shortcoming:
    """An open shortcoming of last year, of the head unless told otherwise."""
    bearer = {} if "collective" in fields else {"person": scene.head}
    with scope(tenant=scene.tenant.pk):
        row = Shortcoming(
            **({"year": 2023, "text": "Chậm báo cáo tháng.", "source": "Kết luận năm 2023"} | bearer | fields)
        )
        row.save()
    return row


def statements(context: CaptureQueriesContext) -> list[str]:
    """The statements that count: beginning a transaction and opening the scope do not."""
    return [query["sql"] for query in context.captured_queries if not FREE.match(query["sql"])]
