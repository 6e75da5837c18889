"""`manage.py tenant create` gives a committee its own place, with the first account of its office."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from orgchart import clock
from orgchart.errors import InvalidInput
from orgchart.kinds import Level
from orgchart.models import Tenant
from orgchart.services.tenants import FirstOffice, open_tenant, slug_of


class Command(BaseCommand):
    """The password is asked for, or read from a file, so that it never stands in a list of processes."""

    help = "Đơn vị (đảng bộ) trong hệ thống: mở đơn vị mới cùng tài khoản đầu tiên của văn phòng."

    def add_arguments(self, parser: CommandParser) -> None:
        """What the letterheads and addresses of the tenant need."""
        commands = parser.add_subparsers(dest="command", required=True)
        create = commands.add_parser("create", help="Mở một đơn vị mới.")
        self._add_fields(create)

    def _add_fields(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="Đảng bộ xã Phú Lạc")
        parser.add_argument("--short-name", required=True, help="Xã Phú Lạc")
        parser.add_argument("--issuing-body", required=True, help="Đảng ủy xã Phú Lạc")
        parser.add_argument("--body-code", default="ĐU", help="chữ viết tắt trong số, ký hiệu văn bản")
        parser.add_argument("--place", required=True, help="địa danh ghi trên văn bản")
        parser.add_argument("--level", choices=Level.values, default=Level.COMMUNE)
        parser.add_argument("--term", default="", help="nhiệm kỳ, ví dụ 2020-2025")
        parser.add_argument("--slug", default="", help="tên trong địa chỉ trang; để trống thì lấy từ tên gọi tắt")
        parser.add_argument("--superior", default="", help="slug của đơn vị cấp trên trực tiếp đã mở")
        parser.add_argument("--login", required=True, help="tên đăng nhập của văn phòng")
        parser.add_argument("--full-name", required=True, help="họ tên người giữ tài khoản văn phòng")
        parser.add_argument("--password-file", type=Path, help="tệp ghi mật khẩu đầu tiên; không có thì hỏi")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then open all or nothing."""
        superior = self._superior(options["superior"])
        password = self._password(options["password_file"])
        now = clock.now()
        try:
            validate_password(password)
            tenant = open_tenant(
                office=FirstOffice(options["login"], options["full_name"], password),
                superior=superior,
                since=now.date(),
                at=now,
                slug=options["slug"] or slug_of(options["short_name"]),
                name=options["name"],
                short_name=options["short_name"],
                issuing_body=options["issuing_body"],
                superior_name=superior.issuing_body if superior else "",
                body_code=options["body_code"],
                place=options["place"],
                level=options["level"],
                term=options["term"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except InvalidInput as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Đã mở {tenant.name}: /{tenant.slug}/ – tài khoản văn phòng: {options['login']}")

    def _password(self, path: Path | None) -> str:
        if path is None:
            return getpass.getpass("Mật khẩu đầu tiên của văn phòng: ")
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp mật khẩu: {error}.") from None

    def _superior(self, slug: str) -> Tenant | None:
        if not slug:
            return None
        found = Tenant.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"Không có đơn vị nào mang slug “{slug}”.")
        return found
