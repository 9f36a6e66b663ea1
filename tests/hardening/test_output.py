"""Nothing that a repository says acts where it is printed: every control character of Unicode, and the commands of runners, in every kind of name and text and every format."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from flaskcheck.command.options import FORMATS
from flaskcheck.command.start import run
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config
from flaskcheck.ground.cleaning import clean, is_seen, printable
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import Presentation
from flaskcheck.output.terminal import complain, put
from tests.growth import checked

ACTING = "".join(
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp") and chr(code) not in "\n\t"
)
"""Everything that controls: C0, C1, bidirectional and invisible marks, line and paragraph separators, tags."""

RUNNERS = ("::add-mask::x", "##[add-mask]x", "##vso[task.setvariable variable=PATH]/x", "##teamcity[setParameter x]")
LINKS = (
    "https://evil.example/x",
    "http://evil.example",
    "HTTPS://evil.example",
    "ftp://evil.example",
    "www.evil.example",
    "WWW.evil.example",
)
APP = "from flask import Flask, render_template\napp = Flask(__name__)\napp.secret_key = 'kept-in-the-repository-4711'"


UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u2800\u3164\ufe00\ufe0e\uffa0\U000e0100\U000e01ef"
"""What nobody sees though Unicode counts it among letters and marks; whole texts can be written in it."""


def repository(words: str) -> dict[str, str | bytes]:
    """Some words in every kind of name and text that a report may repeat."""
    told = json.dumps(words)
    plain = "".join(c for c in words if c not in "\r\n\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e")
    return {
        "app.py": f"{APP}  # flaskcheck: ignore[hard-coded-secret-key] {plain}\napp.config['SESSION_COOKIE_NAME'] = 1  # flaskcheck: ignore[{plain}] x\n"
        f"@app.route('/')\ndef f():\n    return render_template({words!a} + '.html')\n",
        "templates/a.html": f"{{{{ url_for('static', filename='no{plain}.css') }}}}<a href='http://localhost:5000/{plain}'>x</a>",
        "static/b.css": "",
        "render.yaml": f'services:\n- type: web\n  name: {told}\n  runtime: python\n  rootDir: {told}\n  startCommand: {json.dumps(f"gunicorn nosuch{words}:app")}\n',
        "railway.json": json.dumps({"deploy": {"startCommand": f"gunicorn nosuch{words}:app"}, "build": {"buildCommand": f"pip install -r no{words}.txt"}}),
        "docker-compose.yml": f"services:\n  {told}:\n    build: .\n    {told}: 1\n    command: {told}\n",
        "Dockerfile": f"FROM python:3.8\nCOPY no{plain}.txt .\nRUN pip install no{plain}\nCMD {json.dumps(['gunicorn', f'nosuch{words}:app'])}\n",
        "Procfile": f"web: gunicorn no{plain}such:app --bind 127.0.0.1:80{plain}\n{plain}: x\n",
        "requirements.txt": f"flask\nno such {plain}\n-r {plain}.txt\n",
        f"sub/{plain.replace('/', '_')}/Dockerfile": "FROM python:3.8\nCOPY no .\nCMD flask run\n",
        "broken.yaml": f"a: [{told}\n",
        "app.yaml": f"runtime: {told}\nentrypoint: {told}\n",
        "fly.toml": f"app = {told}\n[env]\n{told} = 'x'\n[processes]\n{told} = {told}\n",
    }  # fmt: skip


def reports(words: str) -> dict[str, str]:
    tree = MemoryTree(repository(words))
    tree.notes.append(f"{words}: cannot be read")
    rules, _ = registry.load_all()
    report = engine.check(tree, rules, Config())
    assert not report.crashes, report.crashes[0].traceback
    assert report.findings
    return {form: render(form, report, Presentation(width=200, verbose=True)) for form in FORMATS}


@pytest.mark.parametrize("at", range(0, len(ACTING), 60))
def test_no_control_character_is_printed(at: int) -> None:
    for form, text in reports(f"x{ACTING[at : at + 60]}y").items():
        raw = {f"U+{ord(c):04X}" for c in text if not c.isprintable() and c != "\n"}
        assert (form, raw) == (form, set())


def test_no_letter_that_nobody_sees_is_printed() -> None:
    for form, text in reports(f"x{UNSEEN}y").items():
        assert (form, set(text) & set(UNSEEN)) == (form, set())
    assert clean("\u8fbb\ufe0f x\u0301 \u0915\u094d") == "\u8fbb\ufe0f x\u0301 \u0915\u094d"


@pytest.mark.parametrize(
    "words", [w for r in RUNNERS for w in (r, f"x\n{r}", f"x\r{r}", f"x\r\n  {r}", f"x\x0b{r}", f"x\u2028{r}")]
)
def test_no_runner_finds_a_command(words: str) -> None:
    for form, text in reports(words).items():
        lines = [line.lstrip() for line in re.split("\r\n|\n|\r", text)]
        assert not any(re.search(r"##\w*\[", line) for line in lines), form
        own = r"::(error|warning|notice) (file=|title=flaskcheck)"
        assert [line for line in lines if line.startswith("::") and not re.match(own, line)] == [], form


@pytest.mark.parametrize(
    "words", [*LINKS, f"- {LINKS[0]}", f"1. {LINKS[4]}", f"[x]({LINKS[0]})", f"<{LINKS[0]}>", "<img src=x>", "- [x] y"]
)
def test_markdown_makes_no_link_list_or_tag_of_it(words: str) -> None:
    text = reports(words)["markdown"]
    assert not re.search(r"(?:[a-z]+://|www\.)evil", text, re.IGNORECASE)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inner = [token for outer in tokens for token in outer.children or ()]
    assert not [t.attrs for t in inner if t.type == "link_open" and "evil" in str(t.attrs)]
    assert not [t.content for t in inner if t.type == "html_inline" and t.content != "<br>"]
    assert not [
        t for t in tokens if t.type in ("ordered_list_open", "html_block") or (t.type == "bullet_list_open" and t.level)
    ]


def test_reports_for_machines_are_read_again() -> None:
    for words in ("]]> <![CDATA[ &amp; \ufffe\x00\x1b", *RUNNERS):
        told = reports(words)
        for form in ("json", "sarif", "gitlab"):
            json.loads(told[form])
        ElementTree.fromstring(told["junit"])


@pytest.mark.parametrize(
    "character", ["\x1b[2J", "\x9b31m", "\u202e", "\r::add-mask::x", "\n::add-mask::x", "\x07", "\x7f", "##vso[x]"]
)
def test_errors_and_the_name_of_a_baseline(character: str, tmp_path, capsys) -> None:
    (tmp_path / "app.py").write_text(APP + "\n")
    name = json.dumps(f"a{character}b")
    for line in (f"baseline = {name}", f"select = [{name}]", f"{name} = 1", f"host = {name}", f"exclude = [{name}]"):
        (tmp_path / "flaskcheck.toml").write_text(line + "\n")
        for words in ([str(tmp_path), "--no-cache"], ["baseline", str(tmp_path)]):
            run(words)
            told = capsys.readouterr()
            for text in (told.out, told.err):
                assert all(c.isprintable() or c == "\n" for c in text)
                assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)


@pytest.mark.parametrize(
    "words", [*RUNNERS, f"x\n{RUNNERS[0]}", f"\r{RUNNERS[0]}", f"x\u2028{RUNNERS[0]}", f"{ACTING[:90]}"]
)
def test_what_is_understood_holds_no_command_and_no_character_that_acts(words: str, tmp_path, capsys) -> None:
    told = json.dumps(words)
    baseline = json.dumps("a" + words.replace("\0", ""))  # no file's path holds one: refused, see test_extend
    files = {**repository(words), "flaskcheck.toml": f"exclude = [{told}]\nbaseline = {baseline}\n"}
    files["k8s.yaml"] = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        f"  - {{name: a, image: b, command: [gunicorn, {told}], env: [{{name: {told}, value: {told}}}]}}\n"
    )
    files["docker-compose.yml"] = f"services:\n  web:\n    build: .\n    environment:\n      {told}: {told}\n"
    for path, text in files.items():
        if "\0" not in path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text if isinstance(text, str) else text.decode(), newline="")
    for form in ("text", "json"):
        run(["show", str(tmp_path), "--format", form])
        text = capsys.readouterr().out
        assert "app.py" in text
        assert {c for c in text if not c.isprintable()} <= {"\n"}
        assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)


def test_what_is_printed_holds_no_command_but_those_of_a_report_for_runners(capsys: pytest.CaptureFixture[str]) -> None:
    put("a\n  ::add-mask::x")
    put("::error file=a::x", is_for_runners=True)
    assert capsys.readouterr().out == "a\n  : :add-mask::x\n::error file=a::x\n"


def test_whatever_is_printed_is_looked_over(capsys: pytest.CaptureFixture[str]) -> None:
    put(f"a{ACTING[:200]}\x1b[31;1mred\x1b[0m")
    complain(f"a{ACTING[:200]}\n::stop-commands::x ##[group]")
    told = capsys.readouterr()
    assert told.out.replace("\x1b[31;1m", "").replace("\x1b[0m", "").rstrip("\n").isprintable()
    assert all(line.isprintable() and not line.startswith("::") for line in told.err.split("\n"))
    assert "##[" not in told.err


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x1b[8m", "\x1b[0;1;5m", "\x1b]8;;\x1b\\"])
@pytest.mark.parametrize(
    "words", [["--baseline", "{}"], ["--config", "{}"], ["--host", "{}"], ["{}"], ["--diff-base", "{}"]]
)
def test_an_error_shows_no_colour_of_others(sign: str, words: list[str], tmp_path, capsys) -> None:
    (tmp_path / "app.py").write_text(APP + "\n")
    run([word.replace("{}", f"x{sign}y") for word in words] + [str(tmp_path), "--no-cache"])
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sho\x9bp", "ap\u1160p", "a\u202ep", "a\ufe0fp", "a##[x]p"])
def test_a_target_that_leads_nowhere(name: str) -> None:
    files = {
        f"{name}.wsgi": APP,
        f"{name}.py": f"{APP}{name} = 1\n",
        "Procfile": f"web: gunicorn {name}:nosuch\n",
        "requirements.txt": "flask\ngunicorn\n",
    }
    report = checked(
        {**files, "vercel.json": json.dumps({"builds": [{"src": f"{name}.wsgi", "use": "@vercel/python"}]})}
    )
    for form in FORMATS:
        told = render(form, report, Presentation(verbose=True))
        assert all(is_seen(line) for line in told.replace("⚠️", "").split("\n")), form
        assert "##[" not in told


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\ufe0fb", "a\ufffdb"),
        ("\ufe0fb", "\ufffdb"),
        ("⚠️ 1️⃣ ❤️", "⚠️ 1️⃣ ❤️"),
        ("1\ufe0f2 é\ufe0f", "1\ufffd2 é\ufffd"),
        ("plain", "plain"),
        ("a\tb\nc", "a b c"),
        ("é 漢 🚀", "é 漢 🚀"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("##vso[x]", "## vso[x]"),
        ("# ## [x]", "# ## [x]"),
    ],
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


def test_only_own_colours_stay() -> None:
    assert printable("\x1b[31mred\x1b[0m", colour=True) == "\x1b[31mred\x1b[0m"
    assert "\x1b" not in printable("\x1b[31mred\x1b[0m")
    assert "\x1b" not in printable("\x1b[2J\x1b]0;x\x07", colour=True)
