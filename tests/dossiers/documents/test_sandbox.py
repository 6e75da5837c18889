"""The limited child: same bytes, stays warm, and one bad document costs only itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings

from dossiers.documents import sandbox
from dossiers.documents.fonts import PROJECT_DIR
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from dossiers.documents.sandbox import (
    CPU_SECONDS,
    MEMORY_MB,
    SCRATCH,
    RenderFailed,
    close_child,
    html_in_child,
    render_in_child,
)
from tests.dossiers.documents.samples import DECISION, leader_review


@pytest.fixture(autouse=True, scope="module")
def _nothing_left_running() -> Iterator[None]:
    yield
    close_child()


def child_pid() -> int:
    """Process id of the warm child."""
    child = sandbox._pool._child
    assert child is not None
    return child.process.pid


def test_child_gives_the_same_bytes_and_stays_warm() -> None:
    first = render_in_child(DocumentKind.DECISION, DECISION, attach_data=True)
    pid = child_pid()
    second = render_in_child(DocumentKind.DECISION, DECISION, attach_data=True)

    assert first.content == second.content == render(DocumentKind.DECISION, DECISION, attach_data=True)
    assert child_pid() == pid != os.getpid()


def test_endless_render_is_stopped_and_the_next_one_works() -> None:
    endless = leader_review(5000)

    with pytest.raises(RenderFailed, match="quá dài hoặc quá phức tạp: chưa dựng xong sau 1 giây"):
        render_in_child(DocumentKind.LEADER_REVIEW, endless, cpu_seconds=1)

    assert render_in_child(DocumentKind.DECISION, DECISION).content.startswith(b"%PDF-1.7")


def test_greedy_render_is_stopped_and_the_next_one_works() -> None:
    with pytest.raises(RenderFailed, match="320 MB bộ nhớ"):
        render_in_child(DocumentKind.LEADER_REVIEW, leader_review(2000), memory_mb=320, cpu_seconds=60)

    assert render_in_child(DocumentKind.DECISION, DECISION).content.startswith(b"%PDF-1.7")


HOSTILE = {
    "boxes in boxes": '<div style="display: flex">' * 14 + "x" + "</div>" * 14,
    "paragraphs without end": "<p>x</p>" * 250_000,
}


def test_limits_are_those_that_were_promised() -> None:
    assert (CPU_SECONDS, MEMORY_MB) == (20, 600)


@pytest.mark.slow
@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_layout_is_given_up_at_its_limit_and_the_next_document_is_printed(html: str) -> None:
    html_in_child("<p>x</p>")
    before = child_pid()

    with pytest.raises(RenderFailed, match=r"chưa dựng xong sau 20 giây|cần hơn 600 MB bộ nhớ"):
        html_in_child(html)

    assert not Path(f"/proc/{before}").exists()
    assert html_in_child("<p>x</p>").startswith(b"%PDF")


def test_cell_over_a_hundred_thousand_columns_costs_no_more_than_others() -> None:
    table = "<table><tr><td colspan='100000'>x</td></tr><tr><td>y</td><td>z</td></tr></table>"

    assert html_in_child(table).startswith(b"%PDF")


def test_few_boxes_in_boxes_are_printed() -> None:
    """The control: it is their number that is too much, not their kind."""
    assert html_in_child('<div style="display: flex">' * 4 + "x" + "</div>" * 4).startswith(b"%PDF")


def test_limit_counts_each_document_for_itself() -> None:
    for number in range(12):
        data = replace(leader_review(4), year=2010 + number)
        assert render_in_child(DocumentKind.LEADER_REVIEW, data, cpu_seconds=2).content.startswith(b"%PDF")


def test_killed_child_is_replaced() -> None:
    render_in_child(DocumentKind.DECISION, DECISION)
    os.kill(child_pid(), 9)

    with pytest.raises(RenderFailed, match="dừng đột ngột"):
        render_in_child(DocumentKind.DECISION, DECISION)

    assert render_in_child(DocumentKind.DECISION, DECISION).content.startswith(b"%PDF")


def test_child_is_replaced_after_its_share_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "DOCUMENTS_PER_CHILD", 2)
    close_child()
    pids = []
    for _ in range(3):
        render_in_child(DocumentKind.DECISION, DECISION)
        pids.append(child_pid())

    assert pids[0] == pids[1] != pids[2]


def test_missing_fonts_are_a_reason_to_read(tmp_path: Path) -> None:
    with override_settings(DOCUMENT_FONTS_DIR=tmp_path), pytest.raises(RenderFailed, match="Thiếu tệp phông chữ"):
        render_in_child(DocumentKind.DECISION, DECISION)


def test_child_knows_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary-of-this-test")
    close_child()

    render_in_child(DocumentKind.DECISION, DECISION)

    environment = Path(f"/proc/{child_pid()}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"canary-of-this-test" not in environment


KILLED = """
import os, signal
from dossiers.documents.sandbox import html_in_child
html_in_child("<p>x</p>")
os.killpg(0, signal.SIGKILL)
"""


def scratch_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{SCRATCH}*"))


def test_killed_processes_leave_files_that_the_next_one_takes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-W", "error", "-c", KILLED]
    subprocess.run(command, cwd=PROJECT_DIR, env=environment, start_new_session=True, check=False)
    left = scratch_in(tmp_path)
    assert len(left) == 1  # the control: there is something to take away

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    close_child()
    html_in_child("<p>x</p>")
    own = scratch_in(tmp_path)
    close_child()

    assert len(own) == 1
    assert own != left
    assert scratch_in(tmp_path) == []


FORKED = """
import os
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.sandbox import _pool, render_in_child
from tests.dossiers.documents.samples import DECISION
first = render_in_child(DocumentKind.DECISION, DECISION)
parents = _pool._child.process.pid
forked = os.fork()
if forked == 0:
    same = render_in_child(DocumentKind.DECISION, DECISION) == first
    other = _pool._child.process.pid != parents
    _pool.close()
    os._exit(0 if same and other else 1)
assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
assert render_in_child(DocumentKind.DECISION, DECISION) == first
assert _pool._child.process.pid == parents
print(parents)
"""


def test_forked_worker_takes_a_child_of_its_own_and_all_end_with_their_process() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKED], cwd=PROJECT_DIR, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert not Path(f"/proc/{done.stdout.strip()}").exists()
