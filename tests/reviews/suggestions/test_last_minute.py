"""A deadline lasts to 23:59:59 in Hà Nội, whatever the zone of the server; the late is marked, never lost. (58)"""

import os
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from orgchart import clock
from orgchart.tenancy import scope
from reviews.models import Suggestion
from reviews.services import suggestions

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MIDNIGHT = datetime(2024, 11, 20, tzinfo=HANOI)  # the letters were due on the 19th
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def zone(request, monkeypatch):
    """The zone of the container."""
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.setenv("TZ", before or "Asia/Ho_Chi_Minh")
    time.tzset()


@pytest.fixture
def approved(letters):
    letter = letters.draft()
    letters.do(suggestions.approve_suggestion, suggestion_id=letter.pk, actor=letters.head)
    return letter


def send(letters, letter, moment, **data):
    """Press the button at this moment."""
    client = letters.scene.client(letters.inspection)
    with time_machine.travel(moment, tick=False):
        return client.post(f"/{letters.scene.tenant.slug}/2024/goi-y/{letter.pk}/gui/", data)


def stored(letters, letter):
    with scope(tenant=letters.scene.tenant.pk):
        return Suggestion.objects.get(pk=letter.pk)


def test_last_second_of_the_day_is_in_time(letters, approved, zone):
    answer = send(letters, approved, MIDNIGHT - SECOND)

    assert answer.status_code == 302
    row = stored(letters, approved)
    assert (row.state, row.is_late, row.sent_at) == ("sent", False, MIDNIGHT - SECOND)


@pytest.mark.parametrize("after", [timedelta(), SECOND, timedelta(hours=6, minutes=59)])
def test_first_moment_after_it_is_late_also_while_it_is_still_yesterday_in_utc(letters, approved, zone, after):
    refused = send(letters, approved, MIDNIGHT + after)
    assert refused.status_code == 422
    assert "19/11/2024" in refused.text

    answer = send(letters, approved, MIDNIGHT + after, late_reason="Sau kết luận giám sát ngày 19/11.")

    assert answer.status_code == 302
    row = stored(letters, approved)
    assert (row.state, row.is_late, row.late_reason) == ("sent", True, "Sau kết luận giám sát ngày 19/11.")


def test_day_of_the_server_would_be_wrong(zone):
    with time_machine.travel(MIDNIGHT + SECOND, tick=False):
        assert datetime.now(UTC).date().day == 19
        assert clock.today().day == 20
