"""Look-alikes and odd forms for addresses that a browser would look for on the visitor's own machine."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

U = "http://localhost:5000"
MANIFEST = '{"dependencies": {"react": "19"}}'


def found(path: str, text: str, **others: str) -> list[str]:
    files: dict[str, str | bytes] = {"app.py": FLASK, path: text, **others}
    return [severity for _, _, severity in check("loopback-link", files)]


@pytest.mark.parametrize(
    "text",
    [
        f"<a href='{U}/x'>",
        f"<a href={U}/x>",
        "<a href='http://127.0.0.1:5000/item/{{ id }}'>",
        "<form action='http://[::1]:5000'>",
        "<img src='//localhost:5000/x.png'>",
        "<a href='http://0.0.0.0:8000/'>",
        "<a href='http://app.localhost/'>",
        f"<div hx-get='{U}'>",
        f"<button onclick=\"location.href='{U}'\">",
        f"<script>fetch('{U}/api').then(f)</script>",
        f"<script>$.ajax({{ url: '{U}/api' }})</script>",
        "<script>new WebSocket('ws://localhost:5000/ws')</script>",
        f"<script>const socket = io('{U}')</script>",
        "<script>new EventSource(`http://127.0.0.1:5000/${id}`)</script>",
        f"<style>a {{ background: url({U}/a.png) }}</style>",
        f"<meta property='og:image' content='{U}/a.png'>",
    ],
)
def test_pages(text: str) -> None:
    assert found("templates/a.html", text) == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "<a href='/x'>",
        "<a href='https://localhost.example.com'>",
        "<a href='https://example.com/?next=http://localhost:5000'>",
        f"<!-- <a href='{U}'> -->",
        f"{{# <a href='{U}'> #}}",
        f"<pre>fetch('{U}')</pre>",
        f"<input placeholder='{U}'>",
        f"<p>Open {U}</p>",
        f"<script>const a = location.hostname === 'localhost' ? '{U}' : ''</script>",
        f"<script>// fetch('{U}')\n</script>",
        f"<script>console.log('{U}')</script>",
        "<a href='localhost'>",
    ],
)
def test_pages_that_are_fine(text: str) -> None:
    assert found("templates/a.html", text) == []


@pytest.mark.parametrize(
    ("path", "text", "severities"),
    [
        ("static/app.js", f"const API_URL = '{U}';", ["error"]),
        ("static/app.js", f"axios.get('{U}')\nfetch('{U}')", ["error", "error"]),
        ("static/a.css", f"a {{ background: url({U}/a.png) }}", ["error"]),
        ("static/dist/app.js", f"fetch('{U}');fetch('{U}')", ["warning"]),
        ("web/src/api.js", f"export const API = '{U}'", ["error"]),
        ("web/src/Login.jsx", f"fetch(`{U}/login`, {{method: 'POST'}})", ["error"]),
        ("web/src/App.vue", f"<script>\naxios.post('{U}')\n</script>", ["error"]),
        ("web/lib/api.ts", f"export const API = '{U}'", ["warning"]),
        ("static/app.js", f"const A = location.hostname == 'localhost' ? '{U}' : '/api'", []),
        ("static/app.js", f"// fetch('{U}')", []),
        ("static/app.min.js", f"fetch('{U}')", []),
        ("static/dist/lib.js", "new URL(a, 'http://localhost')", []),
        ("static/dist/lib.js", "b = 'http://localhost'", []),
        ("web/src/api.js", f"export const API = process.env.API || '{U}'", []),
        ("web/src/api.js", f"if (import.meta.env.DEV) {{}}\nexport const API = '{U}'", []),
        ("web/vite.config.js", f"export default {{ server: {{ proxy: {{ '/api': '{U}' }} }} }}", []),
        ("web/src/setupProxy.js", f"module.exports = proxy('{U}')", []),
        ("web/src/api.test.js", f"fetch('{U}')", []),
        ("web/cypress/e2e.js", f"cy.visit('{U}')", []),
        ("web/server.js", f"const app = require('express')()\nconst U = '{U}'", []),
        ("static/server.js", f"const app = require('express')()\nproxy.web(a, b, {{ target: '{U}' }})", []),
        ("static/dev.mjs", f"import Koa from 'koa'\nfetch('{U}/api')", []),
        ("static/s.js", f"const s = http.createServer(f)\nfetch('{U}/api')", []),
        ("static/a.js", f"import {{ f }} from './express.js'\nfetch('{U}/api')", ["error"]),
        ("tools/call.js", f"fetch('{U}')", []),
        ("node_modules/x/a.js", f"fetch('{U}')", []),
    ],
)
def test_scripts(path: str, text: str, severities: list[str]) -> None:
    assert found(path, text, **{"web/package.json": MANIFEST}) == severities


@pytest.mark.parametrize("dependency", ["react-native", "expo", "electron"])
def test_programs_for_phones_and_desktops(dependency: str) -> None:
    manifest = f'{{"dependencies": {{"{dependency}": "1"}}}}'
    assert found("web/src/api.js", f"const A = '{U}'", **{"web/package.json": manifest}) == []


def test_a_build_that_replaces_addresses() -> None:
    gulpfile = "src.pipe(replace('http://localhost:5000', ''))"
    assert found("static/app.js", f"const A = '{U}'", **{"gulp/build.js": gulpfile}) == []
    assert found("static/app.js", f"const A = '{U}'", **{"gulp/build.js": "src.pipe(concat())"}) == ["error"]


@pytest.mark.parametrize(
    "block",
    [
        "<script>start()</script>\n",
        "<style>p { margin: 0 }</style>\n<script>\nlet a = 1\n</script>\n",
        "<script src='x.js'></script >\n",
        "<p>nothing</p>\n",
        "<script></script>" * 9 + "\n",
    ],
)
def test_a_link_stands_where_it_is_whatever_stands_before(block: str) -> None:
    [problem] = problems(
        "loopback-link", {"app.py": FLASK, "templates/a.html": f"{block}<i></i><a href='{U}/x'>x</a>\n"}
    )
    line = block.count("\n") + 1
    assert (problem.place.line, problem.place.column, problem.place.end_line) == (line, 17, line)


ASKS = f"async function orders() {{\n  const got = await fetch('{U}/orders')\n}}\n"


@pytest.mark.parametrize(
    ("path", "page", "loads"),
    [
        ("web/script.js", "web/index.html", "<script src='script.js'></script>"),
        ("front/js/shop.js", "front/index.html", '<script src="./js/shop.js" defer></script>'),
        ("web/shop.js", "web/index.html", '<script type="module" src="shop.js?v=2"></script>'),
        ("js/shop.js", "index.html", "<script src='js/shop.js'></script>"),
        ("web/orders.js", "web/index.html", "<script src='/static/none.js'></script><script src='orders.js'></script>"),
    ],
)
def test_the_script_of_a_page_that_nothing_builds(path: str, page: str, loads: str) -> None:
    assert found(path, ASKS, **{page: loads}) == ["warning"]
    assert found(path, ASKS, **{page: loads.replace(".js", ".mjs")}) == []


@pytest.mark.parametrize(
    ("path", "page", "text"),
    [
        ("web/script.js", "web/index.html", "<p>Our shop</p>"),
        ("web/script.js", "other/index.html", "<script src='script.js'></script>"),
        ("docs/script.js", "docs/index.html", "<script src='script.js'></script>"),
        ("tests/web/script.js", "tests/web/index.html", "<script src='script.js'></script>"),
        ("web/server.js", "web/index.html", "<script src='server.js'></script>"),
    ],
)
def test_scripts_that_no_page_hands_out(path: str, page: str, text: str) -> None:
    asks = f"const express = require('express')\n{ASKS}" if path.endswith("server.js") else ASKS
    assert found(path, asks, **{page: text}) == []
