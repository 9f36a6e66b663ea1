"""What templates and HTML pages name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.pages import Page
from flaskcheck.files.source import Source
from flaskcheck.readers.pages.templates import read


def page(text: str) -> Page:
    return read(Source("templates/a.html", text.encode()))


def templates(text: str) -> list[tuple[str, str, bool, tuple[str, ...]]]:
    return [(use.name, use.kind, use.optional, use.others) for use in page(text).templates]


def links(text: str) -> list[tuple[str, str]]:
    return [(link.url, link.kind) for link in page(text).links]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{% extends "a.html" %}', [("a.html", "extends", False, ())]),
        ("{%- extends 'a.html' -%}", [("a.html", "extends", False, ())]),
        ("{%+ include 'a.html' +%}", [("a.html", "include", False, ())]),
        ("{% include 'x/a.html' ignore missing %}", [("x/a.html", "include", True, ())]),
        ("{% include 'a.html' ignore missing with context %}", [("a.html", "include", True, ())]),
        ("{% include 'a.html' without context %}", [("a.html", "include", False, ())]),
        ("{% import 'm.html' as m with context %}", [("m.html", "import", False, ())]),
        ("{% from 'm.html' import field, form %}", [("m.html", "from", False, ())]),
        ("{% include\n   'a.html'\n%}", [("a.html", "include", False, ())]),
        ("{% include ['a.html', 'b.html'] %}", [("a.html", "include", False, ("b.html",))]),
        ("{% extends ('a.html', \"b.html\",) %}", [("a.html", "extends", False, ("b.html",))]),
        (
            "{% extends 'a.html' if ajax else 'b.html' %}",
            [("a.html", "extends", False, ()), ("b.html", "extends", False, ())],
        ),
        ("<!-- {% include 'a.html' %} -->", [("a.html", "include", False, ())]),
        ("<code>{% include 'a.html' %}</code>", [("a.html", "include", False, ())]),
        ("{# {% include 'a.html' %} #}", []),
        ("{#\n{% extends 'a.html' %}", []),
        ("{% raw %}{% include 'a.html' %}{% endraw %}", []),
        ("{% include name %}", []),
        ("{% include 'x/' ~ name %}", []),
        ("{% include 'x/%s' % name %}", []),
        ("{% include 'a.html'|lower %}", []),
        ("{% include ['a.html', name] %}", []),
        ("{% include names + ['a.html'] %}", []),
        ("{% extends base or 'a.html' %}", []),
        ("{% extended 'a.html' %}", []),
        ("{{ include('a.html') }}", []),
        ("", []),
    ],
)
def test_templates(text: str, found: list[tuple[str, str, bool, tuple[str, ...]]]) -> None:
    assert templates(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ url_for('static', filename='css/a.css') }}", [("css/a.css", "static")]),
        ('{{ url_for("static", filename="a.css", v=1) }}', [("a.css", "static")]),
        ("{{ url_for('static', v=1, filename='a.css') }}", [("a.css", "static")]),
        ("{{ url_for('shop.static', filename='a.css') }}", [("a.css", "shop.static")]),
        ("{{ url_for('.static', filename='a.css') }}", [("a.css", ".static")]),
        ('<link href="/static/a.css?v=2">', [("a.css", "/static")]),
        ("<script src='/static/js/a.js'></script>", [("js/a.js", "/static")]),
        ("{{ url_for('static', filename='img/' ~ name) }}", []),
        ("{{ url_for('static', filename='img/' + name) }}", []),
        ("{{ url_for('static', filename=name) }}", []),
        ("{{ url_for('index') }}", []),
        ('<img src="/static/{{ name }}">', []),
        ("<!-- <link href='/static/a.css'> -->", []),
        ("{# url_for('static', filename='a') #}", []),
    ],
)
def test_static_files(text: str, found: list[tuple[str, str]]) -> None:
    assert [(use.filename, use.endpoint) for use in page(text).statics] == found


U = "http://localhost:5000"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f'<a href="{U}/x">', [(f"{U}/x", "href")]),
        (f"<a href={U}/x>", [(f"{U}/x", "href")]),
        (f'<A HREF="{U}/x">', [(f"{U}/x", "href")]),
        (f'<a href="{U}/item/{{{{ id }}}}">', [(f"{U}/item/", "href")]),
        (f'<img src="{U}/x.png">', [(f"{U}/x.png", "src")]),
        (f'<form method="post" action="{U}">', [(U, "action")]),
        (f'<button formaction="{U}">', [(U, "formaction")]),
        (f'<div hx-post="{U}">', [(U, "hx-post")]),
        (f'<div data-api-url="{U}">', [(U, "data-api-url")]),
        (f'<meta http-equiv="refresh" content="0; url={U}">', [(U, "content")]),
        ('<script src="//localhost:35729/livereload.js"></script>', [("//localhost:35729/livereload.js", "src")]),
        (f"<script>fetch('{U}')</script>", [(U, "fetch")]),
        (f"<button onclick=\"location.href='{U}'\">", [(U, "href")]),
        (f"<script>const s = io('{U}')", [(U, "websocket")]),
        (f"<style>a {{ background: url({U}/a.png) }}</style>", [(f"{U}/a.png", "url")]),
        ('<a href="/x">', [("/x", "href")]),
        ("<a href=\"{{ url_for('x') }}\">", []),
        (f'<!-- <a href="{U}"> -->', []),
        (f"<!-- <script>fetch('{U}')</script> -->", []),
        (f"<script>// fetch('{U}')\n</script>", []),
        (f'{{# <a href="{U}"> #}}', []),
        (f'<code><a href="{U}"></code>', []),
        (f'<pre class="x">\n<a href="{U}">\n</pre>', []),
        (f'<input placeholder="{U}">', []),
        (f"<p>Open {U} in the browser.</p>", []),
        (f"{{% raw %}}<a href='{U}'>{{% endraw %}}", []),
        (f"<script>const a = '<a href=\"{U}\">'</script>", []),
    ],
)
def test_links(text: str, found: list[tuple[str, str]]) -> None:
    assert links(text) == found


def test_places() -> None:
    found = page("{% extends 'base.html' %}\n<a href=\"http://localhost/{{ x }}\">\n{% include ['a', 'b'] %}")
    assert [p.place.line for p in (*found.templates, *found.links)] == [1, 3, 2]
    assert (found.templates[0].place.column, found.templates[0].place.end_column) == (13, 22)
    assert (found.links[0].place.column, found.links[0].place.end_column) == (10, 27)
    assert (found.templates[1].place.column, found.templates[1].place.end_column) == (12, 22)


@pytest.mark.parametrize(
    "piece", ["{#", "{%", "{% include ", "{% raw %}", "<!--", "<code>", "<script>", 'href="', "{% include ['a', ", "\0"]
)
def test_repeated_openings(piece: str) -> None:
    page(piece * 20_000)


PIECES = st.sampled_from(
    "{% %} {# #} <!-- --> include extends 'a.html' \" ' <script> </script> href= http://localhost:1 [ ] , if else raw endraw é".split()
    + ["\n", " "]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    source = Source("a.html", text.encode("utf-8", "surrogatepass"))
    found = read(source)
    for use in found.templates:
        assert use.name in source.lines[use.place.line - 1] or use.others or "\n" in use.name
    for link in found.links:
        assert link.place.line <= len(source.lines)
