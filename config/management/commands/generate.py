"""`manage.py generate` fills an empty database with a made-up province, to measure the product at its full size."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.generated.province import LEAST, PREFIX, Size, generate
from orgchart.models import Tenant


class Command(BaseCommand):
    """The same seed gives the same rows; never beside real tenants."""

    help = "Sinh một tỉnh với các xã, người, chi bộ và một đợt kiểm điểm để đo tốc độ (chỉ trong cơ sở dữ liệu trống)."

    def add_arguments(self, parser: CommandParser) -> None:
        """How much there is to be."""
        parser.add_argument("--communes", type=int, default=150)
        parser.add_argument("--persons", type=int, default=120_000, help="số người ở tất cả các xã")
        parser.add_argument("--largest", type=int, default=10_000, help="số người ở xã lớn nhất")
        parser.add_argument("--seed", type=int, default=2024)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check first, then commune by commune."""
        size = Size(options["communes"], options["persons"], min(options["largest"], options["persons"]))
        if connection.vendor != "postgresql":
            raise CommandError("Chỉ sinh dữ liệu trên PostgreSQL: bản nhúng dành cho một văn phòng.")
        if Tenant.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có đơn vị; chỉ sinh dữ liệu đo trong cơ sở dữ liệu trống.")
        if size.communes < 1 or size.persons < LEAST * size.communes:
            raise CommandError(f"Cần ít nhất một xã, và {LEAST} người cho mỗi xã.")
        begun = time.monotonic()
        generate(size, options["seed"], self.stdout.write if options["verbosity"] > 1 else lambda line: None)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        spent = time.monotonic() - begun
        self.stdout.write(
            f"Đã sinh 1 tỉnh, {size.communes} xã, {size.persons} người trong {spent:.0f} giây. "
            f"Tài khoản văn phòng: vp.{PREFIX}000 (tỉnh), vp.{PREFIX}001 (xã lớn nhất) …; "
            "đặt mật khẩu bằng manage.py changepassword."
        )
