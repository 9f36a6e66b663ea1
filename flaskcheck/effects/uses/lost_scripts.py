"""Scripts that commands run by their path: Python searches the script's own folder then, not the one where it is started."""

from __future__ import annotations

from flaskcheck.code.imports import Importer
from flaskcheck.code.outside import Outside, outside
from flaskcheck.effects.search_path import changes_search_path
from flaskcheck.facts.python import Import
from flaskcheck.files.paths import is_in
from flaskcheck.ground.record import Record
from flaskcheck.shell.program import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flaskcheck.code.modules import Code
    from flaskcheck.files.layout import View


class LostScript(Record):
    """A script that surely ends at one of its imports. ``meant`` is what the import means (``None``: it is a relative one, and a script has no package); ``argument`` the position of the path among the program's arguments;
    ``module`` the name by which ``python -m`` runs it where it is started and finds everything, ``""`` when there is none."""

    program: Invocation
    statement: Import
    meant: Outside | None
    argument: int
    module: str


class ScriptSearch(Record):
    """What scripts find: ``installed`` are the folders of the repository's own projects that are installed, ``named`` the files and folders that plain names may mean, ``served`` the folders in
    which the application finds its own."""

    code: Code
    view: View
    installed: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]]
    served: tuple[str, ...]

    def lost(self, programs: Iterable[Invocation]) -> Iterator[LostScript]:
        """Those of some programs, whatever may be installed besides."""
        for program in programs:
            if _is_sure(program) and "PYTHONPATH" not in dict(program.environment):
                found = _lost(self, program)
                if found is not None:
                    yield found


def _is_sure(program: Invocation) -> bool:
    """Whether Python is surely given the path of a script, and its failure is not what the command reckons with."""
    is_script = program.program == "python" and program.script.endswith(".py") and not program.module
    is_reckoned = program.conditional or program.ignored_failure or program.tested or program.substituted
    return is_script and program.cwd is not None and not is_reckoned


def _lost(scripts: ScriptSearch, program: Invocation) -> LostScript | None:
    """The first import of a script that finds nothing, unless a module that it loads before may change where it is searched."""
    code, inside = scripts.code, scripts.view.locate(program.script)
    if inside is None:
        return None
    importer = Importer(code, scripts.view, (inside.rpartition("/")[0] or "/", *scripts.installed))
    every = [i for i in code.imports(program.script, "") if i.is_of_import and not i.copes]
    wanted = [i for i in every if not i.level]
    if _may_change(importer, program.script):
        return None
    argument = next((n for n, word in enumerate(program.arguments) if word.endswith(".py")), -1)
    for statement in every:
        if statement.level:
            return LostScript(program, statement, None, argument, _module(importer, program, inside, wanted))
        meant = outside(importer, statement, scripts.named)
        if meant is not None and (meant.is_around or meant.folder in scripts.served):
            module = _module(importer, program, inside, wanted)
            return LostScript(program, statement, meant, argument, module)
        if any(_may_change(importer, located.path) for located in importer.targets(program.script, statement)):
            return None
    return None


def _may_change(importer: Importer, path: str) -> bool:
    module = importer.code.module(path)
    return module is not None and (
        changes_search_path(module.calls, module.assignments) or b"sys.path" in importer.code.tree.source(path).raw
    )


def _module(importer: Importer, program: Invocation, inside: str, wanted: list[Import]) -> str:
    """The name by which ``python -m`` finds a script from where it is started, if all that it imports is found from there, too."""
    here = (program.cwd or "").rstrip("/")
    parts = inside.removesuffix(".py")[len(here) + 1 :].split("/")
    there = Importer(importer.code, importer.view, (here or "/", *importer.folders[1:]))
    tops = (statement.module.partition(".")[0] for statement in wanted)
    is_found = all(there.locate(top) is not None for top in tops if importer.locate(top) is not None)
    is_named = is_in(inside, here or "/") and all(part.isidentifier() for part in parts)
    return ".".join(parts) if is_found and is_named and len(parts) > 1 else ""
