"""`manage.py demo` builds the demo in an empty database and names its accounts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from config.demo.builder import DEMO_PASSWORD
from config.demo.play import TODAY, build_demo
from orgchart import clock
from orgchart.models import Tenant

ACCOUNTS = [
    ("vanphong", "Văn phòng Đảng ủy thị trấn Chợ Chu"),
    ("bithu", "Bí thư Đảng ủy thị trấn, người đứng đầu"),
    ("phobithu", "Phó Bí thư Thường trực, Ban Thường vụ"),
    ("chutich", "Chủ tịch UBND, Ban Thường vụ, do huyện quản lý"),
    ("dangvien", "Phó Chủ tịch UBND, cán bộ do thị trấn quản lý"),
    ("bithuchibo", "Bí thư chi bộ tổ dân phố Trung Tâm"),
    ("bantochuc", "Ban Tổ chức Huyện ủy Định Hóa"),
    ("bithuhuyen", "Bí thư Huyện ủy Định Hóa"),
    ("vanphong.phulac", "Văn phòng Đảng ủy xã Phú Lạc, một đơn vị khác"),
]


class Command(BaseCommand):
    """Everything is made up; the same seed gives the same people every time."""

    help = "Dựng dữ liệu trình diễn trong cơ sở dữ liệu trống và in các tài khoản."

    def add_arguments(self, parser: CommandParser) -> None:
        """Printing the accounts alone does not touch the data."""
        parser.add_argument("--accounts", action="store_true", help="chỉ in các tài khoản trình diễn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build once, all or nothing; running again changes nothing."""
        if not settings.DEMO:
            raise CommandError("Dữ liệu trình diễn chỉ dựng khi DEMO=1.")
        if not options["accounts"] and not Tenant.objects.exists():
            self.stdout.write("Đang dựng dữ liệu trình diễn (khoảng 15 giây)…")
            with transaction.atomic():
                build_demo()
            clock.set_demo_day(TODAY)
        self.stdout.write(f"Tài khoản trình diễn, mật khẩu chung: {DEMO_PASSWORD}")
        for login, who in ACCOUNTS:
            self.stdout.write(f"  {login:<17} {who}")
