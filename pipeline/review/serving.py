"""Running the review page on a port of 127.0.0.1 until the reviewer stops it."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from pipeline.review.desk import Desk
from pipeline.review.opening import DeskError
from pipeline.review.server import review_app


def serve(desk: Desk, port: int, browser: bool, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; `port` 0 takes a free one, `tell` is given the address.

    Raises DeskError if the port is taken, DecisionsError if another review has the decisions file.
    """
    with desk.log.held(), free_listener(port) as listener:
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        # Behind the #, the token is never sent or logged; the page keeps it for itself.
        address = f"http://127.0.0.1:{port}/#token={token}"
        tell(address)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            review_app(desk, port, token), log_level="warning", access_log=False, server_header=False
        )
        # Ctrl-C is how a reviewer stops, and no failure.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def free_listener(port: int) -> socket.socket:
    """A socket on this machine only; raises DeskError if the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Else the port of a run that was killed stays taken for a minute.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        # A browser may come before the server has begun: it waits.
        listener.listen()
    except OSError as fault:
        raise DeskError(f"--port {port}: {fault.strerror}; choose another, or 0 for any") from None
    return listener
