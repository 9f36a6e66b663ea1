"""Addresses in scripts and stylesheets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.files.source import Source
from flaskcheck.ground.limits import MAX_FRONT_END_BYTES
from flaskcheck.readers.pages.front_end import read


def links(text: str, path: str = "static/app.js") -> list[tuple[str, str]]:
    return [(link.url, link.kind) for link in read(Source(path, text.encode())).links]


U = "http://localhost:5000"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"fetch('{U}')", "fetch"),
        (f"await fetch(`{U}`, {{method: 'POST'}})", "fetch"),
        (f'axios.get("{U}")', "axios"),
        (f'axios.defaults.baseURL = "{U}"', "axios"),
        (f'axios.create({{ baseURL: "{U}" }})', "axios"),
        (f"$.ajax({{ url: '{U}' }})", "fetch"),
        (f"$.get('{U}', done)", "fetch"),
        (f"$http.get('{U}')", "fetch"),
        (f"xhr.open('GET', '{U}')", "fetch"),
        (f"const socket = io('{U}')", "websocket"),
        (f"io.connect('{U}')", "websocket"),
        (f"new EventSource('{U}')", "fetch"),
        (f"const API_URL = '{U}';", "assign"),
        (f"const config = {{\n  apiUrl: '{U}',\n}}", "assign"),
        (f"export default {{ api: '{U}' }}", "assign"),
        (f"window.location.href = '{U}'", "href"),
        (f"call('{U}')", "other"),
        (f'const a = <a href="{U}">x</a>', "href"),
        (f"// don't\nconst A = '{U}'", "assign"),
        (f'<input accept="image/*" />\nconst A = "{U}"', "assign"),
        (f"const x = a?.b;\nconst A = '{U}';", "assign"),
        (f"const isOpen = true;\nconst A = '{U}';", "assign"),
        (f"if (user) {{\n  fetch('{U}');\n}}", "fetch"),
    ],
)
def test_what_an_address_stands_in(text: str, kind: str) -> None:
    assert links(text) == [(U, kind)]


@pytest.mark.parametrize(
    "before",
    [
        "a.replace(/`/g, '');",
        "const q = /['\"]/;",
        "const all = [\n  /a/,\n  /it's/i,\n];",
        "return /[`/]/.test(a) || b;",
        "const is = (x) => /\\/`/.test(x);",
        'if (!/"/.test(a)) b();',
        "const half = a / 2; const c = b / 2;",
        "const half = f(a) / it['x'] / 2;",
        "const half = a++ / 2 / b;",
        "const e = <p>a</p>;\nconst f = <br />;",
        "const e = <Foo {...all} />;\nconst f = <b/>;",
        "const e = <>{/* it's */}</>;",
        "const path = '/a' + '/b' + /c/.source;",
    ],
)
def test_a_quote_in_a_regular_expression_begins_no_text(before: str) -> None:
    """What divides, and what closes a tag, begins no regular expression."""
    assert links(f"{before}\nfetch('{U}');\nlog(`a`, 'it', \"b\");") == [(U, "fetch")]


def test_braces_of_a_regular_expression_are_no_blocks() -> None:
    assert links(f"if (isDev) {{ a = b.match(/}}/); fetch('{U}'); }}") == [(U, "fallback")]
    assert links("const a = /http:\\/\\/localhost:5000/;") == []


@pytest.mark.parametrize(
    "text",
    [
        f"const A = process.env.REACT_APP_API || '{U}';",
        f"const A = import.meta.env.VITE_API ?? '{U}';",
        f"const A = process.env.NODE_ENV === 'production' ? '/api' : '{U}';",
        f"const A = location.hostname === 'localhost' ? '{U}' : '/api';",
        f"const A = location.hostname === 'localhost'\n  ? '{U}'\n  : '/api';",
        f"const A = isDev ? `{U}` : ''",
        f"const A = window.API_URL || '{U}'",
        f"if (location.hostname === 'localhost') A = '{U}'",
        f"if (window.location.hostname === '127.0.0.1') {{\n  API = '{U}';\n}} else {{\n  API = '';\n}}",
        f"if (process.env.NODE_ENV === 'production') {{\n  API = '/api';\n}} else {{\n  const x = 1;\n  API = '{U}';\n}}",
        f"switch (process.env.NODE_ENV) {{ case 'x': API = '{U}'; }}",
    ],
)
def test_switches_on_the_environment(text: str) -> None:
    assert (U, "fallback") in links(text)


@pytest.mark.parametrize(
    "text",
    [
        f"// '{U}'",
        f"/* fetch('{U}') */",
        f"/**\n * fetch('{U}')\n */",
        f"<!-- <a href='{U}'> -->",
        "const a = 'see http://localhost:5000'",
        "const a = 'localhost'",
        "",
    ],
)
def test_no_address(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    "text",
    [f"if (origin === '{U}') go()", f"console.log('{U}')", f"url.startsWith('{U}')", f"new URL(path, '{U}')"],
)
def test_compared_or_logged(text: str) -> None:
    assert [kind for _, kind in links(text)] in (["compare"], ["fallback"])


def test_places() -> None:
    [link] = read(Source("a.js", b"\n  fetch('ws://127.0.0.1:80/x')")).links
    place = link.place
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 10, 2, 29)


@pytest.mark.parametrize("path", ["vite.config.ts", "src/setupProxy.js", "webpack.dev.js", "vue.config.js"])
def test_development_proxies(path: str) -> None:
    assert links(f"export default {{ proxy: {{ '/api': '{U}' }} }}", path) == [(U, "dev-proxy")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("body { background: url(http://localhost:5000/a.png) }", ["http://localhost:5000/a.png"]),
        ("@import 'http://localhost/a.css';", ["http://localhost/a.css"]),
        ("a { background: url('//localhost:80/a') }", ["//localhost:80/a"]),
        ("/* url(http://localhost) */ a { background: url(a.png) }", []),
    ],
)
def test_stylesheets(text: str, found: list[str]) -> None:
    assert links(text, "static/a.css") == [(url, "url") for url in found]


@pytest.mark.parametrize(
    ("path", "text", "bundle"),
    [
        ("static/app.js", "let a", False),
        ("static/app.js", "a;" * 5000, True),
        ("static/app.js", "a\n//# sourceMappingURL=app.js.map\n", True),
        ("web/dist/a.js", "let a", True),
        ("distance/a.js", "let a", False),
        ("static/a.chunk.js", "let a", True),
    ],
)
def test_bundles(path: str, text: str, bundle: bool) -> None:
    assert read(Source(path, text.encode())).bundle is bundle


def test_what_is_too_large_or_binary_is_not_searched() -> None:
    assert read(Source("a.js", b"fetch('http://localhost:1')" + b" " * MAX_FRONT_END_BYTES)).links == ()
    assert read(Source("a.js", b"\0\0\0a'http://localhost:1'")).links == ()


@pytest.mark.parametrize(
    "piece", ["/*", "`", "'", '"', "<!--", "\\", "{", "?", "'http://localhost:1", "url(", "=/[", "=/[a]", "=/\\/", "= "]
)
def test_repeated_openings(piece: str) -> None:
    read(Source("a.js", piece.encode() * 20_000))
    read(Source("a.css", piece.encode() * 20_000))


PIECES = st.sampled_from(
    ["'", '"', "`", "//", "/*", "*/", "http://localhost:5", "?", ":", "{", "}", "\n", "if", "\\", "é", " "]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for path in ("a.js", "a.css"):
        source = Source(path, text.encode("utf-8", "surrogatepass"))
        for link in read(source).links:
            assert link.url in source.lines[link.place.line - 1]
