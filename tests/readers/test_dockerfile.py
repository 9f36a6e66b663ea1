"""Dockerfiles to instructions, commands and places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.docker import Dockerfile, Instruction
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.readers.docker import dockerfile, words


def read(text: str | bytes) -> Dockerfile:
    return dockerfile.read(Source("Dockerfile", text.encode() if isinstance(text, str) else text))


def only(text: str) -> Instruction:
    """The last instruction of a file that begins with FROM."""
    return read("FROM python:3.12\n" + text).instructions[-1]


OPEN = "unexpected end of statement while looking for matching"


def where(place: Place) -> tuple[int, int, int, int]:
    return place.line, place.column, place.end_line, place.end_column


@pytest.mark.parametrize(
    ("text", "name", "joined", "place", "starts", "column"),
    [
        ("RUN pip install x", "RUN", "pip install x", (2, 1, 2, 18), ((0, 2),), 5),
        ("  run\tpip install x  ", "RUN", "pip install x", (2, 3, 2, 20), ((0, 2),), 7),
        ("RUN a && \\\n    b", "RUN", "a &&     b", (2, 1, 3, 6), ((0, 2), (5, 3)), 5),
        ("RUN a && \\  \n  # why\n\n  b \\\n  c", "RUN", "a &&   b   c", (2, 1, 6, 4), ((0, 2), (5, 5), (9, 6)), 5),
        ("RUN a\r\nCMD b\r\n", "CMD", "b", (3, 1, 3, 6), ((0, 3),), 5),
        ("RUN \\\n  a", "RUN", "a", (2, 1, 3, 4), ((0, 3),), 3),
        ("RUN a \\\\\nCMD b", "CMD", "b", (3, 1, 3, 6), ((0, 3),), 5),
        ("COPY --from=x \\\n  --chown=1:1 \\\n  a b", "COPY", "a b", (2, 1, 4, 6), ((0, 4),), 3),
        ("ENV A=1 \\\n# note\n    B=2", "ENV", "A=1     B=2", (2, 1, 4, 8), ((0, 2), (4, 4)), 5),
        ("CMD", "CMD", "", (2, 1, 2, 4), (), 1),
        ("RUN a \\", "RUN", "a", (2, 1, 2, 8), ((0, 2),), 5),
    ],
)
def test_lines(
    text: str, name: str, joined: str, place: tuple[int, ...], starts: tuple[tuple[int, int], ...], column: int
) -> None:
    found = only(text)
    assert (found.name, found.text, where(found.place)) == (name, joined, place)
    assert (found.line_starts, found.text_column) == (starts, column)


@pytest.mark.parametrize(
    ("text", "flags", "rest"),
    [
        ("COPY --from=build --chown=1:1 a b", ("--from=build", "--chown=1:1"), "a b"),
        (
            "RUN --mount=type=cache,target=/x pip install -r r.txt",
            ("--mount=type=cache,target=/x",),
            "pip install -r r.txt",
        ),
        ("RUN --mount='a b' c", ("--mount=a b",), "c"),
        ("RUN -- --x", (), "--x"),
        ("RUN echo --x", (), "echo --x"),
        ("FROM --platform=linux/amd64 python", ("--platform=linux/amd64",), "python"),
        ("HEALTHCHECK --interval=5s CMD true", ("--interval=5s",), "CMD true"),
    ],
)
def test_flags(text: str, flags: tuple[str, ...], rest: str) -> None:
    found = only(text)
    assert (found.flags, found.text) == (flags, rest)


@pytest.mark.parametrize(
    ("text", "argv", "places"),
    [
        ('CMD ["a", "b c"]', ("a", "b c"), [(2, 7, 2, 8), (2, 12, 2, 15)]),
        ('CMD [ "a" , \\\n  "b" ]', ("a", "b"), [(2, 8, 2, 9), (3, 4, 3, 5)]),
        ("CMD ['a']", None, []),
        ('CMD ["a", ]', None, []),
        ('CMD ["a"] x', None, []),
        ("CMD [1]", None, []),
        ("CMD []", (), []),
        ('ENTRYPOINT ["\\u0061\\"b"]', ('a"b',), [(2, 14, 2, 23)]),
        ('HEALTHCHECK CMD ["curl", "x"]', ("curl", "x"), [(2, 19, 2, 23), (2, 27, 2, 28)]),
        ('COPY ["a b", "/c/"]', ("a b", "/c/"), [(2, 8, 2, 11), (2, 15, 2, 18)]),
        ('ENV ["a"]', None, []),
    ],
)
def test_json_form(text: str, argv: tuple[str, ...] | None, places: list[tuple[int, ...]]) -> None:
    found = only(text)
    assert found.argv == argv
    assert [where(place) for place in found.argv_places] == places


@pytest.mark.parametrize(
    ("text", "bodies", "end"),
    [
        ("RUN <<EOF\na\nb\nEOF\n", ("a\nb\n",), 5),
        ("RUN <<'EOF' bash\na\nEOF", ("a\n",), 4),
        ('COPY <<a.txt <<"b.txt" /x/\none\na.txt\ntwo\nb.txt\n', ("one\n", "two\n"), 6),
        ("RUN <<-E\n\ta\n\tE\n", ("\ta\n",), 4),
        ("ONBUILD RUN <<E\na\nE\n", ("a\n",), 4),
        ('RUN echo "<<EOF"', (), 2),
        ("RUN cat <<<x", (), 2),
        ("RUN echo 'open <<EOF", (), 2),
        ("CMD <<EOF", (), 2),
        ("RUN <<EOF\nFROM x\nCMD y\nEOF", ("FROM x\nCMD y\n",), 5),
    ],
)
def test_heredocs(text: str, bodies: tuple[str, ...], end: int) -> None:
    found = only(text)
    assert (found.heredocs, found.place.end_line) == (bodies, end)


@pytest.mark.parametrize(
    ("text", "command", "phase", "place", "exact"),
    [
        ("RUN pip install x", "pip install x", "build", (2, 5, 2, 18), True),
        ("RUN a && \\\n  # no\n\n    b", "a && \\\n\\\n\\\n    b", "build", (2, 5, 5, 6), True),
        ("CMD gunicorn app:app", "gunicorn app:app", "start", (2, 5, 2, 21), True),
        ('CMD ["gunicorn", "app:app"]', "gunicorn app:app", "start", (2, 5, 2, 28), False),
        ("HEALTHCHECK --retries=3 \\\n  CMD curl x || exit 1", "curl x || exit 1", "health", (3, 7, 3, 23), True),
        ("RUN <<EOF\napt update\napt install x\nEOF", "apt update\napt install x", "build", (3, 1, 4, 14), True),
        ("RUN cat <<EOF > x\nhi\nEOF", "cat <<EOF > x\nhi\nEOF", "build", (2, 5, 4, 4), True),
        (
            "RUN <<EOF\n#!/usr/bin/env python3\nx = 1\nEOF",
            "/usr/bin/env python3 /dev/pipes/EOF",
            "build",
            (3, 1, 4, 6),
            False,
        ),
        ("RUN <<EOF\n#!/bin/bash -e\nls\nEOF", "#!/bin/bash -e\nls", "build", (3, 1, 4, 3), True),
    ],
)
def test_commands(text: str, command: str, phase: str, place: tuple[int, ...], exact: bool) -> None:
    found = dockerfile.command_of(only(text), "/app")
    assert found is not None
    assert (found.text, found.phase, where(found.place), found.exact, found.cwd) == (
        command,
        phase,
        place,
        exact,
        "/app",
    )


@pytest.mark.parametrize("text", ["HEALTHCHECK NONE", "CMD", "COPY a b", "EXPOSE 80"])
def test_no_command(text: str) -> None:
    assert dockerfile.command_of(only(text)) is None


def test_an_empty_array_is_a_command() -> None:
    found = dockerfile.command_of(only("ENTRYPOINT []"))
    assert found is not None
    assert found.argv == ()


def test_stages() -> None:
    found = read("ARG V=1\nFROM a:$V AS Build\nRUN x\nFROM b\nFROM build as last\nCMD y\n")
    assert found.stages == ("build", "", "last")
    assert [(i.name, i.stage) for i in found.instructions] == [
        ("ARG", -1),
        ("FROM", 0),
        ("RUN", 0),
        ("FROM", 1),
        ("FROM", 2),
        ("CMD", 2),
    ]
    assert not found.errors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# escape=`\nFROM a\nRUN b `\n  c", "b   c"),
        ("# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN b `\n  c", "b   c"),
        ("# a comment\n# escape=`\nFROM a\nRUN b \\\n  c", "b   c"),
        ("\ufeffFROM a\nRUN b", "b"),
    ],
)
def test_directives(text: str, name: str) -> None:
    found = read(text)
    assert (found.instructions[-1].text, found.errors) == (name, ())


@pytest.mark.parametrize(
    ("text", "kind", "message", "place"),
    [
        ("", "syntax", "file with no instructions", (0, 0)),
        ("# only\n\n", "syntax", "file with no instructions", (0, 0)),
        ("FROM a\nRUB x", "syntax", "unknown instruction: RUB (did you mean RUN?)", (2, 1)),
        ("FROM a\nRUN x &&\n  apt-get y\n  apt-get z", "syntax", "unknown instruction: apt-get", (3, 3)),
        (
            "FROM a\n<<<<<<< HEAD\nRUN b",
            "merge-markers",
            "unknown instruction: <<<<<<< (an unresolved merge conflict)",
            (2, 1),
        ),
        ("RUN x\nFROM a", "syntax", "no build stage in current context: RUN stands before FROM", (1, 1)),
        ("ARG X", "syntax", "dockerfile contains no stages to build: there is no FROM", (0, 0)),
        ("FROM a b", "syntax", "FROM requires either one or three arguments", (1, 1)),
        (
            "FROM a AS 1x",
            "syntax",
            'invalid name for build stage: "1x", name can\'t start with a number or contain symbols',
            (1, 1),
        ),
        (
            "FROM a\nCOPY x",
            "syntax",
            "COPY requires at least two arguments, but only one was provided. Destination could not be determined",
            (2, 1),
        ),
        ("FROM a\nENV X", "syntax", "ENV must have two arguments", (2, 1)),
        ("FROM a\nENV", "syntax", "ENV requires at least one argument", (2, 1)),
        ("FROM a\nENV A=1 B", "syntax", 'Syntax error - can\'t find = in "B". Must be of the form: name=value', (2, 1)),
        ("FROM a\nENV =1", "syntax", "ENV names can not be blank", (2, 1)),
        ("FROM a\nWORKDIR", "syntax", "WORKDIR requires exactly one argument", (2, 1)),
        ("FROM a\nEXPOSE", "syntax", "EXPOSE requires at least one argument", (2, 1)),
        (
            "FROM a\nCMD [1, 2]",
            "syntax",
            "when using JSON array syntax, arrays must be comprised of strings only",
            (2, 1),
        ),
        ("FROM a\nSHELL bash", "syntax", "SHELL requires the arguments to be in JSON form", (2, 1)),
        ("FROM a\nHEALTHCHECK curl x", "syntax", 'Unknown type "CURL" in HEALTHCHECK (try CMD)', (2, 1)),
        ("FROM a\nHEALTHCHECK CMD", "syntax", "Missing command after HEALTHCHECK CMD", (2, 1)),
        ("FROM a\nHEALTHCHECK NONE x", "syntax", "HEALTHCHECK NONE takes no arguments", (2, 1)),
        ("FROM a\nONBUILD ONBUILD RUN x", "syntax", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", (2, 1)),
        ("FROM a\nONBUILD FROM x", "syntax", "FROM isn't allowed as an ONBUILD trigger", (2, 1)),
        ("FROM a\nRUN <<EOF\nx", "syntax", "unterminated heredoc: no line is EOF", (2, 1)),
        ("FROM a\nRUN --mounts=type=cache x", "syntax", "unknown flag: --mounts (did you mean --mount?)", (2, 1)),
        ("FROM a\nWORKDIR --chown=1 /x", "syntax", "unknown flag: --chown", (2, 1)),
        ("FROM a\nCMD --reload", "syntax", "unknown flag: --reload", (2, 1)),
        ("FROM a\nCOPY --from a b c", "syntax", "missing a value on flag: --from", (2, 1)),
        ("FROM a\nCOPY --link=1 b c", "syntax", "expecting boolean value for flag --link, not: 1", (2, 1)),
        ("FROM a\nADD --chmod=1 --chmod=2 b c", "syntax", "duplicate flag specified: --chmod", (2, 1)),
        ("FROM a\nHEALTHCHECK --interval=30 CMD x", "syntax", 'time: missing unit in duration "30"', (2, 1)),
        ("FROM a\nHEALTHCHECK --timeout=5sec CMD x", "syntax", 'time: invalid duration "5sec"', (2, 1)),
        (
            "FROM a\nHEALTHCHECK --retries=many CMD x",
            "syntax",
            'strconv.ParseInt: parsing "many": invalid syntax',
            (2, 1),
        ),
        ("FROM a\nENV A=1 \\\n  B='x", "syntax", f"{OPEN} single-quote", (3, 3)),
        ('FROM a\nLABEL by "me', "syntax", f"{OPEN} double-quote", (2, 7)),
        ("FROM a\nLABEL note it's mine", "syntax", f"{OPEN} single-quote", (2, 7)),
        ("FROM a\nCOPY x ${HOME/", "syntax", "syntax error: missing '}'", (2, 8)),
        ("FROM a\nUSER ${NAME", "syntax", "syntax error: missing '}'", (2, 6)),
        ("FROM ${TAG:-3.12\n", "syntax", "syntax error: missing '}'", (1, 6)),
        ("FROM a\nEXPOSE ${PORT:8000}", "syntax", "unsupported modifier (:8) in substitution", (2, 8)),
        ('FROM a\nVOLUME ["${X"]', "syntax", "syntax error: missing '}'", (2, 8)),
        ("FROM a\nWORKDIR ${}", "syntax", "syntax error: bad substitution", (2, 9)),
        ("# escape=x\nFROM a", "syntax", "invalid escape token 'x' does not match ` or \\", (1, 1)),
    ],
)
def test_errors(text: str, kind: str, message: str, place: tuple[int, int]) -> None:
    (error,) = read(text).errors
    assert (error.kind, error.message, (error.place.line, error.place.column)) == (kind, message, place)


@pytest.mark.parametrize(
    "line",
    [
        "RUN echo ${HOME && echo 'open",
        'CMD echo "open',
        'ENTRYPOINT ["sh", "-c", "echo ${X"]',
        "MAINTAINER it's me",
        "ENV A=\"it's\" B=it\\'s C='${'",
        "ENV A ${B:-${C:-'}'}} rest",
        r'ENV P="x\\"',
        "COPY <<EOF /x\nit's ${open\nEOF",
        "COPY --parents --exclude=a --exclude=b x y/",
        "ADD --keep-git-dir=true --unpack x y",
        "HEALTHCHECK --interval=1m30s --start-period=.5s --timeout=0 --retries=3 CMD true",
        "HEALTHCHECK --any=thing NONE",
        "STOPSIGNAL --any SIGINT",
        "RUN --mount=type=a --mount=type=b --network=none x",
        "WORKDIR /{{ name }}/${{ other }}",
        "EXPOSE ${PORT:-8000}",
        "ONBUILD COPY ${X y",
        "ENV A=${B#*:} C=${D%%.*} E=${F//a/b}",
    ],
)
def test_what_docker_takes(line: str) -> None:
    assert read(f"FROM a\n{line}").errors == ()


def test_another_escape_character_is_not_judged_by_the_backslash() -> None:
    assert read('# escape=`\nFROM a\nENV P="C:\\"\nWORKDIR C:\\').errors == ()


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("FROM a\nCMD b".encode("utf-16"), ["encoding"]),
        (b"FROM a\0\x01\x02\0", ["encoding"]),
        (b"FROM a\n# \xe9\xe8 latin\nCMD b\n", []),
        (b"{% if x %}\nFROM {{ image }}\nRUN y\n{% endif %}\n", []),
        (b"#" * 2_000_001, ["too-large"]),
        (b"FROM a\nCMD " + b"[" * 5000, []),
    ],
)
def test_odd_input(raw: bytes, kinds: list[str]) -> None:
    assert [error.kind for error in read(raw).errors] == kinds


@pytest.mark.parametrize(
    ("text", "legacy", "pairs"),
    [
        ('A=1 B=\'2 3\' C="x\\" y"', True, [("A", "1", 0, 3), ("B", "'2 3'", 4, 11), ("C", '"x\\" y"', 12, 21)]),
        ("A 1 2", True, [("A", "1 2", 0, 5)]),
        ("A=1\\ 2 B=", True, [("A", "1\\ 2", 0, 6), ("B", "", 7, 9)]),
        ("A B=2", False, [("A", None, 0, 1), ("B", "2", 2, 5)]),
        ("A", True, [("A", None, 0, 1)]),
    ],
)
def test_pairs(text: str, legacy: bool, pairs: list[tuple[str, str | None, int, int]]) -> None:
    assert [(p.name, p.value, p.start, p.end) for p in words.pairs(text, legacy)] == pairs


@pytest.mark.parametrize(
    ("text", "closed", "expanded"),
    [
        ("$A-${B}", True, "a-"),
        ("${A}b", True, "ab"),
        ("$Ab", True, ""),
        ("${N:-x$A}", True, "xa"),
        ("${B:-x}|${B-x}", True, "x|"),
        ("${A:+set}${N:+set}", True, "set"),
        ("'$A'\"$A\"", True, "$Aa"),
        ('\\$A "\\$A" \\x', True, "$A $A x"),
        ("${U}/x", True, "\ufffc/x"),
        ("${U:-x}", True, "\ufffc"),
        ("$N", False, "\ufffc"),
        ("${A%x}", True, "\ufffc"),
        ("$", True, "$"),
        ("$(x)", True, "$(x)"),
        ("${", True, "${"),
        ("'open", True, "open"),
    ],
)
def test_expand(text: str, closed: bool, expanded: str) -> None:
    assert words.expand(text, {"A": "a", "B": "", "U": None}, closed) == expanded


def test_the_trigger_of_onbuild_keeps_its_places() -> None:
    found = dockerfile.trigger_of(only('ONBUILD COPY --chown=1 \\\n  ["a", "b"]'))
    assert found is not None
    assert (found.name, found.argv, found.flags) == ("COPY", ("a", "b"), ("--chown=1",))
    assert [where(place) for place in found.argv_places] == [(3, 5, 3, 6), (3, 10, 3, 11)]


LINES = st.sampled_from(
    [
        "FROM a",
        "FROM b AS c",
        "RUN x && \\",
        "  y",
        "",
        "# note",
        "RUN <<EOF",
        "EOF",
        'CMD ["a", "b"]',
        "CMD ['a']",
        "COPY --from=c a b",
        "ENV A=1 \\",
        "    B=2",
        "RUN --mount=type=cache,target=/x z",
        "\tRUN tab",
        "run lower",
        "RUN a \\\\",
        "RUN b \\  ",
        "EXPOSE 80",
        "HEALTHCHECK CMD x",
        "RUN <<A cat <<-B",
        "A",
        "\tB",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_like_docker(lines: list[str]) -> None:
    oracle = pytest.importorskip("dockerfile")
    text = "\n".join(lines) + "\n"
    found = read(text)
    try:
        expected = oracle.parse_string(text)
    except Exception:  # the oracle's own, which it does not export under one name
        assert found.errors
        return
    known = [c for c in expected if c.cmd.upper() in ("FROM", "RUN", "CMD", "COPY", "ENV", "EXPOSE", "HEALTHCHECK")]
    ours = [(i.name, i.place.line, i.place.end_line, i.flags, i.heredocs) for i in found.instructions]
    theirs = [
        (c.cmd.upper(), c.start_line, c.end_line, tuple(c.flags), tuple(h.content for h in c.heredocs)) for c in known
    ]
    assert ours == theirs


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="FROMRUN \n\\\"'[]<EOF#$={}-\t\r\0é", max_size=60))
def test_never_raises(text: str) -> None:
    for instruction in read("FROM a\nRUN " + text).instructions:
        command = dockerfile.command_of(instruction)
        if command is not None and command.exact:
            lines = Source("x", ("FROM a\nRUN " + text).encode()).lines
            first = command.text.split("\n")[0].removesuffix("\\")
            assert lines[command.place.line - 1][command.place.column - 1 :].startswith(first)
