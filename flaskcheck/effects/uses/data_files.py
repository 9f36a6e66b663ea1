"""Files that every start reads, and that nothing brings."""

from __future__ import annotations

from flaskcheck.effects.uses.use import Use, at_start
from flaskcheck.facts.expressions import Call, EnvRead, called, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import OPENS, SETS
from flaskcheck.values.things import is_configuration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Ask

_READING = libraries.last_words(OPENS, "data", "any file") | libraries.last_words(SETS, "pyfile", "file")
_WRITING = frozenset(
    "write writelines write_text write_bytes dump to_csv to_pickle to_json savez urlretrieve download_file download hf_hub_download "
    "snapshot_download copyfile copy copy2 copytree extractall download_blob_to_file get_contents_to_filename".split()
)
"""What makes files, or fetches them."""
MISSING = ("FileNotFoundError", "OSError", "IOError", "EnvironmentError")
_ELSEWHERE = ("/", "~", "$", "http:", "https:", "s3:", "gs:", "ftp:", "hdfs:")
"""What is no file beside the code."""


_SECRET = ("secret", "credential", "key", "token", "account", "cert", "env")
"""What a name says of a file that people put on the host by hand, and keep out of git on purpose."""


class Needed(Record):
    """A file that every start reads: ``name`` is its path as far as that is known."""

    use: Use
    name: str


def needed_files(production: Production) -> tuple[Needed, ...]:
    """The files that every start reads, where no file of the repository has such a path, and no other code of production names it."""
    return production.told(_needed)


def _needed(production: Production) -> Iterator[Needed]:
    ask, files = production.evaluator, production.code.tree.files
    for use, value in (*_opened(production), *_read_by_method(production)):
        if use.is_caught(*MISSING) or not only_reads(use, ask):
            continue
        for name in _lost(production, value, use, _SECRET):
            if not any(path == name or (path.endswith(f"/{name}") and not _is_of_tools(path)) for path in files):
                yield Needed(use, name)


def _opened(production: Production) -> Iterator[tuple[Use, Expression]]:
    """The calls of every start that are given the path of a file to read."""
    for use in at_start(production, OPENS, "data", "any file"):
        value = use.site.call.argument(*use.meaning.argument("file"))
        if value is not None:
            yield use, value


def _read_by_method(production: Production) -> Iterator[tuple[Use, Expression]]:
    """``Path("texts.yml").read_text()``: the path is what the method is of."""
    meaning = next(meaning for _, meaning in libraries.rows(OPENS, "data"))
    for step in production.trace.calling(_OF_PATHS.__contains__):
        site = step.statement
        base = receiver(site.call)[0] if step.sure and isinstance(site, CallSite) else None
        is_path = base is not None and any(isinstance(part, Call) and part.name in _PATHS for part in base.walk())
        if base is not None and isinstance(site, CallSite) and is_path:
            yield Use(called(site.call), meaning, site, step.where, step), base


_PATHS = ("pathlib.Path", "pathlib.PurePath")
_OF_PATHS = ("read_text", "read_bytes")


def _is_of_tools(path: str) -> bool:
    """Whether a file lies in a folder of an editor's or another tool's (``.vscode/settings.json``), which no code means."""
    return any(part.startswith(".") for part in path.split("/")[:-1])


def needed_settings(production: Production) -> tuple[Needed, ...]:
    """The configuration files that every start loads, where no file of the repository has such a name, and nothing makes one."""
    return production.told(_needed_settings)


def _needed_settings(production: Production) -> Iterator[Needed]:
    names = {path.rpartition("/")[2] for path in production.code.tree.files}
    for use in _loading(production):
        value = use.site.call.argument(*use.meaning.argument("what"))
        silent = use.site.call.argument(1 if use.meaning.of == "pyfile" else -1, "silent")
        if value is None or silent is not None or use.is_caught(*MISSING):
            continue
        for name in _lost(production, value, use, ()):
            if name.rpartition("/")[2] not in names:
                yield Needed(use, name)


def _lost(production: Production, value: Expression, use: Use, by_hand: tuple[str, ...]) -> Iterator[str]:
    """The paths beside the code that an expression surely is, and that nothing makes, without those that people put there ``by_hand``."""
    for outcome in production.evaluator.outcomes(value, use.where):
        name = _beside(outcome.text, outcome.origin, by_hand)
        if name and not outcome.variables and not is_made(production, name, use.site.place):
            yield name


def _loading(production: Production) -> Iterator[Use]:
    """The calls by which every start loads a configuration file."""
    rows = {name.rpartition(".")[2]: (name, meaning) for name, meaning in libraries.rows(SETS, "pyfile", "file")}
    for step in production.trace.calling(rows.__contains__):
        site = step.statement
        if not step.sure or not isinstance(site, CallSite):
            continue
        base = receiver(site.call)[0]
        if base is not None and is_configuration(production.evaluator, base, step.where):
            yield Use(*rows[called(site.call)], site, step.where, step)


def only_reads(use: Use, ask: Ask) -> bool:
    """Whether a call surely opens for reading: ``open`` without a mode, or with one that begins with ``r``."""
    if use.meaning.of == "data":
        return True
    modes = use.argument(ask, "mode")
    return all(outcome.text.startswith("r") and "+" not in outcome.text for outcome in modes)


def _beside(text: str, origin: Expression, by_hand: tuple[str, ...]) -> str:
    """The path of a file beside the code; ``""`` where it may lie anywhere, or its name has a word of what people put there ``by_hand``."""
    head, _, name = text.rpartition(HOLE)
    if head.strip(HOLE) or any(isinstance(part, EnvRead) for part in origin.walk()):
        return ""
    name = name.removeprefix("./")
    if text[:1] == HOLE:
        name = name.lstrip("/") if name.startswith("/") else ""
    base = name.rpartition("/")[2].lower()
    is_file = "." in base[1:] and ".." not in name and not any(word in base for word in by_hand)
    return name if is_file and not name.startswith(_ELSEWHERE) else ""


def is_made(production: Production, name: str, read: Place) -> bool:
    """Whether production may make a file itself: its code names it elsewhere than where it is read, or a start writes or fetches some file."""
    if production.trace.calling(_WRITING.__contains__):
        return True
    base = name.rpartition("/")[2]
    named = [text for text, _ in production.texts() if base in text.text and not read.holds(text.place)]
    return any(_READING.isdisjoint(t.calls) and not any(w.startswith("assign:") for w in t.context) for t in named)
