"""The server over real HTTP: who may ask, and what is answered."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn

from pipeline.review.desk import Desk
from pipeline.review.log import DecisionsError
from pipeline.review.server import review_app
from pipeline.review.serving import free_listener
from tests.review.conftest import DAY, NOTE, OpenDesk, marked, mention

TOKEN = "of-this-run"
MANY_DIGITS = "1" * 5000  # more than Python's int reads
MISQUOTED = {**marked("lendemain", "DATE", DAY), "text": "Lendemain"}


@dataclass
class Site:
    """A running server and a way to ask it anything, also what a browser would not."""

    desk: Desk
    port: int

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, dict[str, str]]:
        sent = {"Host": f"127.0.0.1:{self.port}", "X-Glaneur-Token": TOKEN, "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        for name, value in {**sent, "Content-Length": str(len(data))}.items():
            connection.putheader(name, value)
        connection.endheaders(data)
        answer = connection.getresponse()
        content = answer.read()
        is_json = answer.headers.get_content_type() == "application/json"
        return answer.status, json.loads(content) if is_json else content, dict(answer.getheaders())


@pytest.fixture
def site(open_desk: OpenDesk) -> Iterator[Site]:
    desk = open_desk()
    listener = free_listener(0)
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(review_app(desk, port, TOKEN), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield Site(desk, port)
    server.should_exit = True
    thread.join(10)


def accept(desk: Desk) -> dict[str, Any]:
    key = mention(desk, "Conseil de sécurité").key
    return {"action": "accept", "after": desk.last, "doc_id": NOTE.id, "mention": key}


def test_a_decision_is_saved_before_it_is_answered(site: Site) -> None:
    status, answer, _ = site.ask("POST", "/api/decisions?shown=open", accept(site.desk))
    assert status == 200
    assert answer["document"]["last"] == 1
    decided = next(m for m in answer["document"]["mentions"] if m["key"] == answer["mention"])
    assert (decided["status"], decided["passes"]) == ("accepted", False)
    assert site.desk.log.path.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Glaneur_Token": "of-another-run"},
        {"X_Glaneur_Token": "é"},
        {"Host": "glaneur.example"},  # DNS rebinding: a foreign name that leads here
        {"Host": "127.0.0.1"},  # another port
        {"Host": ""},
        {"Origin": "http://glaneur.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},  # another server on this machine
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_strangers_are_refused(site: Site, headers: dict[str, str]) -> None:
    for method, path, body in (("GET", "/api/run", None), ("POST", "/api/decisions", accept(site.desk))):
        status, answer, _ = site.ask(method, path, body, **headers)
        assert (status, answer["errors"][0]["kind"]) == (403, "forbidden")
    assert site.desk.last == 0


def test_a_page_opened_without_the_token_is_told_so(site: Site) -> None:
    status, answer, _ = site.ask("GET", "/api/run", X_Glaneur_Token="")
    assert (status, answer["errors"][0]["kind"]) == (403, "no_token")
    assert answer["errors"][0]["message"].startswith("no token; open the address")


def test_our_own_page_is_let_in(site: Site) -> None:
    origin = {"Origin": f"http://127.0.0.1:{site.port}", "Sec_Fetch_Site": "same-origin"}
    assert site.ask("POST", "/api/decisions", accept(site.desk), **origin)[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/vendor/../../server.py", "/..%2f..%2fserver.py", "/decisions.jsonl", "/SHA256SUMS",
     "//etc/passwd", "/vendor/", "/index.html/.."],
)  # fmt: skip
def test_only_the_page_is_served(site: Site, path: str) -> None:
    assert site.ask("GET", path)[0] == 404


@pytest.mark.parametrize("doc_id", ["../note.txt", "/etc/passwd", "", "note.txt%00", "%2e%2e/decisions.jsonl"])
def test_only_documents_of_the_run_are_shown(site: Site, doc_id: str) -> None:
    status, answer, _ = site.ask("GET", f"/api/document?id={doc_id}")
    assert (status, answer["errors"][0]["kind"]) == (422, "unknown_document")


def test_every_answer_forbids_foreign_scripts_and_frames(site: Site) -> None:
    for path in ("/", "/main.js", "/api/run", "/nowhere"):
        headers = {name.lower(): value for name, value in site.ask("GET", path)[2].items()}
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"{", 422, "json_invalid"),
        ({}, 422, "union_tag_not_found"),
        ({"action": "accept", "after": 0, "doc_id": "note.txt"}, 422, "missing"),
        ({"action": "undo", "after": 3}, 409, "stale"),
        (b" " * (1 << 21), 422, "bad_request"),
        (f'{{"action": "undo", "after": {MANY_DIGITS}}}'.encode(), 422, "json_invalid"),
        ({"action": "add", "after": 0, "doc_id": "note.txt", "marked": MISQUOTED}, 422, "quote"),
    ],
)  # fmt: skip
def test_what_is_no_decision_is_answered_with_the_fault(site: Site, body: Any, status: int, kind: str) -> None:
    answered, answer, _ = site.ask("POST", "/api/decisions", body)
    assert (answered, answer["errors"][0]["kind"]) == (status, kind)
    assert site.desk.last == 0


@pytest.mark.parametrize("kind", ["text/plain", "text/plain; application/json", "application/jsonp", ""])
def test_a_form_of_another_page_is_no_decision(site: Site, kind: str) -> None:
    body = json.dumps(accept(site.desk)).encode()
    assert site.ask("POST", "/api/decisions", body, Content_Type=kind)[0] == 422


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
def test_json_may_name_its_encoding(site: Site, kind: str) -> None:
    body = json.dumps(accept(site.desk)).encode()
    assert site.ask("POST", "/api/decisions", body, Content_Type=kind)[0] == 200


def test_what_cannot_be_saved_is_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise DecisionsError("decisions.jsonl: not saved: No space left on device")

    monkeypatch.setattr(site.desk.log, "append", full)
    status, answer, _ = site.ask("POST", "/api/decisions", accept(site.desk))
    assert (status, answer["errors"][0]["kind"]) == (507, "unsaved")
    assert mention(site.desk, "Conseil de sécurité").status == "open"


def test_text_goes_out_as_data(site: Site) -> None:
    assert b"Conseil" not in site.ask("GET", "/")[1]
    status, answer, headers = site.ask("GET", f"/api/document?id={NOTE.id}")
    assert (status, answer["text"]) == (200, NOTE.text)
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "query",
    ["label=PLACE&start=0&end=1", "label=DATE&start=-1&end=1", "label=DATE", "label=DATE&start=²&end=3",
     f"label=DATE&start={MANY_DIGITS}&end=3", f"label=DATE&start=0&end={MANY_DIGITS}"],
)  # fmt: skip
def test_a_proposal_wants_label_and_offsets(site: Site, query: str) -> None:
    path = f"/api/proposal?id={NOTE.id}&{query}".replace("²", "%C2%B2")
    assert site.ask("GET", path)[0] == 422
    assert site.ask("GET", f"/api/proposal?id={NOTE.id}&label=ORGANISATION&start=0&end=0")[1] is None
