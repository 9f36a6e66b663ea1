"""What points to the machine itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.known.loopback import is_loopback_address, loopback_host


@pytest.mark.parametrize(
    ("text", "kind", "port"),
    [
        ("http://localhost:5000/api", "url", 5000),
        ("http://127.0.0.1", "url", None),
        ("see http://localhost:3000.", "url", 3000),
        ("go to http://localhost:3000 now", "url", 3000),
        ("ws://[::1]:80/x", "url", 80),
        ("redis://localhost:6379/0", "url", 6379),
        ("postgresql://user:pass@localhost/db", "url", None),
        ("http://api.localhost/x", "url", None),
        ("localhost", "host", None),
        ("localhost:9200", "hostport", 9200),
        ("127.0.0.1", "host", None),
        ("::1", "host", None),
        ("run it on localhost first", None, None),
        ("https://localhost.run/x", None, None),
        ("http://mylocalhost.com", None, None),
        ("mysql://u:p@localhost/db?unix_socket=/cloudsql/x", None, None),
        ("https://example.com", None, None),
        ("", None, None),
        ("HTTP://LOCALHOST:80", "url", 80),
        ("postgresql+psycopg2://u:p@127.0.0.1:5432/db", "url", 5432),
        ("amqp://guest:guest@localhost:5672//", "url", 5672),
        ("mongodb://localhost:27017/shop", "url", 27017),
        ("http://localhost:\ufffc/x", "url", None),
        ("http://localhost\ufffc", "url", None),
        ("<a href='http://127.1.2.3/x'>", "url", None),
        ("http://0.0.0.0:8080", "url", 8080),
        ("host=localhost dbname=shop user=me", "url", None),
        ("Driver={x};Server=127.0.0.1;Database=shop", "url", None),
        ("0.0.0.0", "host", None),
        (" localhost ", "host", None),
        ("host=/cloudsql/project:region:db dbname=shop", None, None),
        ("postgresql:///db?host=/var/run/postgresql", None, None),
        ("host=localhost", None, None),
        ("http://127.0.0.1.nip.io", None, None),
        ("http://localhost.localdomain.example.com", None, None),
        ("http://notlocalhost:80", None, None),
        ("http://example.com/?next=localhost", None, None),
        ("1.127.0.0.1", None, None),
        ("10.0.0.1:80", None, None),
        ("localhost:5000:x", None, None),
        ("user@localhost", None, None),
    ],
)
def test_texts(text: str, kind: str | None, port: int | None) -> None:
    found = loopback_host(text)
    assert (found.kind if found else None, found.port if found else None) == (kind, port)


@pytest.mark.parametrize(
    ("host", "is_local"), [("localhost", True), ("127.0.0.2", True), ("0.0.0.0", False), ("db", False)]
)
def test_addresses(host: str, is_local: bool) -> None:
    assert is_loopback_address(host) is is_local


@pytest.mark.parametrize(
    ("text", "shown", "scheme"),
    [
        ("see https://localhost:5000/a", "https://localhost:5000", "https"),
        (" localhost:9200 ", "localhost:9200", ""),
        ("host=localhost dbname=x", "localhost", "dsn"),
    ],
)
def test_spans(text: str, shown: str, scheme: str) -> None:
    found = loopback_host(text)
    assert found is not None
    assert (text[found.start : found.end], found.scheme) == (shown, scheme)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="localhost127.0:/@[]-ht p", max_size=60))
def test_spans_lie_in_the_text(text: str) -> None:
    found = loopback_host(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("piece", ["a", "a-", "a://", "localhost", "x@", "127.0.", "host=localhost "])
def test_long_texts(piece: str) -> None:
    loopback_host(piece * 20_000 + "localhost")
