"""Asks the web process of this machine whether it is well: `python -m config.probe http://127.0.0.1:8000/healthz`."""

import sys
from urllib.error import URLError
from urllib.request import Request, urlopen

from config.environment import host_names


def main(address: str) -> int:
    """Return 0 when the page answers that all is well; the host name is one that the site accepts."""
    request = Request(address, headers={"Host": host_names("ALLOWED_HOSTS", default=["localhost"])[0]})  # noqa: S310
    try:
        with urlopen(request, timeout=5):  # noqa: S310 - the address stands in docker-compose.yml
            return 0
    except (URLError, TimeoutError):
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
