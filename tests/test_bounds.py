"""What small files can make large is bounded: values that double, patterns with many wildcards, images that copy inside themselves."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.files.globs import matches, matches_any, rebased, segments
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.budget import Budget, Room
from flaskcheck.ground.limits import MAX_VALUE_CHARACTERS
from flaskcheck.ground.wildcards import FOLDERS, STAR, STARS, Wildcards
from flaskcheck.readers.docker.ignore import Ignore
from tests.growth import checked, grows
from tests.timers import at_most

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
REQUIREMENTS = "flask==3.1.0\ngunicorn==23.0.0\n"
DOCKERFILE = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"


def doubled(first: str, again: str, times: int = 60) -> str:
    return first + again * times


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: sh run.sh\n", "run.sh": doubled("B=abc\n", "B=${B}-${B}\n") + "gunicorn --name $B app:app\n"},
        {"Procfile": "web: bash run.sh\n", "run.sh": doubled("B=abc\n", "B+=$B\n") + "exec gunicorn app:app\n"},
        {"Procfile": "web: bash run.sh\n", "run.sh": doubled("B=(a b)\n", 'B+=("${B[@]}" "${B[*]}")\n') + 'gunicorn "${B[@]}" app:app\n'},
        {"Procfile": "web: bash run.sh\n", "run.sh": doubled("set -- a b\n", 'set -- $* "$@" x\n') + 'gunicorn app:app "$@"\n'},
        {"Procfile": "web: bash run.sh\n", "run.sh": doubled("B=ab\n", "B=${B//b/bbbbbbbb}\n") + "gunicorn app:app -n $B\n"},
        {"Procfile": "web: bash run.sh\n", "run.sh": doubled("B=ab\n", "export B=$(echo $B $B)\n") + "gunicorn app:app\n"},
        {"Procfile": "web: bash run.sh\n", "run.sh": doubled("B=ab\n", 'eval "B=$B$B"\n') + "gunicorn app:app\n"},
        {"Dockerfile": DOCKERFILE + doubled("ARG B=ab\n", "ARG B=${B}${B:-$B}\n") + "CMD gunicorn app:app --name $B\n"},
        {"Dockerfile": DOCKERFILE + doubled("ENV B ab\n", 'ENV B="$B $B" C=$B\n') + "WORKDIR /$B\nCMD gunicorn app:app\n"},
        {"Makefile": "B = " + "x" * 3000 + "\nrun:\n\tgunicorn " + "$(B)" * 60_000 + " app:app\n", "Procfile": "web: make run\n"},
        {"Procfile": "web: uwsgi u.ini\n", "u.ini": "[uwsgi]\nmodule = app:app\na = abc\n" + "".join(f"b{n} = %({'a' if not n else f'b{n - 1}'})" * 1 + f"%({'a' if not n else f'b{n - 1}'})\n" for n in range(60))},
        {"a.service": "[Service]\nEnvironment=A=" + "x" * 5000 + "\nExecStart=/usr/bin/gunicorn " + "${A}" * 50_000 + " app:app\n[Install]\nWantedBy=multi-user.target\n"},
        {"app.py": APP + "a = 'ab'\n" + "".join(f"a{n} = {'a' if not n else f'a{n - 1}'} + " + "a" * 1 + f" + {'a' if not n else f'a{n - 1}'}\n" for n in range(60)) + "app.secret_key = a59\n"},
        {"app.py": APP + "app.secret_key = " + "'a'" + ".replace('a', 'aaaaaaaaaaaaaaaaaaaa')" * 40 + "\n"},
    ],
)  # fmt: skip
def test_a_value_that_grows_is_unknown(files: dict[str, str]) -> None:
    given = {"app.py": APP, "requirements.txt": REQUIREMENTS, **files}
    with at_most(20):
        report = checked(given)
    assert not report.crashes


def test_what_is_too_long_is_told_once_with_its_file() -> None:
    script = doubled("B=abc\n", "B=$B$B\n") + "gunicorn $B app:app\n"
    report = checked(
        {"app.py": APP, "requirements.txt": REQUIREMENTS, "Procfile": f"web: {script.replace(chr(10), '; ')}\n"}
    )
    assert [n for n in report.notes if "longer than" in n] == [
        f"Procfile: a value becomes longer than {MAX_VALUE_CHARACTERS} characters, and is taken to be unknown"
    ]


def test_a_value_of_usual_length_is_known() -> None:
    report = checked(
        {
            "app.py": APP,
            "requirements.txt": REQUIREMENTS,
            "Procfile": "web: P=127.0.0.1; B=$P:$PORT; gunicorn -b $B app:app\n",
        }
    )
    assert "loopback-bind" in {f.rule for f in report.findings}
    assert not [n for n in report.notes if "longer than" in n]


def test_room() -> None:
    notes: list[str] = []
    room = Room(notes, "x")
    assert room.joined(["a"] * 10) == "a" * 10
    assert room.joined(["a"] * 40_000, " ") is None
    assert room.filled(re.compile("a"), lambda _: "b" * 1000, "a" * 100) is None
    assert room.filled(re.compile("a"), lambda _: "b", "cac") == "cbc"
    assert len(notes) == 1
    assert [Budget(2).spend(n) for n in (1, 2, 3)] == [True, True, False]


# --- globs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("/".join(["**"] * 40) + "/none", "/".join("abcdefgh" * 20)),
        ("/".join(["**", "a"] * 40) + "/none", "/".join("a" * 200)),
        ("**/" + "*a" * 60 + "b", "x/" + "a" * 250),
        ("/".join(["**", "*a*"] * 60), "/".join(["aba"] * 100)),
        ("?" * 2000 + "*" * 2000, "a" * 255),
    ],
)
def test_globs_of_many_wildcards(glob: str, path: str) -> None:
    with at_most(10):
        for _ in range(20):
            matches_any(path, (glob,))
            matches(segments(glob), path.split("/"))
            rebased(glob, path[:100].strip("/"), "")
            Ignore((glob, f"!{glob}x")).matches(path)


PIECES = st.lists(st.sampled_from(["a", "b", "*", "**", "**/", "?", "/", "[ab]", "."]), min_size=1, max_size=7)
PATHS = st.lists(st.sampled_from(["a", "b", "ab", "a.b"]), min_size=1, max_size=5).map("/".join)


@settings(max_examples=300, deadline=None)
@given(PIECES, PATHS)
def test_wildcards_mean_what_the_regular_expression_means(pieces: list[str], path: str) -> None:
    written = {STAR: "[^/]*", STARS: ".*", FOLDERS: "(?:.*/)?", "?": "[^/]", ".": r"\."}
    tokens = [{"?": "[^/]", ".": r"\."}.get(piece, piece) for piece in pieces]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = re.fullmatch("".join(written.get(p, p) for p in pieces), path, re.DOTALL)
    assert Wildcards(tokens).matches(path) is bool(expected)


@pytest.mark.parametrize("pattern", ["*a*b*c*", "**/x*y*z", "a*/b*/c*.d*", "*" + "a*" * 80 + "b", "[a*"])
def test_copies_of_patterns(pattern: str) -> None:
    with at_most(10):
        report = checked(
            {
                "app.py": APP,
                "requirements.txt": REQUIREMENTS,
                "a" * 200: "",
                "Dockerfile": DOCKERFILE + f"COPY {pattern} /x/\nCMD gunicorn -b 0.0.0.0 app:app\n",
            }
        )
    assert not report.crashes


# --- images --------------------------------------------------------------------------------------------

RUNS = "RUN " + " && ".join(f"cp -r /app /a{n} && mv /a{n} /b{n} && cp -r /b{n} /app" for n in range(30)) + "\n"


@pytest.mark.parametrize(
    "dockerfile",
    [
        DOCKERFILE + RUNS * 30,
        DOCKERFILE + "".join(f"COPY . /x{n}\n" for n in range(3000)),
        DOCKERFILE + "RUN cp -r / /app; cp -r /app /\n" * 60,
        "FROM python:3.12 AS s0\nCOPY . /a\n" + "".join(f"FROM python:3.12 AS s{n}\nCOPY --from=s{n - 1} /a /a\nCOPY --from=s{n - 1} /a/app.py /a/a/\n" for n in range(1, 400)),
        "FROM python:3.12 AS s0\nCOPY . /a\n" + "".join(f"FROM s{n - 1} AS s{n}\nRUN cp -r /a /a/a\n" for n in range(1, 1200)),
    ],
)  # fmt: skip
def test_images_that_copy_inside_themselves(dockerfile: str) -> None:
    tree = MemoryTree(
        {"app.py": APP, "requirements.txt": REQUIREMENTS, "Dockerfile": dockerfile + "CMD gunicorn app:app\n"}
    )
    with at_most(40):
        report = checked({path: tree.source(path).text for path in tree.files})
    assert not report.crashes


# --- ignore comments -----------------------------------------------------------------------------------


def ignored(many: int) -> object:
    comment = "# flaskcheck: ignore[no-requirements] x\n"
    lines = "".join(f"a{n} = 'x'  {comment}" for n in range(many))
    files = {
        "app.py": APP + lines + comment * many,
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": REQUIREMENTS,
    }
    return checked(files)


def test_ignore_comments_grow_evenly() -> None:
    assert not grows(ignored, 250, floor=1.0)


def test_of_many_unknown_names_the_first_are_told() -> None:
    names = ",".join(f"no-such-rule-{n}" for n in range(500))
    report = checked({"app.py": APP + f"x = 1  # flaskcheck: ignore[{names}] x\n", "requirements.txt": REQUIREMENTS})
    told = [
        f.message
        for f in report.findings
        if "There " in f.message and "no rule" in f.message or "no rules" in f.message
    ]
    assert len(told) == 21
    assert "480 other names" in told[-1]


def test_groups_that_include_twice_are_read_once() -> None:
    groups = "".join(f"g{n} = [{{include-group='g{n + 1}'}}, {{include-group='g{n + 1}'}}]\n" for n in range(40))
    with at_most(10):
        checked(
            {
                "app.py": APP,
                "pyproject.toml": f"[project]\nname='x'\nversion='1'\n[dependency-groups]\n{groups}g40=['flask']\n",
            }
        )


@pytest.mark.parametrize("index", ["99999999999999999999", "-1", "7", "1", "True"])
@pytest.mark.parametrize("made", ["template_folder=Path(__file__).parents[{}] / 'x'", "static_folder=HERE.parents[{}]"])
def test_a_folder_above_the_root_is_not_looked_for(made: str, index: str) -> None:
    code = f"from pathlib import Path\nHERE = Path(__file__).resolve()\n{APP.replace('__name__', f'__name__, {made.format(index)}')}"
    with at_most(10):
        report = checked({"app.py": code, "Procfile": "web: gunicorn app:app\n", "requirements.txt": REQUIREMENTS})
    assert not report.crashes
