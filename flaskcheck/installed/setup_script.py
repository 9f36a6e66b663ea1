"""setup.py, read without running it: the evaluator tells its lists."""

from __future__ import annotations

import re

from flaskcheck.code.imports import Importer
from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.expressions import Literal, Mapping
from flaskcheck.facts.requirements import DependencyFile, Include, Requirement
from flaskcheck.files.layout import FolderView
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground.place import HOLE
from flaskcheck.readers.requirements.line import parse
from flaskcheck.readers.requirements.setup_cfg import entries, include
from flaskcheck.values.displays import members
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.value import Reference, Where
from flaskcheck.values.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Module
    from flaskcheck.ground.place import Place

    Found: TypeAlias = Requirement | Unreadable | None

_FILE = re.compile(r"(?:[\w.-]+/)*(?:(?=[\w.-]*require)|(?<=requirements/))[\w.-]*\.(?:txt|in|pip)", re.IGNORECASE)


def read(code: Code, path: str) -> DependencyFile:
    """``install_requires``, ``extras_require`` and the commands of a ``setup()`` call, as far as their lists can be determined; a requirements file that it opens is an include."""
    module = code.module(path)
    site = next((s for s in module.calls if s.call.name.rpartition(".")[2] == "setup"), None) if module else None
    if module is None or site is None:
        return DependencyFile(path, "setup-py", complete=module is not None and module.error is None)
    lists = _Lists(code, Where(path, site.scope, before=site))
    required = lists.requirements(site.call.argument(-1, "install_requires"))
    extras = lists.extras(site.call.argument(-1, "extras_require"))
    found = dict.fromkeys([*required, *(f for listed in extras.values() for f in listed)])
    includes = tuple(dict.fromkeys(_opened(path, module)))
    hidden = None in required or any(not k.name for k in site.call.keywords)
    return DependencyFile(
        path,
        "setup-py",
        tuple(f for f in found if isinstance(f, Requirement)),
        includes,
        tuple(f for f in found if isinstance(f, Unreadable)),
        python=lists.text(site.call.argument(-1, "python_requires")),
        optional=tuple(extras),
        complete=bool(includes) or not hidden,
        scripts=tuple(lists.commands(site.call.argument(-1, "entry_points"))),
        modules=tuple(lists.words(site.call.argument(-1, "py_modules"))),
    )


class _Lists:
    """What the arguments of ``setup()`` are where it is called; the folder of setup.py is the one that it imports from."""

    def __init__(self, code: Code, where: Where) -> None:
        view = FolderView(code.tree, folder_of_file(where.path))
        self.where = where
        self.evaluator = Evaluator(code, Importer(code, view, (view.home,)), World({}, mains=frozenset({where.path})))

    def requirements(self, value: Expression | None, where: Where | None = None, group: str = "") -> list[Found]:
        """The requirements of a list, a text of lines, or a sum of lists; ``None`` for each part that cannot be determined."""
        found: list[Found] = []
        told = members(self.evaluator, self.evaluator.outcomes(value, where or self.where)) if value else ()
        for outcome in told:
            if not isinstance(outcome.value, str) or HOLE in outcome.value:
                found.append(None)
                continue
            lines = (line.strip() for line in outcome.value.splitlines())
            found += [parse(line, outcome.place, group) for line in lines if line and not line.startswith("#")]
        return found

    def extras(self, value: Expression | None) -> dict[str, list[Found]]:
        """The requirements of each extra that is named."""
        found: dict[str, list[Found]] = {}
        for outcome in self.evaluator.outcomes(value, self.where) if value else ():
            thing = outcome.value
            if isinstance(thing, Reference) and isinstance(thing.value, Mapping):
                at = Where(thing.path, thing.name)
                for key, items in zip(thing.value.keys, thing.value.items):
                    if isinstance(key, Literal):
                        found[str(key.value)] = self.requirements(items, at, str(key.value))
        return found

    def commands(self, value: Expression | None) -> Iterator[tuple[str, str]]:
        """The commands that ``entry_points`` installs: a dictionary of lists, or a text like a configuration file."""
        for outcome in self.evaluator.outcomes(value, self.where) if value else ():
            thing = outcome.value
            if isinstance(thing, Reference) and isinstance(thing.value, Mapping):
                for key, items in zip(thing.value.keys, thing.value.items):
                    if isinstance(key, Literal) and key.value == "console_scripts":
                        listed = members(self.evaluator, self.evaluator.outcomes(items, Where(thing.path, thing.name)))
                        yield from entries("\n".join(o.text for o in listed))
            else:
                yield from entries(outcome.text.partition("[console_scripts]")[2].partition("[")[0])

    def words(self, value: Expression | None) -> Iterator[str]:
        """The texts of a list, as far as they are known."""
        told = members(self.evaluator, self.evaluator.outcomes(value, self.where)) if value else ()
        yield from (outcome.text for outcome in told if outcome.text and HOLE not in outcome.text)

    def text(self, value: Expression | None) -> str:
        """A text, ``""`` when it cannot be determined."""
        found = self.evaluator.outcomes(value, self.where) if value else ()
        return found[0].text if len(found) == 1 and HOLE not in found[0].text else ""


def _opened(path: str, module: Module) -> Iterator[Include]:
    """Requirements files that the code names to open them: as an argument, in ``join``, behind a ``/``."""
    for site in module.calls:
        if site.call.name.rpartition(".")[2] not in ("setup", "print"):
            known = _path_of(site.call)
            if known and _FILE.fullmatch(known[0]):
                yield include(path, *known)
    for text in module.texts:
        if text.context[-1:] == ("division",) and _FILE.fullmatch(text.text):
            yield include(path, text.text, text.place)


def _path_of(call: Call) -> tuple[str, Place] | None:
    """The file that a call's texts name together (``join(here, "requirements", "base.txt")``), with the place of the last one."""
    texts = [a for a in call.arguments if isinstance(a, Literal) and isinstance(a.value, str)]
    if not texts:
        return None
    joined = texts if call.name.rpartition(".")[2] in ("join", "joinpath", "Path") else texts[:1]
    return "/".join(str(t.value) for t in joined), joined[-1].place
