"""The autumn of 2024 until the morning of 5 November: some units done, some at work, some late."""

from datetime import date
from zoneinfo import ZoneInfo

from config.demo.town import Town
from config.demo.year import Year, on

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WROTE, SENT, MET = date(2024, 10, 28), date(2024, 10, 29), date(2024, 11, 1)

DONE_CELLS = ("Chi bộ Trạm Y tế", "Chi bộ tổ dân phố Bãi Á")
# Here the committee has met first, for its members, and then the whole cell (CC-II.2.1-6).
DONE_COMMITTEES = {
    "cell_7": "Chi bộ tổ dân phố Trung Tâm",
    "cell_8": "Chi bộ tổ dân phố Hồ Sen",
    "cell_9": "Chi bộ tổ dân phố Phúc Thành",
}


def play_autumn(year: Year, town: Town) -> None:
    """Everything goes through the services, so nothing stands here that an office could not have done."""
    for name in DONE_CELLS:
        _finish(year, cell=town.cells[name])
    for key, name in DONE_COMMITTEES.items():
        _finish(year, collective=town.bodies[key])
        _finish(year, cell=town.cells[name], hour=14)
    # The People's Committee has sent its draft in time and meets on Friday; one of its deputies still has to write.
    government, late = town.bodies["UBND"], town.people["vice_1"]
    drafts = [review for review in year.reviews_at(collective=government) if review.author_id != late.pk]
    year.prepare(drafts, on(date(2024, 11, 1), 9, ZONE))
    year.plan(on(date(2024, 11, 8), 8, ZONE), on(date(2024, 11, 1), 15, ZONE), collective=government)
    # The Front wanted to meet tomorrow but sent its draft only yesterday: too late.
    front = town.bodies["MTTQ"]
    year.prepare(year.reviews_at(collective=front), on(date(2024, 11, 4), 14, ZONE))
    year.plan(on(date(2024, 11, 6), 8, ZONE), on(date(2024, 11, 4), 16, ZONE), collective=front)
    # Drafts that somebody is writing; all others have not been begun.
    for key, headings in (("HĐND", 4), ("Hội Nông dân", 9), ("cell_3", 6), ("cell_4", 11)):
        for review in year.reviews_at(collective=town.bodies[key]):
            if review.state == "not_started":
                year.write(review, on(date(2024, 11, 4), 9, ZONE), headings=headings)


def _finish(year: Year, *, hour: int = 8, **body: object) -> None:
    reviews = year.reviews_at(**body)  # type: ignore[arg-type]
    year.prepare(reviews, on(WROTE, 8, ZONE))
    conference = year.plan(on(MET, hour, ZONE), on(SENT, 10, ZONE), **body)  # type: ignore[arg-type]
    year.hold(conference)
    year.finish(reviews, on(date(2024, 11, 4), 8, ZONE))
