"""The web server in both editions; the command line gives address and number of workers."""

from gunicorn.arbiter import Arbiter

worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 20
max_requests = 5_000
max_requests_jitter = 500
forwarded_allow_ips = ""  # only Django's settings decide which headers of a proxy are believed


def when_ready(server: Arbiter) -> None:
    """Print the address once the server listens."""
    for listener in server.LISTENERS:
        address = str(listener).replace("127.0.0.1", "localhost")
        print(f"\n  Open {address}/ in a browser. Ctrl-C ends all.\n", flush=True)  # noqa: T201
