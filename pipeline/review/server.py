"""The review page over HTTP, for one person on this machine.

Whatever asks must speak to 127.0.0.1 by that name (against DNS rebinding), must not come from a page of another
origin, and, for anything but the page itself, must carry the token of this run. Nothing is looked up in the file
system: the assets are a fixed list, and documents are looked up by id in what was loaded.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.records import LABELS
from pipeline.review.asks import ASK, RefusedError, faults_by_field
from pipeline.review.desk import Desk
from pipeline.review.log import DecisionsError
from pipeline.review.proposals import Proposals
from pipeline.review.views import Filter, document_view, documents_view, run_view

ASSETS = (
    "index.html favicon.svg page.css colours.css main.js server.js offsets.js words.js text.js lists.js panel.js "
    "form.js keys.js process.js vendor/text-annotator.umd.js vendor/text-annotator.css"
).split()
_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_MOST_BYTES = 1 << 20
# No text is longer; and Python reads no number of thousands of digits.
_OFFSET = re.compile(r"\d{1,9}")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def review_app(desk: Desk, port: int, token: str) -> ASGIApp:
    """The application; `port` and `token` are what a request must name."""
    proposals = Proposals(desk)

    async def run(_: Request) -> Response:
        return JSONResponse(run_view(desk))

    async def documents(request: Request) -> Response:
        return JSONResponse(documents_view(desk, _filter(request)))

    async def document(request: Request) -> Response:
        return JSONResponse(document_view(desk, request.query_params.get("id", ""), _filter(request)))

    async def decide(request: Request) -> Response:
        decision = desk.decide(ASK.validate_json(await _body(request)))
        view = document_view(desk, decision.doc_id, _filter(request))
        return JSONResponse({"mention": desk.mention_of(decision), "document": view})

    # No coroutine: what takes a second at the first call runs beside the loop.
    def proposal(request: Request) -> Response:
        asked = request.query_params
        label, start, end = asked.get("label", ""), asked.get("start", ""), asked.get("end", "")
        if label not in LABELS or not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end)):
            raise RefusedError("bad_request", "a proposal needs label, start and end")
        return JSONResponse(proposals.value(asked.get("id", ""), label, int(start), int(end)))

    routes = [
        Route("/", _asset("index.html")),
        *(Route(f"/{name}", _asset(name)) for name in ASSETS),
        Route("/api/run", run),
        Route("/api/documents", documents),
        Route("/api/document", document),
        Route("/api/proposal", proposal),
        Route("/api/decisions", decide, methods=["POST"]),
    ]
    app = Starlette(
        routes=routes, exception_handlers={RefusedError: _refused, ValidationError: _invalid, DecisionsError: _unsaved}
    )
    return _guarded(app, port, token)


def _filter(request: Request) -> Filter:
    given = {name: request.query_params[name] for name in ("rule", "shown", "search") if name in request.query_params}
    labels = request.query_params.get("labels")
    return Filter.model_validate(
        {**given, **({"labels": labels.split(",") if labels else ()} if labels is not None else {})}
    )


async def _body(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind.strip().lower() != "application/json":
        raise RefusedError("bad_request", "send application/json")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise RefusedError("bad_request", "this is longer than any decision")
    return body


def _asset(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def serve(_: Request) -> Response:
        content = files("pipeline.review").joinpath("assets", name).read_bytes()
        return Response(content, media_type=_KINDS[name.rpartition(".")[2]])

    return serve


def _refused(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, RefusedError)
    return _fault(409 if fault.kind == "stale" else 422, [fault.as_dict()])


def _invalid(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, ValidationError)
    return _fault(422, faults_by_field(fault))


def _unsaved(_: Request, fault: Exception) -> Response:
    return _fault(507, [RefusedError("unsaved", str(fault)).as_dict()])


def _fault(status: int, errors: list[dict[str, str]]) -> Response:
    return JSONResponse({"errors": errors}, status_code=status)


def _guarded(app: ASGIApp, port: int, token: str) -> ASGIApp:
    """Let only what is said above through, and send every answer with the headers that keep a page safe."""
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    def stranger(scope: Scope) -> RefusedError | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in hosts:
            return RefusedError("forbidden", "this server answers only as 127.0.0.1")
        if origin not in (None, f"http://{host}") or headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            return RefusedError("forbidden", "requests from other pages are refused")
        if not scope["path"].startswith("/api/"):
            return None
        given = headers.get("x-glaneur-token", "").encode("latin-1")
        if not given:
            return RefusedError("no_token", "no token; open the address that the command printed")
        if not hmac.compare_digest(given, token.encode("ascii")):
            return RefusedError("forbidden", "the token is of another run; open the address that the command printed")
        return None

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                named: list[Any] = [(k.lower().encode(), v.encode()) for k, v in _HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *named]}
            await send(message)

        if scope["type"] == "http" and (why := stranger(scope)):
            await _fault(403, [why.as_dict()])(scope, receive, send_safely)
        else:
            await app(scope, receive, send_safely)

    return guard
