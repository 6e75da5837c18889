"""Letterheads and a signature that the samples share."""

from dataclasses import replace
from datetime import date

from dossiers.documents.parts import Letterhead, Signature

PARTY = Letterhead(
    bloc="party",
    superior_body="Huyện ủy Định Hóa",
    issuing_body="Đảng ủy thị trấn Chợ Chu",
    symbol="QĐ/ĐU",
    number="5",
    place="Chợ Chu",
    issued_on=date(2024, 12, 2),
)
STATE = Letterhead(
    bloc="state",
    superior_body="Ủy ban nhân dân\nhuyện Định Hóa",
    issuing_body="Ủy ban nhân dân\nthị trấn Chợ Chu",
    symbol="TTr-UBND",
    number="99",
    place="Chợ Chu",
    issued_on=date(2024, 11, 12),
)
FORM = replace(PARTY, symbol="", number="", issued_on=date(2024, 11, 5))
SECRETARY = Signature(capacity="behalf", principal="Ban Thường vụ", post="Bí thư", name="Nguyễn Văn Quyết")
RECIPIENTS = (
    "Ban Thường vụ Huyện ủy (để báo cáo)",
    "Ban Tổ chức Huyện ủy",
    "Thường trực Đảng ủy, HĐND, lãnh đạo UBND thị trấn",
    "Các chi bộ trực thuộc Đảng ủy thị trấn",
    "Lưu Văn phòng Đảng ủy",
)
