"""Rule pages: what an example says, and which slips are refused."""

from __future__ import annotations

import pytest

from flaskcheck.findings.page import Example, parse

PAGE = """A summary.

Prose, with a line.

More of it.

## Why it is bad

It breaks.

It leaks.

## Use instead

Another way.

## Bad

Some words about it.

```python app/x.py untracked
one = 1
two = 2  # <-
```

```json app.json lines=1,2 ignored
{
}
```

## Bad: as a script

```sh run.sh mode=100755 file
#!/bin/sh
## Good
```

## Good

````markdown notes.md no-git crlf
```python
x
```
````
"""


def examples() -> tuple[Example, ...]:
    return parse(PAGE).examples


def test_the_head() -> None:
    page = parse(PAGE)
    assert (page.title, page.prose) == ("A summary.", "Prose, with a line.\n\nMore of it.")
    assert (page.why, page.instead) == ("It breaks.\n\nIt leaks.", "Another way.")
    assert [(e.kind, e.title) for e in page.examples] == [("Bad", ""), ("Bad", "as a script"), ("Good", "")]


def test_files_and_places() -> None:
    first, second, third = examples()
    assert first.files == (("app/x.py", b"one = 1\ntwo = 2\n"), ("app.json", b"{\n}\n"))
    assert first.expected == (("app/x.py", 2), ("app.json", 1), ("app.json", 2))
    assert (first.untracked, first.ignored) == (("app/x.py",), ("app.json",))
    assert (second.expected, second.modes) == ((("run.sh", 0),), (("run.sh", "100755"),))
    assert second.files[0][1] == b"#!/bin/sh\n## Good\n"
    assert third.files[0][1] == b"```python\r\nx\r\n```\r\n"
    assert not third.git


def test_trees() -> None:
    first, second, third = (e.tree() for e in examples())
    assert first.files == ("app/x.py",)
    assert first.is_ignored("app.json")
    assert first.tracked == frozenset()
    assert second.is_executable("run.sh")
    assert third.tracked is None


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("x = 1  # <-", "x = 1"),
        ("<p>  <!-- <- -->", "<p>"),
        ("{{ x }} {# <- #}", "{{ x }}"),
        ("a; // <-", "a;"),
        ("a /* <- */", "a"),
        ("select 1 -- <-", "select 1"),
        ("[x] ; <-", "[x]"),
        ("x = '# <-'", None),
        ("a <- b", None),
    ],
)
def test_marks(line: str, left: str | None) -> None:
    [example] = parse(f"S.\n\n## Bad\n\n```text a.txt\n{line}\n```\n").examples
    assert example.files[0][1].decode() == (line if left is None else left) + "\n"
    assert example.expected == (() if left is None else (("a.txt", 1),))


def test_utf_16() -> None:
    [example] = parse("S.\n\n## Bad\n\n```text a.txt utf-16\nFlask # <-\n```\n").examples
    assert example.files[0][1].decode("utf-16") == "Flask\n"
    assert example.expected == (("a.txt", 1),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## Ugly\n", "a section is"),
        ("## Bad\n\nprose\n", "no file, or one twice"),
        ("## Bad\n\n```text a\n```\n\n```text a\n```\n", "no file, or one twice"),
        ("## Bad\n\n```text a untraked\n```\n", "unknown attribute 'untraked'"),
        ("## Bad\n\n```text a mode=755\n```\n", "unknown attribute"),
        ("## Bad\n\n```text\n```\n", "a language and a path are missing"),
        ("## Bad\n\n```text a\nx\n", "not closed"),
        ("```text a\n```\n", "files belong below"),
    ],
)
def test_slips_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(f"S.\n\n{text}")
