"""The options of a check: one table, from which ``cli.py`` makes click's options and ``plain`` reads an ordinary command line without click.

Importing click takes longer than checking a small repository (measured on CPython 3.11: 17-25 ms of 60), so a command line that the table explains in
full never asks for it. Whatever else there is (help, a mistake, another command, an abbreviation, a path that starts with a dash) is click's to tell.
"""

from __future__ import annotations

import os

from flaskcheck.ground.errors import FAIL_ON, UsageError
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

FORMATS = ("text", "concise", "json", "github", "sarif", "gitlab", "junit", "markdown")

COMMANDS = ("baseline", "cache", "check", "env", "explain", "init", "rules", "show")
"""The words that are commands, not paths; ``cli.py`` must have them all."""

VALUE, MANY, FLAG, SWITCH = "value", "many", "flag", "switch"
"""An option takes a value; may be given several times; is set by being there; is set or, by its second spelling, unset."""


class Options(Record):
    """What the command line of a check says; ``None`` and empty where it says nothing."""

    path: str = "."
    others: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    output: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    min_severity: str | None = None
    preview: bool = False
    exit_zero: bool = False
    statistics: bool = False
    host: tuple[str, ...] = ()
    config: str | None = None
    no_config: bool = False
    no_ignore: bool = False
    no_cache: bool = False
    diff: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    baseline: str | None = None
    diff_base: str | None = None
    stdin_path: str | None = None
    staged: bool = False
    allow_no_app: bool = False
    colour: bool | None = None
    docs_url: str | None = None
    quiet: bool = False
    verbose: bool = False
    add_ignore: bool = False
    reason: str | None = None
    show_settings: bool = False
    watch: bool = False


class Option(Record):
    """One option. ``field`` is its field of ``Options``; ``completes`` says what the shell offers: ``names`` (rules and families), ``path`` or ``form`` (a choice, or ``choice=FILE``)."""

    spellings: tuple[str, ...]
    field: str
    kind: str
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    completes: str = ""


OPTIONS = (
    Option(
        ("--format",),
        "form",
        MANY,
        f"Output format: {', '.join(FORMATS)} (default: text). Repeatable; FORMAT=FILE writes to a file.",
        "FORMAT[=FILE]",
        FORMATS,
        "form",
    ),
    Option(("--output",), "output", VALUE, "The file for the format that names none.", "FILE", (), "path"),
    Option(
        ("--select",),
        "select",
        MANY,
        "Run only these rules or families (comma-separated, repeatable).",
        "NAMES",
        (),
        "names",
    ),
    Option(("--ignore",), "ignore", MANY, "Run all but these rules or families.", "NAMES", (), "names"),
    Option(("--exclude",), "exclude", MANY, "Leave out paths that match (repeatable).", "GLOB"),
    Option(("--fail-on",), "fail_on", VALUE, "Exit with 1 from this severity on (default: warning).", choices=FAIL_ON),
    Option(
        ("--min-severity",),
        "min_severity",
        VALUE,
        "Report findings from this severity on (default: info).",
        choices=FAIL_ON[:-1],
    ),
    Option(("--preview",), "preview", FLAG, "Also run the rules that are in preview."),
    Option(("--exit-zero",), "exit_zero", FLAG, "Exit with 0 whatever is found."),
    Option(("--statistics",), "statistics", FLAG, "Count the findings of each rule instead of showing them."),
    Option(("--host",), "host", MANY, "The host to assume when no file names one (render, heroku, docker …).", "HOST"),
    Option(("--config",), "config", VALUE, "The configuration file to use.", "FILE", (), "path"),
    Option(("--no-config",), "no_config", FLAG, "Read no configuration file."),
    Option(
        ("--no-ignore",),
        "no_ignore",
        FLAG,
        "Disregard ignore comments (the configuration and a baseline still count).",
    ),
    Option(
        ("--baseline",), "baseline", VALUE, "Report only findings that aren't in this baseline.", "FILE", (), "path"
    ),
    Option(("--diff-base",), "diff_base", VALUE, "Report only findings on lines changed since this commit.", "REV"),
    Option(
        ("--stdin-path",),
        "stdin_path",
        VALUE,
        "Check standard input (PATH -) as if it were this file.",
        "FILE",
        (),
        "path",
    ),
    Option(("--no-cache",), "no_cache", FLAG, "Don't use the cache."),
    Option(("--staged",), "staged", FLAG, "Check what is staged in git, not what is on disk (for a commit hook)."),
    Option(
        ("--allow-no-app",),
        "allow_no_app",
        FLAG,
        "Exit with 0, not 4, if there is no Flask app.",
    ),
    Option(("-q", "--quiet"), "quiet", FLAG, "Show only findings."),
    Option(("-v", "--verbose"), "verbose", FLAG, "Also show ignored findings, with the reason."),
    Option(("--diff",), "diff", FLAG, "Show what --fix would change, and change nothing."),
    Option(("--fix",), "fix", FLAG, "Fix what can be fixed, and report the rest."),
    Option(("--unsafe-fixes",), "unsafe_fixes", FLAG, "Also fix what may change how the app behaves."),
    Option(
        ("--color", "--no-color"),
        "colour",
        SWITCH,
        "Colour output (default: in a terminal; respects NO_COLOR and FORCE_COLOR).",
    ),
    Option(("--docs-url",), "docs_url", VALUE, "Link rules to their pages on this site (default: GitHub).", "URL"),
    Option(("--add-ignore",), "add_ignore", FLAG, "Write an ignore comment for each finding."),
    Option(("--reason",), "reason", VALUE, "The reason that --add-ignore writes behind each.", "TEXT"),
    Option(("--show-settings",), "show_settings", FLAG, "Show the settings in force."),
    Option(("--watch",), "watch", FLAG, "Check again whenever a file changes, until Ctrl+C."),
)


PREFIX = "FLASKCHECK_"
"""How the variables begin that stand for options."""

DEEDS = ("add_ignore", "reason", "show_settings", "watch")
"""The fields of the options that do something else than one check: no variable stands for them."""

YES = ("1", "true", "yes", "on")

SCOPE = ("select", "ignore", "preview", "exclude", "host", "config", "no_config", "no_ignore")
"""The fields of the options that say what is found, not how it is told."""


def plain(arguments: list[str]) -> Options | None:
    """The options of an ordinary ``flaskcheck [OPTIONS] [PATH …]``; ``None`` when click has to look at it."""
    by_spelling = {spelling: option for option in OPTIONS for spelling in option.spellings}
    given: dict[str, object] = {}
    paths: list[str] = []
    todo = list(reversed(arguments[1:] if arguments[:1] == ["check"] else arguments))
    if todo and todo[-1] in COMMANDS:
        return None
    while todo:
        word = todo.pop()
        spelling, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = by_spelling.get(spelling)
        if option is None:
            if (word.startswith("-") and word != "-") or not word:
                return None
            paths.append(word)
        elif not _take(option, spelling, [value] if equals else todo, bool(equals), given):
            return None
    return Options(*with_paths(paths), **with_environment(given))  # type: ignore[arg-type]


def with_environment(given: dict[str, object], fields: Container[str] = Options._fields) -> dict[str, object]:
    """What the command line says, and where it says nothing, what variables do: ``FLASKCHECK_FAIL_ON=error`` stands for ``--fail-on error``. ``fields`` are those of the options that the command has.

    Raises: UsageError when one holds what its option does not take.
    """
    if not any(name.startswith(PREFIX) for name in os.environ):
        return given
    found = dict(given)
    for option in OPTIONS:
        name = PREFIX + option.spellings[-1].strip("-").replace("-", "_").upper()
        text = os.environ.get(name)
        if (
            text
            and option.kind != SWITCH
            and option.field in fields
            and option.field not in DEEDS
            and not given.get(option.field)
        ):
            found[option.field] = _of_variable(option, name, text)
    return found


def _of_variable(option: Option, name: str, text: str) -> object:
    if option.kind == FLAG:
        return text.lower() in YES
    values = tuple(part.strip() for part in text.split(",") if part.strip()) if option.kind == MANY else (text,)
    wrong = next((value for value in values if not is_choice(option, value)), "")
    if wrong:
        raise UsageError(f"{name}: {wrong!r} is not one of {', '.join(option.choices)}")
    return values if option.kind == MANY else text


def with_paths(paths: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The first of some paths, the current folder where there is none, and the others."""
    return (paths[0], tuple(paths[1:])) if paths else (".", ())


def _take(option: Option, spelling: str, values: list[str], is_attached: bool, given: dict[str, object]) -> bool:
    """Note what one option says, its value taken from the end of ``values``; whether that was possible."""
    if option.kind in (FLAG, SWITCH):
        given[option.field] = spelling == option.spellings[0] or option.kind == FLAG
        return not is_attached
    if not values or not is_choice(option, values[-1]):
        return False
    value = values.pop()
    if not is_attached and value.startswith("-"):
        return False
    given[option.field] = (*given.get(option.field, ()), value) if option.kind == MANY else value  # type: ignore[misc]
    return True


def is_choice(option: Option, value: str) -> bool:
    """Whether an option can have a value: one of its choices if it has any, with ``=FILE`` behind it where that is allowed."""
    name, equals, file = value.partition("=") if option.completes == "form" else (value, "", "")
    return not option.choices or (name in option.choices and bool(file or not equals))
