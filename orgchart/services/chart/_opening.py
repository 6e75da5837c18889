"""What goes over to the organisation that comes after: collectives, posts, party life, charge, deciding bodies."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from orgchart.errors import InvalidInput
from orgchart.kinds import PostRole
from orgchart.models import CellMembership, Collective, ManagementLink, Organization, Post, Supervision
from orgchart.tenancy import create_all

ONE_HEAD = "Mỗi tập thể chỉ có một người đứng đầu; trong danh sách chuyển tiếp chỉ chọn một người đứng đầu."


class Opening:
    """One successor on the day that it takes over; the old rows have ended the day before."""

    def __init__(self, target: Organization, day: date) -> None:
        self.target, self.day = target, day
        standing = Collective.objects.filter(organization=target, valid_to=None)
        self._bodies = {row.kind: row for row in standing.order_by("pk")}

    def take_posts(self, posts: Sequence[Post]) -> None:
        """Posts go on in the successor, in the collective of the same kind, under the same deciding office."""
        heads = Counter(
            post.collective.kind for post in posts if post.collective is not None and post.role == PostRole.HEAD
        )
        for kind, number in heads.items():
            if number + self._standing_heads(kind) > 1:
                raise InvalidInput({"posts": ONE_HEAD})
        # Whoever sat in two of the old collectives under one title sits in the new one once.
        once = {(post.person_id, post.collective and post.collective.kind, post.title): post for post in posts}
        made = create_all(Post, [self._post(post) for post in once.values()])
        moved = dict(zip((post.pk for post in once.values()), made, strict=True))
        self._take_links({"post_id": {pk: row.pk for pk, row in moved.items()}})

    def _standing_heads(self, kind: str) -> int:
        body = self._bodies.get(kind)
        if body is None:
            return 0
        return Post.objects.filter(collective=body, role=PostRole.HEAD, ended_on=None).count()

    def _post(self, post: Post) -> Post:
        return Post(
            tenant_id=post.tenant_id, person_id=post.person_id, organization=self.target,
            collective=self._body(post.collective) if post.collective else None, title=post.title,
            title_group=post.title_group, rank=post.rank, role=post.role, line=post.line,
            is_full_time=post.is_full_time, working_share=post.working_share, started_on=self.day,
            suspended_on=post.suspended_on,
        )  # fmt: skip

    def _body(self, old: Collective) -> Collective:
        """The collective of the same kind; made under the successor's name where it has none yet."""
        if old.kind not in self._bodies:
            renamed = old.name.replace(old.organization.name, self.target.name)
            name = renamed if renamed != old.name else f"{old.get_kind_display()} {self.target.name}"
            body = Collective(
                tenant_id=old.tenant_id, organization=self.target, name=name[:200], kind=old.kind, valid_from=self.day
            )
            body.save()
            self._bodies[old.kind] = body
        return self._bodies[old.kind]

    def take_members(self, members: Sequence[CellMembership]) -> None:
        """Party life goes on in the successor; whoever is there already stays once."""
        there = set(
            CellMembership.objects.filter(cell=self.target, ended_on=None).values_list("person_id", "kind").order_by()
        )
        rows = [
            CellMembership(
                tenant_id=row.tenant_id, person_id=row.person_id, cell=self.target, kind=row.kind, started_on=self.day
            )
            for row in members
            if (row.person_id, row.kind) not in there
        ]
        create_all(CellMembership, rows)

    def take_charge(self, ended: Collection[Organization]) -> None:
        """Whoever was in charge of what ended is in charge of the successor."""
        last = self.day - timedelta(days=1)
        there = set(Supervision.objects.filter(organization=self.target, ended_on=None).values_list("person_id"))
        people = Supervision.objects.filter(organization__in=ended, ended_on=last).order_by("pk")
        found = {row.person_id: row.kind for row in people if (row.person_id,) not in there}
        create_all(
            Supervision,
            [
                Supervision(
                    tenant_id=self.target.tenant_id,
                    person_id=pk,
                    organization=self.target,
                    kind=kind,
                    started_on=self.day,
                )
                for pk, kind in found.items()
            ],
        )

    def take_management(self, ended: Collection[Organization]) -> None:
        """The offices that decided on what ended decide on what came after it, kind by kind."""
        new = {row.kind: row.pk for row in self._bodies.values()}
        old = Collective.objects.filter(organization__in=ended, kind__in=new).order_by("pk")
        self._take_links({"collective_id": {row.pk: new[row.kind] for row in old}})
        self._take_links({"organization_id": {row.pk: self.target.pk for row in ended}})

    def _take_links(self, moved: dict[str, dict[int, int]]) -> None:
        last = self.day - timedelta(days=1)
        for field, ids in moved.items():
            links = ManagementLink.objects.filter(**{f"{field}__in": list(ids)}, valid_to=last).order_by("pk")
            standing = ManagementLink.objects.filter(**{f"{field}__in": list(ids.values())}, valid_to=None)
            taken = set(standing.values_list(field, flat=True).order_by())
            rows = []
            for link in links:
                target = ids[getattr(link, field)]
                if target not in taken:
                    taken.add(target)
                    rows.append(
                        ManagementLink(
                            tenant_id=link.tenant_id, managed_by_id=link.managed_by_id,
                            managing_body_id=link.managing_body_id, valid_from=self.day, **{field: target},
                        )
                    )  # fmt: skip
            create_all(ManagementLink, rows)
