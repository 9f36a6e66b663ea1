"""Where requests keep what visitors send, beside the code: uploads, and records in files."""

from __future__ import annotations

from flaskcheck.effects.callers import Callers
from flaskcheck.effects.reach import REQUEST, STARTUP
from flaskcheck.effects.uses.use import uses
from flaskcheck.facts.expressions import Call, EnvRead, Join, Literal, Name, Opaque, called, last_name, receiver
from flaskcheck.files.paths import is_in
from flaskcheck.files.tree import says
from flaskcheck.ground import words
from flaskcheck.ground.limits import MAX_NAMES_IN_ONE_ANOTHER
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import OPENS, WRITES_FILE
from flaskcheck.values.paths import path_of
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite
    from flaskcheck.files.layout import View
    from flaskcheck.values.value import Ask, Outcome

_UPLOADED = "flask.request.files"
_BESIDE = ("__file__", "root_path", "instance_path", "static_folder", "os.getcwd", "pathlib.Path.cwd")
"""What a path beside the code begins with, by the last word of its name."""
_REMOVING = frozenset(("remove", "unlink", "rmtree"))
_LIMITING = (
    b"from_prefixed_env",
    b"content_length",
    b"CONTENT_LENGTH",
    b"Content-Length",
    b"FileSize",
    b"patch_request_class",
    b"MAX_FILE",
    b"MAX_SIZE",
    b"MAX_UPLOAD",
    b"max_size",
    b"max_file",
    b"max_upload",
    b"SEEK_END",
    b".seek(0, 2)",
    b".tell()",
    b"st_size",
    b"getsize",
)
"""What code has in it that asks how large something is."""
_SENDING = frozenset(("send_from_directory", "send_file"))
_PASSING = ("/tmp", "/var/tmp", "/dev/shm", "~", "$")  # noqa: S108 (where other programs write)
"""Where nobody expects a file to last, or which folder it is cannot be known."""
_OF_DATA = tuple(".json .csv .txt .pkl .pickle .xlsx .yaml .yml .tsv .dat .db .jsonl .xml".split())
"""How files end that hold data."""
_OF_PATHS = {"open": "", "write_text": "w", "write_bytes": "w", "read_text": "r", "read_bytes": "r"}
"""What a path is asked to do, each with how it opens the file; ``open`` is told."""
_OF_FRAMES = frozenset("to_csv to_json to_excel to_pickle to_parquet".split())
_OPENERS = frozenset("io codecs gzip bz2 os zipfile tarfile webbrowser".split())
_LEAVING = frozenset(
    "cache cached tmp temp log logs lock pid debug test tests example sample token tokens credentials".split()
)
"""Words of files that may be lost."""


class Upload(Record):
    """A call that saves an upload beside the code; ``folder`` is where, as far as it is known."""

    site: CallSite
    folder: str


def uploads(production: Production) -> tuple[Upload, ...]:
    """The uploads that requests save beside the code for pages that show them, and do not remove again."""
    return production.told(_kept_uploads)


def written_uploads(production: Production) -> tuple[Upload, ...]:
    """All uploads that requests save beside the code, however long these are needed."""
    return production.told(saved_uploads)


def past_disks(
    production: Production, found: tuple[Upload, ...], view: View, disks: tuple[str, ...]
) -> tuple[Upload, ...]:
    """Those uploads whose folder is known, and surely on none of some disks."""
    kept = []
    for upload in found:
        folder = _folder(production.evaluator, upload.site.call.argument(0, "dst"), Where.of(upload.site))
        place = path_of(production.evaluator, *folder, view.locate, view.cwd) if folder is not None else ""
        if place and not any(is_in(place, disk.rstrip("/") or "/") for disk in disks):
            kept.append(upload)
    return tuple(kept)


def _folder(ask: Ask, path: Expression | None, where: Where) -> tuple[Expression, Where] | None:
    """The folder of a file whose name is put behind it, and where that is written; ``None`` where the path is made in another way."""
    if isinstance(path, Name):
        found = ask.outcomes(path, where)
        path, where = (found[0].origin, Where(found[0].path, where.scope)) if len(found) == 1 else (None, where)
    if isinstance(path, Call) and called(path) in ("join", "Path") and len(path.arguments) > 1:
        return path.replaced(arguments=path.arguments[:-1]), where
    if isinstance(path, Opaque) and path.kind == "division" and len(path.parts) == 2:
        return path.parts[0], where
    return None


def _kept_uploads(production: Production) -> Iterator[Upload]:
    for upload in saved_uploads(production):
        if not _removes(production, upload.site):
            if "static" in upload.folder.split("/") or _is_sent(production, upload.folder):
                yield upload


def saved_uploads(production: Production) -> Iterator[Upload]:
    """All uploads that requests save beside the code."""
    ask = production.evaluator
    for site in production.calls_of(("save",)):
        base, _ = receiver(site.call)
        where = Where.of(site)
        path = site.call.argument(0, "dst")
        if base is None or path is None or not is_upload(ask, base, where):
            continue
        text = ask.outcomes(path, where)[0].text
        if text and is_beside(ask, path, where):
            of_static = "static/" if last_name(_first(path)) == "static_folder" else ""
            yield Upload(site, of_static + text.replace(HOLE, "").rpartition("/")[0].strip("/"))


class Kept(Record):
    """A call by which requests write what they read again later to a file beside the code; ``name`` is the file's path."""

    site: CallSite
    name: str


class _Opened(Record):
    """A call that reads or writes a file beside the code, or both. ``appends``: it adds to what is there."""

    site: CallSite
    name: str
    reads: bool
    writes: bool
    appends: bool = False


def records(production: Production) -> tuple[Kept, ...]:
    """The files beside the code in which requests keep records: those that they change, or add to what every start or another request reads; the first call that writes each."""
    return production.told(_records)


def _records(production: Production) -> Iterator[Kept]:
    by_name: dict[str, list[_Opened]] = {}
    for opened in _opened(production):
        by_name.setdefault(opened.name, []).append(opened)
    for name, found in by_name.items():
        writers = [o for o in found if o.writes and (o.appends and o.reads or production.phase(o.site) == REQUEST)]
        readers = [o for o in found if o.reads]
        if (
            writers
            and readers
            and not _LEAVING.intersection(words.parts(name))
            and _belong(production, readers, writers)
        ):
            yield Kept(writers[0].site, name.replace(HOLE, "…"))


def _belong(production: Production, readers: list[_Opened], writers: list[_Opened]) -> bool:
    """Whether what is written is kept for later: it is added to the file, read when the application starts, or changed by a function that reads it first."""
    if any(o.appends for o in writers) or any(production.phase(o.site) == STARTUP for o in readers):
        return True
    reading, writing = ({(o.site.path, o.site.scope) for o in of} for of in (readers, writers))
    if reading & writing:
        return True
    called_by = [{scope.rpartition(".")[2] for _, scope in of} for of in (reading, writing)]
    for function, _ in production.functions():
        own = (function.path, function.name)
        named = {n.rpartition(".")[2] for _, names in production.code.mentions(*own) for n, _ in names}
        if all(own in of or named & by for of, by in zip((reading, writing), called_by)):
            return True
    return False


def _opened(production: Production) -> Iterator[_Opened]:
    """The calls that read or write files of data beside the code."""
    ask, callers = production.evaluator, Callers(production)
    for use in uses(production, OPENS, "any file", "data", "store"):
        value = use.site.call.argument(*use.meaning.argument("file"))
        mode = (
            "r" if use.meaning.of == "data" else "a+" if use.meaning.of == "store" else _mode(use.argument(ask, "mode"))
        )
        yield from _of(callers, use.site, value, mode)
    for use in uses(production, WRITES_FILE, "data"):
        yield from _of(callers, use.site, use.site.call.argument(*use.meaning.argument("what")), "w")
    for site in production.calls_of((*_OF_PATHS, *_OF_FRAMES)):
        base, method = receiver(site.call)
        if base is None or site.call.name.partition(".")[0] in _OPENERS:
            continue
        if method in _OF_FRAMES:
            yield from _of(callers, site, site.call.argument(0), "w")
        else:
            given = site.call.argument(0, "mode")
            mode = _OF_PATHS[method] or _mode(ask.outcomes(given, Where.of(site)) if given is not None else ())
            yield from _of(callers, site, base, mode)


def _of(callers: Callers, site: CallSite, value: Expression | None, mode: str) -> Iterator[_Opened]:
    ask = callers.production.evaluator
    if value is None or not mode:
        return
    for where in callers.worlds(site, (value,)):
        found = ask.outcomes(value, where)
        name = found[0].text.removeprefix(HOLE).removeprefix("./").strip("/") if len(found) == 1 else ""
        is_data = name.lower().endswith(_OF_DATA) and name[0] != HOLE and not found[0].variables
        if is_data and is_beside(ask, value, where):
            yield _Opened(site, name, mode[0] == "r" or "+" in mode, mode[0] != "r" or "+" in mode, mode[0] == "a")


def _mode(found: tuple[Outcome, ...]) -> str:
    """How a file is opened; ``""`` where that cannot be determined."""
    if not found:
        return "r"
    return found[0].text if len(found) == 1 else ""


def is_upload(ask: Ask, value: Expression, where: Where) -> bool:
    """Whether a thing comes out of the files of a request."""
    origins = (value, *(outcome.origin for outcome in ask.outcomes(value, where)))
    return any(isinstance(v, Name) and v.name.startswith(_UPLOADED) for origin in origins for v in origin.walk())


def _is_sent(production: Production, folder: str) -> bool:
    """Whether a page sends files of a folder: what is only read in, once, need not last."""
    for site in production.calls_of(_SENDING):
        value = site.call.argument(0, "directory")
        where = Where.of(site)
        texts = (o.text for o in production.evaluator.outcomes(value, where)) if value is not None else ()
        if any(folder and text.replace(HOLE, "").strip("/").startswith(folder) for text in texts):
            return True
    return False


def _removes(production: Production, site: CallSite) -> bool:
    """Whether the function removes files again: then they are not meant to last."""
    inside = production.calls_of(_REMOVING)
    return any((other.path, other.scope) == (site.path, site.scope) for other in inside)


def is_beside(ask: Ask, value: Expression, where: Where, depth: int = 0) -> bool:
    """Whether a path surely begins beside the code: with a text that is written there, or with the folder of the code."""
    if depth > MAX_NAMES_IN_ONE_ANOTHER:
        return False
    first = _first(value)
    if isinstance(first, Literal):
        return isinstance(first.value, str) and not first.value.startswith(_PASSING)
    parts = tuple(first.walk())
    if any(isinstance(part, EnvRead) for part in parts):
        return False
    if any(isinstance(part, (Name, Call)) and _names_the_code(part) for part in parts):
        return True
    return all(
        found.origin is not first and is_beside(ask, found.origin, Where(found.path), depth + 1)
        for found in ask.outcomes(first, where)
    )


def _first(value: Expression) -> Expression:
    """What a path that is put together begins with."""
    while True:
        is_path = isinstance(value, Call) and called(value) in ("join", "Path", "str", "abspath", "realpath", "fspath")
        if is_path and isinstance(value, Call) and value.arguments:
            value = value.arguments[0]
        elif isinstance(value, (Join, Opaque)) and value.children:
            value = value.children[0]
        else:
            return value


def _names_the_code(value: Expression) -> bool:
    name = value.name if isinstance(value, (Name, Call)) else ""
    return name.endswith(_BESIDE)


def unlimited_uploads(production: Production) -> tuple[CallSite, ...]:
    """The calls by which requests save uploads; none where something in the code that is loaded asks for a size."""
    return production.told(_unlimited)


def _unlimited(production: Production) -> Iterator[CallSite]:
    sites = [site for site in production.calls_of(("save",)) if receiver(site.call)[0] is not None]
    if not sites or says(production.code.tree, production.modules, _LIMITING):
        return
    for site in sites:
        base = receiver(site.call)[0]
        if base is not None and is_upload(production.evaluator, base, Where.of(site)):
            yield site
