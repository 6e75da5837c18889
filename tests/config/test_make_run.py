"""`make run` serves the demo by itself, and one Ctrl-C ends everything that it has started."""

import os
import re
import signal
import socket
import subprocess
import urllib.request

import pytest

from tests.plugins.servers import ROOT, free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """Nothing of the suite's own settings, and another place for the data."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "VAR_DIR": str(tmp_path / "var"), "LANG": "C.UTF-8"}


def make_run(port: int, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["make", "run", f"PORT={port}"], cwd=ROOT, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def read_until(process: subprocess.Popen[str], word: str) -> str:
    """Return what the process wrote up to the line with the word."""
    seen = ""
    assert process.stdout
    for line in process.stdout:
        seen += line
        if word in line:
            return seen
    pytest.fail(f"make run ended early:\n{seen}")


def test_make_run_serves_the_demo_and_ends_with_one_interrupt(environment):
    port = free_port()
    process = make_run(port, environment)
    try:
        seen = read_until(process, f"http://localhost:{port}/")
        with urllib.request.urlopen(f"http://localhost:{port}/tai-khoan/login/", timeout=60) as answer:
            page = answer.read().decode()
    finally:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does on Ctrl-C
        # The pipe ends when the last process that was started has ended.
        rest, _ = process.communicate(timeout=60)
    started = [int(number) for number in re.findall(r"started \(pid=(\d+)\)", seen + rest)]

    assert 'name="password"' in page
    assert len(started) == 3
    for number in started:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_make_run_on_a_taken_port_says_so_and_starts_nothing(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = make_run(port, environment)
        seen, _ = process.communicate(timeout=120)

    assert process.returncode != 0
    assert f"Port {port} is taken by another program." in seen
    assert "started" not in seen
