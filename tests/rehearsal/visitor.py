"""A visitor from outside: ``visitor.py JSON`` asks a server for pages and prints what it got. It runs in the server's network, so it is a program of its own.

A page is ``/path``, ``POST /path``, ``POST /path?form`` with the fields of a form behind the question mark, or one of them with a cookie before it: ``session=TEXT /path``; ``FORM /path?form`` fills in the form that stands there, its hidden fields too, and ``INSIDE /path`` is a page behind it; ``SOCKET.IO /path`` is where a client of Socket.IO talks to a server.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

LISTENS, LONGEST_BODY, PATIENCE, TALKS, HTTP_OK = "0A", 50_000, 10, 40, 200
_HIDDEN = re.compile(r'<input[^>]*?name="(\w+)"[^>]*?type="hidden"[^>]*?value="([^"]*)"')
LOOPBACK = ("0100007F", "00000000000000000000000001000000")
"""127.0.0.1 and ::1, as the kernel writes them."""


def open_ports(besides: list[int]) -> tuple[list[int], bool]:
    """The ports that are open to the outside, and whether any is open at all."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    places = [row[1].split(":") for row in rows if row[3] == LISTENS]
    all_ports = {(address, int(port, 16)) for address, port in places if int(port, 16) not in besides}
    return sorted({port for address, port in all_ports if address not in LOOPBACK}), bool(all_ports)


def answer(host: str, port: int, page: str, jar: dict[str, str]) -> tuple[int, str]:
    """Status and body of a page; 0 and what went wrong where there is no answer. ``jar`` holds the cookies, as a browser's does."""
    if page.startswith("SOCKET.IO "):
        return conversation(host, port, page.partition(" ")[2])
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        *before, address = page.split(" ")
        if "FORM" in before:
            path, _, filled = address.partition("?")
            hidden = _HIDDEN.findall(answer(host, port, path, jar)[1])
            fields = "&".join(f"{name}={quote(value)}" for name, value in hidden)
            return answer(host, port, f"POST {path}?{filled}&{fields}", jar)
        cookies = [word for word in before if "=" in word] or [f"{name}={text}" for name, text in jar.items()]
        posts = "POST" in before
        headers = {"Cookie": "; ".join(cookies)} if cookies else {}
        headers["Referer"] = f"http://{host}:{port}/"  # as browsers send it
        form = None
        if posts and "?" in address:
            address, _, form = address.partition("?")
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if posts else "GET", address, form, headers)
        response = connection.getresponse()
        jar.update(_kept(response.headers.get_all("Set-Cookie") or [], host))
        return response.status, response.read(LONGEST_BODY).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, f"{type(error).__name__}: {error}"
    finally:
        connection.close()


def conversation(host: str, port: int, path: str) -> tuple[int, str]:
    """What a client of Socket.IO gets that polls: the first answer that is none, or that of the last try."""
    told = 0, ""
    for _ in range(TALKS):
        asked = f"{path}?EIO=4&transport=polling"
        told = answer(host, port, asked, {})
        sid = re.search(r'"sid":"([^"]+)"', told[1])
        if sid is not None:
            told = answer(host, port, f"{asked}&sid={sid[1]}", {})
        if told[0] != HTTP_OK:
            break
    return told


def _kept(cookies: list[str], host: str) -> dict[str, str]:
    """The cookies that a browser keeps: those of no other domain."""
    found = {}
    for cookie in cookies:
        pair, *attributes = [part.strip() for part in cookie.split(";")]
        named = [a.partition("=")[2] for a in attributes if a.lower().startswith("domain=")]
        if not named or named[0].lstrip(".") == host:
            found[pair.partition("=")[0]] = pair.partition("=")[2]
    return found


def main(asked: dict[str, Any]) -> None:
    """Wait for the port, then ask for each page."""
    ends = time.monotonic() + asked["wait"]
    while True:
        reachable, listens = open_ports(asked["besides"])
        found = [port for port in reachable if asked["port"] in (None, port)]
        if found or time.monotonic() > ends:
            break
        time.sleep(0.05)
    port = found[0] if found else None
    jar = dict(asked["jar"])
    answers = {page: answer(asked["address"], port, page, jar) for page in asked["paths"]} if port else {}
    print(json.dumps({"port": port, "listens": listens, "answers": answers, "jar": jar}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
