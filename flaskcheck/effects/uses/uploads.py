"""Where requests keep what visitors upload: files beside the code."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, EnvRead, Join, Literal, Name, Opaque, called, last_name, receiver
from flaskcheck.ground.limits import MAX_NAMES_IN_ONE_ANOTHER
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.value import Ask

_UPLOADED = "flask.request.files"
_BESIDE = ("__file__", "root_path", "instance_path", "static_folder", "os.getcwd", "pathlib.Path.cwd")
"""What a path beside the code begins with, by the last word of its name."""
_REMOVING = frozenset(("remove", "unlink", "rmtree"))
_SENDING = frozenset(("send_from_directory", "send_file"))
_PASSING = ("/tmp", "/var/tmp", "/dev/shm", "~", "$")  # noqa: S108 (where other programs write)
"""Where nobody expects a file to last, or which folder it is cannot be known."""


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
