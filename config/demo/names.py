"""Believable names of people who do not exist."""

import random
from datetime import date, timedelta

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Ma",
    "Lương",
    "Nông",
    "Hà",
    "Triệu",
    "Lý",
    "Đặng",
    "Bùi",
    "Vũ",
    "Đỗ",
]
FAMILY_WEIGHTS = [26, 12, 9, 7, 8, 7, 6, 5, 4, 4, 3, 3, 2, 2, 2]
MALE_MIDDLE = ["Văn", "Đức", "Quang", "Minh", "Hữu", "Đình", "Công", "Xuân", "Thế", "Bá"]
FEMALE_MIDDLE = ["Thị", "Thị Thu", "Thị Kim", "Thị Hồng", "Ngọc", "Thị Bích", "Thị Thanh", "Phương"]
MALE_GIVEN = [
    *["An", "Bảo", "Bình", "Chiến", "Cường", "Dũng", "Đạt", "Đông", "Đức", "Giang", "Hải", "Hiếu", "Hòa", "Hoàng"],
    *["Hùng", "Huy", "Khánh", "Kiên", "Lâm", "Long", "Mạnh", "Minh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quý"],
    *["Sơn", "Tài", "Tâm", "Thành", "Thắng", "Thủy", "Tiến", "Toàn", "Trung", "Tú", "Tuấn", "Tùng", "Vinh", "Vượng"],
]
FEMALE_GIVEN = [
    *["Ánh", "Bích", "Châu", "Chi", "Dung", "Duyên", "Đào", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hòa", "Hồng", "Huệ"],
    *["Huyền", "Hương", "Lan", "Liên", "Linh", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phượng", "Quyên", "Tâm"],
    *["Thảo", "Thơm", "Thu", "Thúy", "Trang", "Tuyết", "Uyên", "Vân", "Xuân", "Yến"],
]


class NameMaker:
    """Gives names and dates from a fixed seed; no full name comes twice."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 – the same people every time is the point
        self._used: set[str] = set()

    def name(self) -> str:
        """The next name."""
        while True:
            family = self._random.choices(FAMILY, FAMILY_WEIGHTS)[0]
            if self._random.random() < 0.52:
                full = f"{family} {self._random.choice(MALE_MIDDLE)} {self._random.choice(MALE_GIVEN)}"
            else:
                full = f"{family} {self._random.choice(FEMALE_MIDDLE)} {self._random.choice(FEMALE_GIVEN)}"
            if full not in self._used:
                self._used.add(full)
                return full

    def birth(self, oldest: int = 1950, youngest: int = 2001) -> date:
        """A birthday in a range of years."""
        return date(self._random.randint(oldest, youngest), 1, 1) + timedelta(days=self._random.randint(0, 364))

    def joined(self, birth: date) -> date:
        """A day of joining the Party, between 20 and 33 years of age, and not after 2023."""
        year = min(birth.year + self._random.randint(20, 33), 2023)
        return date(year, self._random.choice([2, 5, 9, 11]), 3)
