"""From the nodes of a platform file to the facts that every platform file declares: commands, variables, folders."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.readers.markup.node import pair_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


class Unstarted(Record):
    """What a host does with an application that no file tells how to start, where it finds none to serve: ``told`` in words that follow its name, ``remedy`` says what to write (with ``{command}``, a start command that would do, or ``{target}``). ``script`` is the Python file that it runs instead, ``""`` where it runs nothing.
    ``is_sure``: nothing outside the repository can tell it another start."""

    told: str
    remedy: str
    script: str = ""
    is_sure: bool = False


def command_of(node: Node | None, phase: str, cwd: str | None = None) -> Command | None:
    """The shell command that a text scalar holds; ``None`` for no text."""
    text = node.text if node else None
    if node is None or not text or not text.strip():
        return None
    return Command(text.rstrip(), phase, node.text_place, exact=node.verbatim, cwd=cwd)


def commands_of(*pairs: tuple[Node | None, str]) -> tuple[Command, ...]:
    """The commands of several (node, phase) pairs in order; a list of texts is one command each."""
    found = []
    for node, phase in pairs:
        for item in node if node is not None and node.is_sequence else (node,):
            command = command_of(item, phase)
            if command:
                found.append(command)
    return tuple(found)


def variables_of(mapping: Node | None, source: str = "literal") -> tuple[Variable, ...]:
    """The variables of a ``NAME: value`` mapping; a value that is no plain text (null, a list) is unknown."""
    if mapping is None:
        return ()
    return tuple(Variable(key.value, value.text, pair_place(key, value), source) for key, value in mapping.items())


def folder_fact(node: Node | None, role: str, below: str = "") -> Folder | None:
    """The folder or file that a text scalar names."""
    if node is None or not node.text:
        return None
    return Folder(path_below(below, node.text), node.text, role, node.text_place)


def below_root(root: str, written: str) -> str:
    """A path that is meant below a service's root folder; one that names that folder again is relative to the
    repository."""
    path = path_below("", written)
    return path if root and (path == root or path.startswith(f"{root}/")) else path_below(root, written)


def first_file(folder: str, names: tuple[str, ...], has: Callable[[str], bool]) -> str:
    """The path of the first of some files that a folder has, or ``""``."""
    paths = (f"{folder}/{name}".lstrip("/") for name in names)
    return next((path for path in paths if has(path)), "")


def guessed_start(text: str, path: str) -> Command:
    """What a host starts because it has found a file; told at that file, for nothing else names it."""
    return Command(text, "start", Place(path), exact=False, supplied=True, guessed=True)


def present(facts: Iterable[Folder | None]) -> tuple[Folder, ...]:
    """Those that are there."""
    return tuple(fact for fact in facts if fact is not None)


def wrong_type(node: Node, what: str, expected: str) -> Unreadable:
    """The complaint that a value is not of the type the host expects."""
    return Unreadable("wrong-type", f'"{what}" must be {expected}', node.place, f'Make "{what}" {expected}.')


def for_development(file: PlatformFile) -> PlatformFile:
    """The same file with services that are for a developer's machine."""
    return file.replaced(services=tuple(service.replaced(development=True) for service in file.services))


def marked_site(source: Source, host: str) -> PlatformFile:
    """The static site that a file marks by being there."""
    site = Service(host, "", "static", source.line_place(1), folder_of_file(source.path))
    return PlatformFile(source.path, host, (site,))


def wsgi_file(source: Source, host: str, role: str = "wsgi-script") -> PlatformFile:
    """A Python file that only by its name tells of a host that imports it: a service without a command. ``role`` as in ``servers.scripts``."""
    place = source.whole()
    script = Folder(source.path, source.path.rpartition("/")[2], role, place)
    service = Service(host, "", "web", place, folder_of_file(source.path), folders=(script,))
    return PlatformFile(source.path, host, (service,))


def grouped(
    files: list[PlatformFile], host: str, join: Callable[[list[PlatformFile]], list[PlatformFile]]
) -> list[PlatformFile]:
    """The files with those of one host and one root folder replaced by what they are together, at the place of the
    first."""
    groups: dict[str, list[PlatformFile]] = {}
    for file in files:
        if file.host == host:
            groups.setdefault(app_folder(file), []).append(file)
    replaced = {group[0].path: join(group) for group in groups.values()}
    kept = [replaced.get(f.path, []) if f.host == host else [f] for f in files]
    return [file for part in kept for file in part]


def app_folder(file: PlatformFile) -> str:
    """The folder of the application that a file belongs to."""
    folder, _, _ = file.path.rpartition("/")
    for marker in (".ebextensions", ".elasticbeanstalk", ".platform", ".do"):
        before, found, _ = f"/{folder}/".partition(f"/{marker}/")
        if found:
            return before.strip("/")
    return folder
