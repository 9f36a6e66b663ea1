"""Where a path leads that code puts together from the place of its own file: ``os.path.join(os.path.dirname(__file__), "static")``."""

from __future__ import annotations

import posixpath

from flaskcheck.facts.expressions import (
    Call,
    Join,
    Literal,
    Name,
    Opaque,
    Subscript,
    called,
    last_name,
    owner_of,
    receiver,
)
from flaskcheck.ground.limits import MAX_PATH_STEPS
from flaskcheck.ground.place import HOLE
from flaskcheck.values.things import CURRENT, is_made_application
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Ask, Outcome

_SAME = frozenset(
    "abspath realpath normpath expanduser fspath str Path PurePath resolve absolute as_posix unicode".split()
)
"""Calls that give the path that they are given, as far as it matters here."""

_PARTS = {"pardir": "..", "curdir": "."}
"""What ``os.pardir`` and ``os.curdir`` are called in a path."""


def path_of(ask: Ask, value: Expression, where: Where, locate: Callable[[str], str | None], cwd: str = "") -> str:
    """The absolute path that an expression is, ``""`` where it cannot be known; ``locate`` says where a file of the repository is, ``cwd`` is the working directory, if that is known."""
    return _Path(ask, locate, cwd).of(value, where, 0)


def begins_beside_code(ask: Ask, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether a folder of which nothing else is known, at the beginning of texts or of their parts, is the code's own, or one below or above it."""
    opened = (part for o in outcomes for part in (o.parts or (o,)) if part.text.startswith(HOLE))
    return any(path_of(ask, part.origin, Where(part.path), lambda path: f"/{path}") for part in opened)


def place_beside_code(ask: Ask, outcome: Outcome, locate: Callable[[str], str | None], cwd: str) -> str:
    """The absolute path that a text ends with which is put together from the folder of the code; else ``""``."""
    parts = outcome.parts or (outcome,)
    texts = [part.text if part.is_known else HOLE for part in parts]
    at = next((at for at, text in enumerate(texts) if HOLE in text), len(parts))
    rest = "".join(texts[at + 1 :])
    if at == len(parts) or HOLE in rest or not texts[at].startswith(HOLE):
        return ""
    folder = path_of(ask, parts[at].origin, Where(parts[at].path), locate, cwd)
    return posixpath.normpath(f"{folder}{rest}") if folder else ""


class _Path:
    """Follows the calls that take a path apart and put one together."""

    def __init__(self, ask: Ask, locate: Callable[[str], str | None], cwd: str) -> None:
        self._ask = ask
        self._locate = locate
        self._cwd = cwd

    def of(self, value: Expression, where: Where, depth: int) -> str:
        """The path that an expression of a file is, in its shortest form."""
        found = self._made(value, where, depth) if depth < MAX_PATH_STEPS else ""
        found = posixpath.join(self._cwd, found) if found else ""
        return posixpath.normpath(found) if found.startswith("/") else ""

    def _made(self, value: Expression, where: Where, depth: int) -> str:
        if isinstance(value, Name) and value.name == "__file__":
            return self._locate(where.path) or ""
        if isinstance(value, Call):
            return self._called(value, where, depth)
        owner = owner_of(value)
        if owner is not None and last_name(value) in ("root_path", "instance_path"):
            return self._of_application(owner, last_name(value), where)
        if owner is not None and last_name(value) == "parent":
            return posixpath.dirname(self.of(owner, where, depth + 1))
        if isinstance(value, Subscript) and last_name(value.base) == "parents":
            return self._above(value, owner_of(value.base), where, depth)
        if isinstance(value, Join) or (isinstance(value, Opaque) and value.kind == "division"):
            return self._joined(value.parts, where, depth)
        return self._named(value, where, depth)

    def _of_application(self, owner: Expression, name: str, where: Where) -> str:
        """The folder of the module that makes an application, or where Flask looks for its instance folder."""
        made, path = self._making(owner, where)
        given = made.argument(0, "import_name") if made is not None else None
        if made is None or given is None or given.dotted != "__name__":
            return ""
        if made.argument(-1, "root_path") is not None or made.argument(-1, "instance_path") is not None:
            return ""
        file = self._locate(path) or ""
        folder = posixpath.dirname(file)
        if name == "root_path" or not file:
            return folder
        is_package = posixpath.basename(file) == "__init__.py"
        return posixpath.join(posixpath.dirname(folder) if is_package else folder, "instance")

    def _making(self, owner: Expression, where: Where) -> tuple[Call | None, str]:
        """The call that makes an application, and the file that it stands in: of ``current_app`` the only one that there is."""
        found, only = self._ask.outcomes(owner, where), self._ask.only_application()
        thing = found[0].value if len(found) == 1 else None
        if isinstance(thing, Reference) and thing.name in CURRENT and only is not None:
            module = self._ask.code.module(only.path)
            sites = module.calls if module is not None else ()
            return next((site.call for site in sites if site.place == only), None), only.path
        made = found[0].origin if len(found) == 1 and is_made_application(self._ask, found[0]) else None
        return (made if isinstance(made, Call) else None), found[0].path

    def _called(self, call: Call, where: Where, depth: int) -> str:
        last, arguments = called(call), call.arguments
        base = receiver(call)[0]
        if last == "dirname" and arguments:
            return posixpath.dirname(self.of(arguments[0], where, depth + 1))
        if last in ("join", "joinpath"):
            first = (base,) if base is not None and last == "joinpath" else ()
            return self._joined((*first, *arguments), where, depth)
        if last in ("Path", "PurePath") and len(arguments) > 1:
            return self._joined(arguments, where, depth)
        if last == "with_name" and base is not None and arguments:
            folder, name = posixpath.dirname(self.of(base, where, depth + 1)), self._text(arguments[0], where)
            return posixpath.join(folder, name) if folder and name else ""
        inner = arguments[0] if arguments else base
        if last in _SAME and inner is not None:
            return self.of(inner, where, depth + 1)
        return self._cwd if last in ("getcwd", "cwd") else self._named(call, where, depth)

    def _above(self, value: Subscript, owner: Expression | None, where: Where, depth: int) -> str:
        """``Path(__file__).parents[1]``."""
        folder = self.of(owner, where, depth + 1) if owner is not None else ""
        if not folder or not isinstance(value.key, Literal) or not isinstance(value.key.value, int):
            return ""
        steps = value.key.value
        if not 0 <= steps < folder.count("/"):
            return ""  # from the end, which this does not follow, or beyond the root (IndexError)
        for _ in range(steps + 1):
            folder = posixpath.dirname(folder)
        return folder

    def _joined(self, parts: tuple[Expression, ...], where: Where, depth: int) -> str:
        folder = self.of(parts[0], where, depth + 1) if parts else ""
        texts = [self._text(part, where) for part in parts[1:]]
        return posixpath.join(folder, *(text.lstrip("/") for text in texts)) if folder and all(texts) else ""

    def _text(self, value: Expression, where: Where) -> str:
        if last_name(value) in _PARTS:
            return _PARTS[last_name(value)]
        found = self._first(value, where)
        return found.text if found.is_known and HOLE not in found.text else ""

    def _named(self, value: Expression, where: Where, depth: int) -> str:
        """What a name is bound to; a text that is written."""
        found = self._first(value, where)
        if found.is_known and HOLE not in found.text:
            return found.text
        return self.of(found.origin, Where(found.path), depth + 1) if found.origin is not value else ""

    def _first(self, value: Expression, where: Where) -> Outcome:
        return self._ask.outcomes(value, where)[0]
