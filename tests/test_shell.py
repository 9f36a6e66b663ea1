"""Shell text to commands."""

from __future__ import annotations

import shlex
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.files.layout import FolderView
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import Place
from flaskcheck.project import Project
from flaskcheck.shell.found import UNSET, Field, Found
from flaskcheck.shell.origin import Origin
from flaskcheck.shell.parser import default_of, parse
from flaskcheck.shell.state import State
from flaskcheck.shell.syntax import (
    Case,
    FunctionDefinition,
    Group,
    If,
    Loop,
    Script,
    ShellCommand,
    Simple,
    simple_commands,
)
from tests.checking import FLASK


def words(text: str) -> list[list[str]]:
    return [[word.text for word in command.words] for command in simple_commands(parse(text).nodes)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   # only a comment", []),
        ("gunicorn app:app", [["gunicorn", "app:app"]]),
        ("gunicorn  app:app ;", [["gunicorn", "app:app"]]),
        ("cd backend && gunicorn wsgi:app", [["cd", "backend"], ["gunicorn", "wsgi:app"]]),
        ("a;b&c|d||e\nf|&g", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]]),
        ("echo 'a b' \"c d\" e\\ f g'h'\"i\"j", [["echo", "a b", "c d", "e f", "ghij"]]),
        ("echo '$X' \"$X\" $X ${X:-a b}", [["echo", "$X", "$X", "$X", "${X:-a b}"]]),
        ('echo "a\\"b\\$c\\d\\\ne"', [["echo", 'a"b$c\\de']]),
        ("echo '' \"\" a''", [["echo", "", "", "a"]]),
        ("gunicorn \\\n  -b :80 \\\r\n  app:app\r\nnext\r\n", [["gunicorn", "-b", ":80", "app:app"], ["next"]]),
        ("a\t-b\t c", [["a", "-b", "c"]]),
        ("echo é ☃ a\u00a0b", [["echo", "é", "☃", "a\u00a0b"]]),
        ("echo a#b # c", [["echo", "a#b"]]),
        ("echo done if then fi", [["echo", "done", "if", "then", "fi"]]),
        ("set FLASK_APP=run.py", [["set", "FLASK_APP=run.py"]]),
        (
            "gunicorn --bind=0.0.0.0:$PORT 'app:create_app(\"prod\")'",
            [["gunicorn", "--bind=0.0.0.0:$PORT", 'app:create_app("prod")']],
        ),
        ("FOO=1 BAR='a b' cmd x=y", [["cmd", "x=y"]]),
        ("FOO=bar", [[]]),
        ("cmd >log 2>&1 <in &>all 2>>err x", [["cmd", "x"]]),
        ('cmd $(date +%s) `whoami` "$(a "b c" $(d))"', [["cmd", "$(date +%s)", "`whoami`", '$(a "b c" $(d))']]),
        ("x=$((1 + (2*3))) cmd $((a))", [["cmd", "$((a))"]]),
        ("diff <(a) <(b c)", [["diff", "<(a)", "<(b c)"]]),
        (
            'if [ -z "$A" ]; then a; elif b; then c; else d; fi; e',
            [["[", "-z", "$A", "]"], ["a"], ["b"], ["c"], ["d"], ["e"]],
        ),
        ("if a\nthen\n  b\nfi", [["a"], ["b"]]),
        ("case $1 in\n a|b) c;;\n (d) e ;;\n *) f\nesac\ng", [["c"], ["e"], ["f"], ["g"]]),
        ('for i in 1 2 "3 4"; do echo $i; done', [["echo", "$i"]]),
        ("for i\ndo a; done", [["a"]]),
        ("for ((i=0; i<3; i++)); do a; done", [["a"]]),
        ("while ! nc -z db 5432; do sleep 1; done\nb", [["nc", "-z", "db", "5432"], ["sleep", "1"], ["b"]]),
        ("{ a; b; } && (c; d) > x", [["a"], ["b"], ["c"], ["d"]]),
        ("f() { a; }; function g { b; }\nfunction h() (c)\nf", [["a"], ["b"], ["c"], ["f"]]),
        (
            "[[ -n $A && ( $B < c || x =~ ^y ) ]] && z",
            [["[[", "-n", "$A", "&&", "(", "$B", "<", "c", "||", "x", "=~", "^y", ")", "]]"], ["z"]],
        ),
        ("cat <<EOF\nif ( \" '\nEOF\nnext", [["cat"], ["next"]]),
        ("cat <<-'E' > x; after\n\thello\n\tE\nnext", [["cat"], ["after"], ["next"]]),
        ("cat <<A <<B\n1\nA\n2\nB\nnext", [["cat"], ["next"]]),
        ("bash <<< 'x y'", [["bash"]]),
        ("local a=(1 2) b\narr=(x y)\nz", [["local", "a=(1 2)", "b"], [], ["z"]]),
        ("a &&\n\n b ||\n c", [["a"], ["b"], ["c"]]),
        ("! a; ! ! b", [["a"], ["b"]]),
        (
            "echo ${A##*/} ${#A} ${A[0]} ${!A} $$ $? $# $@ $- $!",
            [["echo", "${A##*/}", "${#A}", "${A[0]}", "${!A}", "$$", "$?", "$#", "$@", "$-", "$!"]],
        ),
        ("$'a' $\"b\"", [["a", "$b"]]),
    ],
)
def test_words(text: str, expected: list[list[str]]) -> None:
    script = parse(text)
    assert words(text) == expected
    assert script.errors == ()


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        (
            "gunicorn app:create_app() -b :80",
            [["gunicorn", "app:create_app()", "-b", ":80"]],
            "near unexpected token `('",
        ),
        ("gunicorn app:create_app('x y')", [["gunicorn", "app:create_app('x y')"]], "near unexpected token `('"),
        ("echo 'abc", [["echo", "abc"]], "matching `''"),
        ('echo "abc', [["echo", "abc"]], "matching `\"'"),
        ("echo ${A", [["echo", "${A"]], "matching `}'"),
        ("echo `a", [["echo", "`a"]], "matching ``'"),
        ("echo $(a", [["echo", "$(a"]], "`)' expected"),
        ("if a; then b", [["a"], ["b"]], "`fi' expected"),
        ("while a; do b", [["a"], ["b"]], "`done' expected"),
        ("case x in a) b", [["b"]], "`esac' expected"),
        ("a; fi; b", [["a"], ["b"]], "near unexpected token `fi'"),
        ("a )", [["a"]], "near unexpected token `)'"),
        ("a;; b", [["a"], ["b"]], "near unexpected token `;;'"),
        ("{ a", [["a"]], "`}' expected"),
        ("[[ a", [["[[", "a"]], "`]]' expected"),
        ("cat <<EOF\nx", [["cat"]], "here-document"),
    ],
)
def test_broken_text_is_read_as_far_as_it_goes(text: str, expected: list[list[str]], message: str) -> None:
    assert words(text) == expected
    assert message in parse(text).errors[0][1]


def joiners(nodes: tuple[ShellCommand, ...]) -> list[tuple[str, bool]]:
    return [(node.joiner, node.background) for node in nodes]


def test_joiners_and_background() -> None:
    assert joiners(parse("a && b & c | d; e || f\ng &").nodes) == [
        ("", True),
        ("&&", True),
        ("&", False),
        ("|", False),
        (";", False),
        ("||", False),
        ("newline", True),
    ]


def test_blocks_have_their_parts() -> None:
    conditional, choice, loop, group, function = parse(
        "if a; then b; else c; fi\ncase $X in a|'b c') d;; esac\nuntil e; do f; done\n(g)\nh() { i; }"
    ).nodes
    assert isinstance(conditional, If)
    assert [bool(b.test) for b in conditional.branches] == [True, False]
    assert isinstance(choice, Case)
    assert choice.subject is not None
    assert choice.subject.text == "$X"
    assert [p.text for p in choice.branches[0].patterns] == ["a", "b c"]
    assert isinstance(loop, Loop)
    assert (loop.kind, len(loop.test), len(loop.body)) == ("until", 1, 1)
    assert isinstance(group, Group)
    assert group.subshell
    assert isinstance(function, FunctionDefinition)
    assert function.name == "h"


def test_offsets_lead_back_to_the_text() -> None:
    text = "cd x && FOO=1 gunicorn \\\n  -b '0.0.0.0:80' \"$A\" app:app # c"
    command = parse(text).nodes[1]
    assert isinstance(command, Simple)
    assert text[command.start : command.end] == "FOO=1 gunicorn \\\n  -b '0.0.0.0:80' \"$A\" app:app"
    for word in command.words:
        assert text[word.start : word.end] == word.written
        assert word.inner_start is not None
        assert text[word.inner_start : word.inner_start + len(word.text)] == word.text
    assert [w.is_quoted for w in command.words] == [False, False, True, True, False]
    assert [w.expands for w in command.words] == [False, False, False, True, False]


def test_windows_paths_keep_their_written_form() -> None:
    command = parse("venv\\Scripts\\activate").nodes[0]
    assert isinstance(command, Simple)
    assert command.words[0].text == "venvScriptsactivate"
    assert command.words[0].written == "venv\\Scripts\\activate"


def test_assignments_redirections_and_substitutions() -> None:
    command = parse("A=1 B+=$(x y) cmd 2> log <<E\nbody $C\nE\n").nodes[0]
    assert isinstance(command, Simple)
    assert [(a.name, a.value.text, a.append) for a in command.assignments] == [("A", "1", False), ("B", "$(x y)", True)]
    assert [(r.operator, r.target.text, r.body) for r in command.redirections] == [
        ("2>", "log", ""),
        ("<<", "E", "body $C\n"),
    ]
    script = command.assignments[1].value.parts[0].script
    assert script is not None
    assert [w.text for w in next(simple_commands(script.nodes)).words] == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("${PORT:-8000}", "8000"),
        ("${PORT-8000}", "8000"),
        ("${PORT:=8000}", "8000"),
        ("0.0.0.0:${PORT:-8000}", "0.0.0.0:8000"),
        ("${A:-${B:-x}}", "x"),
        ('${PORT:-"80"}', "80"),
        ("${BIND:-[::]:5000}", "[::]:5000"),
        ("${A:-}", ""),
        ("$PORT", None),
        ("${PORT}", None),
        ("${A:-$B}", None),
        ("${A:+x}", None),
        ("$(nproc)", None),
        ("8000", None),
        ("", None),
    ],
)
def test_default_of(text: str, default: str | None) -> None:
    assert default_of(text) == default


def expanded(text: str, variables: dict[str, str | None], *arguments: str) -> list[str]:
    state = State(FolderView(MemoryTree({"scripts/run.sh": ""})), variables, "/app")
    state.own["UNSET"] = UNSET
    state.own["PARTLY"] = Found("partly", "run --port ${PORT:-80 80} x")
    state.script = "/app/scripts/run.sh"
    place = Place("p", 1, 1, 1, 2)
    state.arguments = tuple(Field(a, place) for a in arguments)
    command = parse(f"cmd {text}").nodes[0]
    assert isinstance(command, Simple)
    return [field.text for word in command.words[1:] for field in state.fields(word, Origin(place))]


VARIABLES: dict[str, str | None] = {"A": "a b", "E": "", "P": "/x/y.tar.gz", "PORT": None}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # what bash 5.2 makes of the same words with the same variables
        ("$A", ["a", "b"]),
        ('"$A"', ["a b"]),
        ("x$A$A", ["xa", "ba", "b"]),
        ("$E", []),
        ('"$E"', [""]),
        ("''$E", [""]),
        ("${E:-d}", ["d"]),
        ("${E-d}", []),
        ("${A:+y}${E:+n}", ["y"]),
        ("${UNSET:-u v}", ["u", "v"]),
        ('"${UNSET:-u v}"', ["u v"]),
        ("${UNSET:-$A}", ["a", "b"]),
        ("$UNSET", []),
        ("${P##*/}", ["y.tar.gz"]),
        ("${P#*/}", ["x/y.tar.gz"]),
        ("${P%.*}", ["/x/y.tar"]),
        ("${P%%.*}", ["/x/y"]),
        ("${P/y/z}", ["/x/z.tar.gz"]),
        ("${#A}", ["3"]),
        ("${A^^}", ["A", "B"]),
        ("$#", ["2"]),
        ("$1-$2", ["p-q", "r"]),
        ("$3", []),
        ('"$@"', ["p", "q r"]),
        ("$@", ["p", "q", "r"]),
        ('x"$@"y', ["xp", "q ry"]),
        ('"$*"', ["p q r"]),
        # what cannot be known stays as it is written
        ("$X", ["$X"]),
        ("${X:-a b}", ["${X:-a b}"]),
        (":$X:", [":$X:"]),
        ("$PORT", ["$PORT"]),
        ("${PORT:-8000}", ["$PORT"]),
        ("'$A'", ["$A"]),
        ("$PARTLY", ["run", "--port", "${PORT:-80 80}", "x"]),
        ("$(nproc)", ["$(nproc)"]),
        # programs whose output can be told
        ('$(dirname "$0")', ["/app/scripts"]),
        ('"$(cd "$(dirname "$0")/.." && pwd)"', ["/app"]),
        ("$(basename $0 )", ["run.sh"]),
        ("$(pwd)/x", ["/app/x"]),
        ("$(which gunicorn)", ["gunicorn"]),
        ("${0%/*}", ["/app/scripts"]),
        ('"${BASH_SOURCE[0]}"', ["/app/scripts/run.sh"]),
    ],
)
def test_expansion(text: str, fields: list[str]) -> None:
    assert expanded(text, VARIABLES, "p", "q r") == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('if [ "$DEBUG" ]; then RUN="$RUN --reload"; fi', ["gunicorn", "app:app", "${RUN}"]),
        ('[ "$FAST" = 1 ] && RUN="$RUN --reload --log-level debug"', ["gunicorn", "app:app", "${RUN}"]),
        ('[ "$DEBUG" = 1 ] && RUN="$RUN --reload --log-level debug"', ["gunicorn", "app:app"]),
        ('case "$MODE" in dev) RUN="$RUN --reload";; fast) RUN="$RUN -w 8";; esac', ["gunicorn", "app:app", "${RUN}"]),
        ('if [ "$DEBUG" ]; then RUN="$RUN -a"; else RUN="$RUN -b"; fi', ["$RUN"]),
        ('if [ "$DEBUG" ]; then RUN="flask run"; fi', ["$RUN"]),
        ('if [ "$DEBUG" ]; then RUN="${RUN}lication"; fi', ["$RUN"]),
        ('if [ "$DEBUG" ]; then RUN="newrelic-admin $RUN"; fi', ["$RUN"]),
        ('if [ "$DEBUG" ]; then RUN=; fi', ["$RUN"]),
        ('if [ "$DEBUG" ]; then RUN="$RUN"; fi', ["gunicorn", "app:app"]),
    ],
)
def test_what_a_branch_adds_to_a_command(text: str, fields: list[str]) -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"sh\", \"run.sh\"]\n"}  # fmt: skip
    script = f'RUN="gunicorn app:app"\n{text}\n$RUN\n'
    project = Project(MemoryTree({**files, "run.sh": script}))
    [deployment] = project.deployments
    *_, program = deployment.commands.programs("start")
    assert [program.program, *program.arguments] == fields


SAFE = st.text(alphabet=string.ascii_letters + string.digits + " \t'\"\\=:/.,%+@-_é", max_size=30)


@settings(max_examples=100, deadline=None)
@given(SAFE)
def test_plain_words_are_those_of_shlex(text: str) -> None:
    try:
        expected = shlex.split(text)
    except ValueError:
        assert parse(f"cmd {text}").errors or text.rstrip(" \t").endswith("\\")
        return
    assert words(f"cmd {text}") == [["cmd", *expected]]


TOKENS = [
    "if",
    "then",
    "fi",
    "else",
    "case",
    "esac",
    "in",
    "for",
    "do",
    "done",
    "while",
    "{",
    "}",
    "(",
    ")",
    "((",
    "))",
    "[[",
    "]]",
    "&&",
    "||",
    ";",
    ";;",
    "|",
    "&",
    "\n",
    "'",
    '"',
    "`",
    "$(",
    "${",
    "}",
    "$1",
    "$@",
    "<<E",
    "E\n",
    ">",
    "\\",
    "\\\n",
    "#",
    "a",
    "b=",
    "b=(",
    "${b[@]}",
    "f()",
    "function",
    "!",
    "é",
    "\x00",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40), st.sampled_from(["", " "]))
def test_nothing_raises_and_offsets_stay_inside(tokens: list[str], glue: str) -> None:
    text = glue.join(tokens)
    for command in simple_commands(parse(text).nodes):
        assert 0 <= command.start <= command.end <= len(text)
        for word in command.words:
            assert text[word.start : word.end] == word.written


@pytest.mark.parametrize(
    "text", ["(", "$(", "`", "${A:-", "if ", "! ", "f() ", "{ ", "case x in ", '"$(', "<<A ", "[[ "]
)
def test_deep_nesting_ends(text: str) -> None:
    assert isinstance(parse(text * 3000), Script)
