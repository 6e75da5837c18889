"""A taken port is said in plain words before anything starts."""

import socket

import pytest

from config import port
from tests.plugins.servers import free_port


def test_port_free_is_nothing_to_say():
    assert port.main(str(free_port())) is None


def test_port_taken_names_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        assert port.main(str(taken)) == (
            f"Port {taken} is taken by another program. Choose another one: make run PORT={taken + 1}"
        )


@pytest.mark.parametrize("text", ["", "0", "65536", "http", "-1", "٣"])
def test_port_senseless_is_refused(text):
    assert "PORT must be a number" in (port.main(text) or "")
