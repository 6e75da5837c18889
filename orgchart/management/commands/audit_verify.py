"""`manage.py audit_verify`: recompute the chain over the audit trails and compare with heads that were kept outside."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from orgchart import clock
from orgchart.models import Tenant
from orgchart.services.sealing import Head, read_head, seal_records, verify_chain
from orgchart.tenancy import scope


class Command(BaseCommand):
    """Prints one line for each tenant; exit code 1 when any chain does not hold."""

    help = "Kiểm tra chuỗi niêm phong của nhật ký; in mã đối chiếu để lưu bên ngoài hệ thống."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name tenants, and the heads kept outside."""
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="đơn vị; để trống thì kiểm tra tất cả")
        parser.add_argument(
            "--kept", nargs="*", default=[], metavar="SLUG=SỐ:MÃ", help="mã đối chiếu đã lưu, ví dụ xa-phu-lac=12:ab34…"
        )

    def handle(self, *args: Any, slugs: list[str], kept: list[str], **options: Any) -> None:
        """Seal what is new, then check all."""
        heads = dict(map(_kept_head, kept))
        tenants = Tenant.objects.order_by("slug")
        if slugs or heads:
            tenants = tenants.filter(slug__in={*slugs, *heads})
        if unknown := {*slugs, *heads} - set(tenants.values_list("slug", flat=True)):
            raise CommandError(f"Không có đơn vị: {', '.join(sorted(unknown))}.")
        broken = [tenant.slug for tenant in tenants if not self._check(tenant, heads.get(tenant.slug))]
        if broken:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {', '.join(broken)}.")

    def _check(self, tenant: Tenant, kept: Head | None) -> bool:
        with transaction.atomic(), scope(tenant=tenant.pk):
            while seal_records(at=clock.now()) is not None:
                pass
            verdict = verify_chain(kept=kept)
        state = "nguyên vẹn" if verdict.holds else "KHÔNG nguyên vẹn"
        self.stdout.write(f"{tenant.slug}: {state}, {verdict.records} bản ghi, mã đối chiếu {verdict.head}")
        if verdict.redacted:
            self.stdout.write(f"  {verdict.redacted} bản ghi đã thay tên người bằng số theo yêu cầu xóa dữ liệu")
        for finding in verdict.findings:
            self.stdout.write(f"  - {finding.text}")
        return verdict.holds


def _kept_head(text: str) -> tuple[str, Head]:
    slug, _, rest = text.partition("=")
    head = read_head(rest)
    if not slug or head is None:
        raise CommandError(f"Không hiểu “{text}”: cần đúng dạng SLUG=SỐ:MÃ, ví dụ xa-phu-lac=12:ab34…")
    return slug, head
