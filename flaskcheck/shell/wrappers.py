"""Programs that run another program: ``exec``, ``env``, ``nice``, ``poetry run``, ``newrelic-admin run-program``, ``tini --`` …

One table says how each finds the command in its arguments (from their manual pages and ``--help`` texts).
"""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.shell.found import Field


class Wrapper(Record):
    """How a wrapper's own arguments end. ``valued``: its options that take the next word (``*``: all long ones do); ``skipped``: words before the command;
    ``subcommands``: the word that must come first (``run``); ``dashes``: the command is what follows ``--``, always; ``changes_folder``: options that name
    the folder to run in; ``assigns``: ``K=V`` words may come before the command; ``runs_modules``: ``-m`` ends the options, as in ``uv run -m flask``; ``tasks``: the command may be the name of a project's task."""

    valued: frozenset[str] = frozenset()
    skipped: int = 0
    subcommands: tuple[str, ...] = ()
    dashes: bool = False
    changes_folder: tuple[str, ...] = ()
    assigns: bool = False
    runs_modules: bool = False
    tasks: bool = False


class Inner(Record):
    """What a wrapper runs: ``words``, or shell text (``script``). ``label`` names the wrapper (``poetry run``); ``environment`` is what it sets;
    ``folder`` is where it changes to; ``python``: the words are arguments of Python, the first a ``script`` or a ``module`` (``uv run x.py``, ``uv run -m x``)."""

    label: str
    words: tuple[Field, ...] = ()
    script: Field | None = None
    environment: tuple[tuple[str, str], ...] = ()
    folder: str = ""
    tasks: bool = False
    python: str = ""


def _values(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = Wrapper()
_USER = Wrapper(skipped=1)
_AFTER_DASHES = Wrapper(dashes=True)

WRAPPERS: dict[str, Wrapper] = {
    "exec": Wrapper(_values("-a")),
    "command": _PLAIN,
    "builtin": _PLAIN,
    "time": Wrapper(_values("-f -o --format --output")),
    "nohup": _PLAIN,
    "setsid": _PLAIN,
    "nice": Wrapper(_values("-n --adjustment")),
    "ionice": Wrapper(_values("-c -n -p --class --classdata")),
    "chrt": Wrapper(skipped=1),
    "stdbuf": Wrapper(_values("-i -o -e --input --output --error")),
    "unbuffer": _PLAIN,
    "timeout": Wrapper(_values("-s -k --signal --kill-after"), skipped=1),
    "flock": Wrapper(_values("-w -E --timeout --wait --conflict-exit-code"), skipped=1),
    "xargs": Wrapper(_values("-n -P -I -L -d -E -s -a --max-args --max-procs --replace --delimiter --arg-file")),
    "xvfb-run": Wrapper(
        _values("-n -s -f -e -w -p --server-num --server-args --auth-file --error-file --wait --xauth-protocol")
    ),
    "gosu": _USER,
    "su-exec": _USER,
    "setuidgid": _USER,
    "s6-setuidgid": _USER,
    "envdir": _USER,
    "s6-envdir": _USER,
    "with-contenv": _PLAIN,
    "chpst": Wrapper(_values("-u -U -b -e -/ -n -l -L -m -d -o -p -f -c -r -t")),
    "setpriv": Wrapper(_values("--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits")),
    "runuser": Wrapper(_values("-u -g -G -s --user --group --supp-group --shell")),
    "sudo": Wrapper(_values("-u -g -h -p -C -D -r -t -T -U --user --group --host --prompt --chdir"), assigns=True),
    "doas": Wrapper(_values("-u -C")),
    "env": Wrapper(_values("-u --unset"), assigns=True, changes_folder=("-C", "--chdir")),
    "tini": Wrapper(_values("-p -e")),
    "dumb-init": Wrapper(_values("-r --rewrite")),
    "catatonit": _PLAIN,
    "fixuid": _PLAIN,
    "ddtrace-run": _PLAIN,
    "opentelemetry-instrument": Wrapper(_values("*")),
    "splunk-py-trace": Wrapper(_values("*")),
    "elasticapm-run": Wrapper(_values("--config")),
    "newrelic-admin": Wrapper(subcommands=("run-program",)),
    "doppler": Wrapper(subcommands=("run",), dashes=True),
    "infisical": Wrapper(subcommands=("run",), dashes=True),
    "op": Wrapper(subcommands=("run",), dashes=True),
    "teller": Wrapper(subcommands=("run",), dashes=True),
    "chamber": Wrapper(subcommands=("exec",), dashes=True),
    "aws-vault": Wrapper(subcommands=("exec",), dashes=True),
    "watchmedo": Wrapper(subcommands=("auto-restart",), dashes=True),
    "dotenv": Wrapper(_values("-f --file -q --quote"), subcommands=("run",)),
    "dotenvx": Wrapper(subcommands=("run",), dashes=True),
    "bundle": Wrapper(subcommands=("exec",)),
    "wait-for-it": _AFTER_DASHES,
    "wait-for-it.sh": _AFTER_DASHES,
    "wait-for": _AFTER_DASHES,
    "wait-for.sh": _AFTER_DASHES,
    "dockerize": Wrapper(
        _values(
            "-wait -timeout -template -stdout -stderr -wait-retry-interval -wait-http-header -env -delims -poll-interval"
        )
    ),
    "poetry": Wrapper(
        _values("-C -P --directory --project"), subcommands=("run",), changes_folder=("-C", "--directory"), tasks=True
    ),
    "pdm": Wrapper(_values("-p --project -s -e"), subcommands=("run",), changes_folder=("-p", "--project"), tasks=True),
    "pipenv": Wrapper(subcommands=("run",), tasks=True),
    "hatch": Wrapper(_values("-e --env -p --project"), subcommands=("run",), tasks=True),
    "rye": Wrapper(subcommands=("run",), tasks=True),
    "pixi": Wrapper(_values("-e --environment --manifest-path"), subcommands=("run",), tasks=True),
    "uv": Wrapper(
        _values(
            "--with --with-editable --with-requirements --extra --no-extra --group --no-group --only-group --env-file -p --python --index --index-url"
            " --default-index --extra-index-url -i -f --find-links --project --directory --package --config-file --cache-dir --color -P"
            " --upgrade-package --resolution --prerelease --link-mode --exclude-newer --index-strategy --keyring-provider -C --config-setting"
        ),
        subcommands=("run",),
        changes_folder=("--directory",),
        runs_modules=True,
    ),
    "conda": Wrapper(_values("-n -p --name --prefix"), subcommands=("run",), changes_folder=("--cwd",)),
}
WRAPPERS["tini-static"] = WRAPPERS["tini"]
WRAPPERS["mamba"] = WRAPPERS["micromamba"] = WRAPPERS["conda"]


def unwrap(program: str, words: Sequence[Field]) -> Inner | None:
    """What a wrapper runs; ``words`` are its name and arguments. ``None`` when the program is no wrapper, or is not used as one."""
    if program == "su":
        return _switch_user(words)
    if program == "start-stop-daemon":
        return _daemon(words)
    if program == "sops" and len(words) == 4 and words[1].text == "exec-env":
        return Inner("sops exec-env", script=words[3])
    wrapper = WRAPPERS.get(program)
    if wrapper is None or (program == "command" and len(words) > 1 and words[1].text in ("-v", "-V")):
        return None
    return _unwrapped(program, wrapper, words)


def _unwrapped(program: str, wrapper: Wrapper, words: Sequence[Field]) -> Inner | None:
    """Skip options, the sub-command, more options, what stands before the command."""
    given: dict[str, str] = {}
    at = _skip_options(words, 1, wrapper, given)
    label = program
    if wrapper.subcommands:
        if at >= len(words) or words[at].text not in wrapper.subcommands:
            return None
        label = f"{program} {words[at].text}"
        at += 1
        if wrapper.dashes:
            return _after_dashes(label, words, at)
        at = _skip_options(words, at, wrapper, given)
    elif wrapper.dashes:
        return _after_dashes(label, words, at)
    if program == "flock" and any(option in given for option in ("-c", "--command")):
        return None
    at += wrapper.skipped
    environment: list[tuple[str, str]] = []
    while wrapper.assigns and at < len(words) and _is_assignment(words[at].text):
        name, _, value = words[at].text.partition("=")
        environment.append((name, value))
        at += 1
    folder = next((given[option] for option in wrapper.changes_folder if given.get(option)), "")
    if program == "flock" and [word.text for word in words[at : at + 1]] in (["-c"], ["--command"]):
        return Inner(label, script=words[at + 1]) if at + 1 < len(words) else None
    rest = tuple(words[at:])
    if not rest and not environment:
        return None
    return Inner(label, rest, None, tuple(environment), folder, wrapper.tasks, _python(wrapper, given, rest))


def _skip_options(words: Sequence[Field], at: int, wrapper: Wrapper, given: dict[str, str]) -> int:
    """The position after the options from ``at``; ``given`` gets each option with its value (``""`` without one)."""
    while at < len(words):
        word = words[at].text
        if word == "--":
            return at + 1
        if not word.startswith("-") or word == "-":
            return at
        option, equals, value = word.partition("=")
        takes = option in wrapper.valued or option in wrapper.changes_folder
        if "*" in wrapper.valued and option.startswith("--"):
            takes = True
        if takes and not equals and at + 1 < len(words):
            at += 1
            value = words[at].text
        given[option] = value
        at += 1
        if wrapper.runs_modules and option in ("-m", "--module"):
            return at
    return at


def _after_dashes(label: str, words: Sequence[Field], at: int) -> Inner | None:
    for position in range(at, len(words)):
        word = words[position].text
        if word == "--":
            rest = tuple(words[position + 1 :])
            return Inner(label, rest) if rest else None
        if word == "--command" and position + 1 < len(words):
            return Inner(label, script=words[position + 1])
        if word.startswith("--command="):
            return Inner(label, script=words[position].replaced(text=word.partition("=")[2], verbatim=False))
    return None


def _is_assignment(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.isidentifier()


def _python(wrapper: Wrapper, given: dict[str, str], rest: tuple[Field, ...]) -> str:
    if not wrapper.runs_modules or not rest:
        return ""
    if "-m" in given or "--module" in given:
        return "module"
    return "script" if rest[0].text.endswith(".py") or "--script" in given else ""


def _switch_user(words: Sequence[Field]) -> Inner | None:
    """``su - user -c "text"``; without ``-c`` it opens a shell."""
    for position, word in enumerate(words[:-1]):
        if word.text in ("-c", "--command", "-lc"):
            return Inner("su", script=words[position + 1])
    return None


def _daemon(words: Sequence[Field]) -> Inner | None:
    """``start-stop-daemon --start --exec program -- arguments``."""
    program: Field | None = None
    for position, word in enumerate(words):
        if word.text == "--":
            rest = tuple(words[position + 1 :])
            return Inner("start-stop-daemon", (program, *rest)) if program else None
        if word.text in ("-x", "--exec", "-a", "--startas") and position + 1 < len(words):
            program = words[position + 1]
    return Inner("start-stop-daemon", (program,)) if program else None
