"""What points to the machine itself."""

from __future__ import annotations

import pytest

from flaskcheck.loopback import is_loopback_address, loopback_host


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
