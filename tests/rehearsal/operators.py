"""Operators: one-line changes that can be made to any application. Each yields every mutant that it can make of one; a seed chooses.

A row of ``TEXTS`` changes one place of a file by a pattern, a function of ``FILES`` changes which files there are or what git knows of them. Some changes are harmless on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

REQUIREMENTS = r"(^|/)requirements[\w/-]*\.txt$"
PYTHON = r"(?<!setup)\.py$"
MIGRATIONS = r"migrations/versions/.*\.py$"
TEMPLATES = r"templates/.*\.html$"
COMMANDS = r"(^|/)(Procfile|app\.yaml|render\.yaml|manifest\.yml|compose\.yaml|Dockerfile|[\w-]+\.sh)$"
HOST_FILES = r"(^|/)(Procfile|app\.yaml|render\.yaml|manifest\.yml|compose\.yaml|Dockerfile)$"
YAML = r"\.ya?ml$"
DOCKERFILE = r"(^|/)Dockerfile$"

LONGEST_FILE = 60_000
"""Characters; what is longer is not somebody's own code."""


@dataclass(frozen=True)
class Mutant:
    """What is changed: new contents by path (``None``: deleted), what git forgets, what it ignores besides, and which scripts may not be run any more. ``told`` says it in a line."""

    told: str
    files: Mapping[str, str | None] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operator:
    """``area`` is the part of an application that it is about; ``make`` yields its mutants."""

    name: str
    area: str
    make: Callable[[Mapping[str, str]], Iterator[Mutant]]


def _slip(match: re.Match[str]) -> str:
    """The group ``word`` of a match with two of its letters swapped."""
    word = match["word"]
    at = next(
        (i for i in range(len(word) // 2, len(word) - 1) if word[i] != word[i + 1] and word[i : i + 2].isalpha()), None
    )
    slipped = f"{word}x" if at is None else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    start, end = match.start("word") - match.start(), match.end("word") - match.start()
    return match[0][:start] + slipped + match[0][end:]


def _swapcase(match: re.Match[str]) -> str:
    start, end = match.start("word") - match.start(), match.end("word") - match.start()
    return match[0][:start] + match["word"].swapcase() + match[0][end:]


TEXTS: tuple[tuple[str, str, str, str, str | Callable[[re.Match[str]], str]], ...] = (
    ("drop-requirement", "dependencies", REQUIREMENTS, r"(?m)^[A-Za-z].*\n", ""),
    ("misspell-requirement", "dependencies", REQUIREMENTS, r"(?m)^(?P<word>[A-Za-z][\w-]{4,})", _slip),
    ("unpin-requirement", "dependencies", REQUIREMENTS, r"(?m)(?<=[\w\]])==.*$", ""),
    ("pin-of-no-release", "dependencies", REQUIREMENTS, r"(?m)(?<=[\w\]])==[\d.]+", "==0.0.99"),
    ("one-equals-sign", "dependencies", REQUIREMENTS, r"==", "="),
    ("requirement-of-an-old-python", "dependencies", REQUIREMENTS, r"(?m)^[A-Za-z][^;\n]*$", r'\g<0>; python_version < "3"'),
    ("requirement-in-a-comment", "dependencies", REQUIREMENTS, r"(?m)^[A-Za-z]", r"# \g<0>"),
    ("own-path-as-requirement", "dependencies", REQUIREMENTS, r"\A", "tools @ file:///home/ann/tools\n"),
    ("standard-library-as-requirement", "dependencies", REQUIREMENTS, r"\A", "sqlite3\n"),
    ("comment-in-requirements", "harmless", REQUIREMENTS, r"\A", "# what it needs\n"),
    ("import-of-what-is-not-installed", "dependencies", PYTHON, r"(?m)\A(?!from __future__)(?=(?:import|from) )", "import requests\n"),
    ("optional-import", "harmless", PYTHON, r"(?m)\A(?!from __future__)(?=(?:import|from) )", "try:\n    import requests\nexcept ImportError:\n    requests = None\n"),
    ("misspell-own-import", "code", PYTHON, r"(?m)^from (?P<word>\.?[\w.]+) import", _slip),
    ("misspell-imported-name", "code", PYTHON, r"(?m)^from [\w.]+ import (?P<word>\w{3,})$", _slip),
    ("rename-application", "code", PYTHON, r"(?m)^app(?= = )", "application"),
    ("application-under-the-guard", "code", PYTHON, r"(?m)^(app = .*)$", r'if __name__ == "__main__":\n    \1'),
    ("drop-return-of-factory", "code", PYTHON, r"(?m)^    return app\n", ""),
    ("drop-call", "code", PYTHON, r"(?m)^ +\w+\.(?:init_app|register_blueprint)\(.*\)\n", ""),
    ("merge-marker", "code", PYTHON, r"(?m)^(?=from |import )", "<<<<<<< HEAD\n"),
    ("open-bracket", "code", PYTHON, r"(?m)^(\w+ = .*)\)$", r"\1"),
    ("run-at-import", "code", PYTHON, r"(?m)^app = .*\n(?!\S)", r"\g<0>\napp.run()\n"),
    ("file-beside-it-at-import", "code", PYTHON, r"(?m)^app = .*$", r'\g<0>\nopen("settings.json").close()'),
    ("comment-in-code", "harmless", PYTHON, r"(?m)^(?=\S)", "# note\n"),
    ("misspell-template-name", "templates", PYTHON, r"render_template\(\s*[\"'](?P<word>[\w/]{4,})\.html", _slip),
    ("template-name-in-other-case", "templates", PYTHON, r"render_template\(\s*[\"'](?:\w+/)?(?P<word>\w)", _swapcase),
    ("misspell-static-file", "templates", TEMPLATES, r"filename=[\"'](?P<word>[\w/]{3,})\.", _slip),
    ("misspell-endpoint", "templates", TEMPLATES, r"url_for\([\"'](?P<word>(?!static)[\w.]{4,})[\"']", _slip),
    ("misspell-parent-template", "templates", TEMPLATES, r"extends [\"'](?P<word>[\w/]{3,})\.", _slip),
    ("open-block", "templates", TEMPLATES, r"\{% endblock.*?%\}", ""),
    ("misspell-variable-in-code", "environment", PYTHON, r"environ\[[\"'](?P<word>\w{4,})", _slip),
    ("variable-that-nobody-sets", "environment", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\napp.config["MAIL_KEY"] = os.environ["MAIL_KEY"]'),
    ("variable-with-default", "harmless", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\napp.config["COLOUR"] = os.environ.get("COLOUR", "red")'),
    ("misspell-variable-of-host", "environment", YAML, r"(?m)^ +(?:- key: )(?P<word>[A-Z][A-Z_]{4,})", _slip),
    ("drop-variable-of-host", "environment", YAML, r"(?m)^ +- key: [A-Z_]+\n(?:(?! +- ).+\n)+", ""),
    ("drop-environment-line", "environment", YAML, r"(?m)^ +[A-Z][A-Z_]{3,}: .*\n", ""),
    ("old-scheme", "database", r"\.(?:py|ya?ml)$", r"postgresql(?:\+\w+)?://", "postgres://"),
    ("other-driver", "database", r"\.(?:py|ya?ml)$", r"postgresql(?:\+psycopg)?://(?!\")", "postgresql+asyncpg://"),
    ("database-on-localhost", "database", YAML, r"@db(?=[:/])", "@localhost"),
    ("drop-replacement", "database", PYTHON, r"\.replace\([\"']postgres.*?\)", ""),
    ("misspell-server", "command", COMMANDS, r"\b(?P<word>gunicorn)\b(?= )", _slip),
    ("misspell-module-of-target", "command", COMMANDS, r"(?P<word>\b\w{3,})(?=:\w+(?:\(\))?[\"']?\s*(?:$|\]|\n))", _slip),
    ("other-attribute", "command", COMMANDS, r"(?<=\w:)app\b(?=[\"']?\s*(?:$|\]|\n))", "application"),
    ("factory-without-call", "command", COMMANDS, r"\(\)", ""),
    ("call-of-application", "command", COMMANDS, r"(?<=gunicorn )(.*\w:app)$", r'"\1()"'),
    ("loopback", "command", COMMANDS, r"0\.0\.0\.0", "127.0.0.1"),
    ("loopback-bind", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --bind 127.0.0.1:8000"),
    ("fixed-port", "command", COMMANDS, r"\$PORT", "5000"),
    ("other-port", "command", COMMANDS, r"(?<=:)80[08]0\b(?!:)", "9090"),
    ("drop-bind", "command", COMMANDS, r" (?:--bind|-b) [\w.:$]+", ""),
    ("misspell-option", "command", COMMANDS, r"--(?P<word>bind|workers|worker-tmp-dir)", _slip),
    ("unknown-option", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --wrokers 2"),
    ("more-workers", "harmless", COMMANDS, r"gunicorn(?= )", "gunicorn --workers 2"),
    ("log-to-output", "harmless", COMMANDS, r"gunicorn(?= )", "gunicorn --access-logfile -"),
    ("log-to-missing-folder", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --error-logfile logs/error.log"),
    ("class-that-is-not-installed", "command", COMMANDS, r"gunicorn(?= )", "gunicorn -k gevent"),
    ("configuration-that-is-not-there", "command", COMMANDS, r"gunicorn(?= )", "gunicorn -c gunicorn_config.py"),
    ("into-a-folder", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --chdir src"),
    ("development-server", "command", COMMANDS, r"gunicorn .*\b(\w+):\w+\S*$", r"flask --app \1 run --host 0.0.0.0"),
    ("drop-upgrade", "migrations", COMMANDS, r"(?m)^release: flask .*db upgrade\n| && flask (?:--app \w+ )?db upgrade|^flask (?:--app \w+ )?db upgrade\n", ""),
    ("misspell-flask-command", "migrations", COMMANDS, r"flask (?:--app \w+ )?db (?P<word>upgrade)", _slip),
    ("drop-flask-app", "migrations", COMMANDS, r"--app \w+ ", ""),
    ("other-parent-revision", "migrations", MIGRATIONS, r"down_revision = .*", 'down_revision = "feedbeef0001"'),
    ("drop-column-of-migration", "migrations", MIGRATIONS, r"(?m)^ +sa\.Column\((?!.*primary).*\n", ""),
    ("drop-line-of-host-file", "platform", HOST_FILES, r"(?m)^.+\n", ""),
    ("misspell-key", "platform", YAML, r"(?m)^ *(?:- )?(?P<word>[a-zA-Z_]{4,})(?=:)", _slip),
    ("tab-in-yaml", "platform", YAML, r"(?m)^  (?=\S)", "\t"),
    ("old-python", "platform", r"(^|/)(\.python-version|runtime\.txt|Dockerfile|app\.yaml|render\.yaml)$", r"3(?P<dot>\.?)13(?:\.\d+)?", r"3\g<dot>9"),
    ("python-of-last-year", "harmless", r"(^|/)(\.python-version|runtime\.txt|Dockerfile)$", r"3\.13", "3.12"),
    ("drop-instruction", "image", DOCKERFILE, r"(?m)^(?:COPY|RUN|WORKDIR).*\n", ""),
    ("other-working-directory", "image", DOCKERFILE, r"WORKDIR /app", "WORKDIR /srv"),
    ("list-with-one-text", "image", DOCKERFILE, r"CMD \[.*\]", 'CMD ["gunicorn --bind 0.0.0.0:8000 app:app"]'),
    ("label", "harmless", DOCKERFILE, r"(?m)(?<=\n)(?=EXPOSE)", "LABEL kind=shop\n"),
)  # fmt: skip


def _of_text(
    paths: str, pattern: str, new: str | Callable[[re.Match[str]], str]
) -> Callable[[Mapping[str, str]], Iterator[Mutant]]:
    def make(files: Mapping[str, str]) -> Iterator[Mutant]:
        for path, text in files.items():
            if not re.search(paths, path) or len(text) > LONGEST_FILE or "/test" in f"/{path}":
                continue
            for match in re.finditer(pattern, text):
                changed = new(match) if callable(new) else match.expand(new)
                if changed != match[0]:
                    line = text.count("\n", 0, match.start()) + 1
                    told = f"{path}:{line}: {match[0].strip()[:50]!r} -> {changed.strip()[:50]!r}"
                    yield Mutant(told, {path: text[: match.start()] + changed + text[match.end() :]})

    return make


def _own(files: Mapping[str, str], pattern: str) -> Iterator[str]:
    return (path for path in files if re.search(pattern, path) and "/test" not in f"/{path}")


def _renamed(pattern: str, rename: Callable[[str], str]) -> Callable[[Mapping[str, str]], Iterator[Mutant]]:
    def make(files: Mapping[str, str]) -> Iterator[Mutant]:
        for path in _own(files, pattern):
            folder, _, name = path.rpartition("/")
            new = f"{folder}/{rename(name)}".lstrip("/")
            if new != path:
                yield Mutant(f"{path} renamed to {new}", {path: None, new: files[path]})

    return make


DEPLOYED = r"\.(?:py|html|css|js|sh|txt|ya?ml|mako|ini)$|(?:^|/)(?:Procfile|Dockerfile)$"


def _forgotten(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} not in git", forgotten=(path,)) for path in _own(files, DEPLOYED))


def _ignored(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} ignored by git", ignored=(path,)) for path in _own(files, DEPLOYED))


def _deleted(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} deleted", {path: None}) for path in _own(files, DEPLOYED))


def _plain(files: Mapping[str, str]) -> Iterator[Mutant]:
    return (Mutant(f"{path} may not be executed", plain=(path,)) for path in _own(files, r"\.sh$"))


def _windows(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, r"\.sh$|requirements.*\.txt$|Procfile$"):
        yield Mutant(f"{path} with the line ends of Windows", {path: files[path].replace("\n", "\r\n")})


def _no_migrations(files: Mapping[str, str]) -> Iterator[Mutant]:
    gone = {path: None for path in files if "migrations/" in path}
    if gone:
        yield Mutant("the migrations deleted", gone)
        yield Mutant("the migrations ignored by git", ignored=tuple(gone))


def _second_head(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, MIGRATIONS):
        text = re.sub(r"(?m)^revision = .*", 'revision = "cafe0000beef"', files[path])
        yield Mutant(f"a copy of {path}", {path.replace(".py", "_copy.py"): text})


def _left_out(files: Mapping[str, str]) -> Iterator[Mutant]:
    for path in _own(files, r"(^|/)Dockerfile$"):
        ignore = f"{path}ignore".replace("Dockerfile", ".docker")
        for name in sorted({other.partition("/")[0] for other in files if not other.startswith(".")} - {"Dockerfile"}):
            yield Mutant(f"{ignore} leaves out {name}", {ignore: f"{files.get(ignore, '')}\n{name}\n"})


def _swapped(name: str) -> str:
    return name.swapcase() if name.islower() else name.lower()


FILES = (
    Operator("rename-module", "files", _renamed(PYTHON, lambda name: name if name == "__init__.py" else f"new_{name}")),
    Operator("rename-template", "files", _renamed(TEMPLATES, lambda name: f"new_{name}")),
    Operator("template-file-in-other-case", "files", _renamed(TEMPLATES, str.capitalize)),
    Operator("rename-host-file", "files", _renamed(HOST_FILES, _swapped)),
    Operator("rename-requirements", "files", _renamed(REQUIREMENTS, str.capitalize)),
    Operator("forget-file", "git", _forgotten),
    Operator("ignore-file", "git", _ignored),
    Operator("delete-file", "files", _deleted),
    Operator("not-executable", "git", _plain),
    Operator("windows-line-ends", "files", _windows),
    Operator("no-migrations", "migrations", _no_migrations),
    Operator("second-head", "migrations", _second_head),
    Operator("left-out-of-image", "image", _left_out),
)

OPERATORS = (
    *(Operator(name, area, _of_text(paths, pattern, new)) for name, area, paths, pattern, new in TEXTS),
    *FILES,
)


def drawn(files: Mapping[str, str], chance: Random) -> tuple[Operator, Mutant]:
    """One of the mutants that can be made of these files: each operator that applies is as likely as any other."""
    while True:
        operator = chance.choice(OPERATORS)
        made = list(operator.make(files))
        if made:
            return operator, chance.choice(made)
