"""The dotenv files of a deployment: which of them production reads, and what they give."""

from __future__ import annotations

import posixpath
from functools import cached_property

from flaskcheck.effects.reach import STARTUP
from flaskcheck.facts.expressions import text_in
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.files.paths import outwards
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record
from flaskcheck.hosts import index
from flaskcheck.known import libraries
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.meanings import OPENS
from flaskcheck.known.secrets import is_secret_name
from flaskcheck.readers.docker.ignore import ignored
from flaskcheck.readers.env_file import is_front_end, kind_of_env_file, secret_variables
from flaskcheck.units.own_images import is_built_from_clone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from flaskcheck.effects.run import Step
    from flaskcheck.facts.docker import Instruction
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.facts.services import EnvFile, Service, Variable
    from flaskcheck.files.layout import View
    from flaskcheck.images.image import Image
    from flaskcheck.installed.installed import Installed
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.start import Start

DOTENV_CALLS = libraries.last_words(OPENS, ".env")
READERS = dict(libraries.rows(OPENS, ".env", ".env of settings"))
_UNASKED = libraries.named(OPENS, ".env unasked")
_READING = DOTENV_CALLS | {name.rpartition(".")[2] for name in READERS} | {"env_file ="}
"""What a statement does that may name such a file."""
_ON_MACHINES = frozenset(("docker", "podman"))
OPTION = "--env-file"
"""How ``docker run`` and ``uv run`` are told of such a file."""


class WantedFile(Record):
    """A file of variables that something reads where the code runs. ``paths`` are where it may lie in the repository, the likeliest first;
    ``example``: the one of the repository that it is copied from, where nothing else tells of it."""

    paths: tuple[str, ...]
    place: Place
    example: str = ""


class CopiedFile(Record):
    """A file of variables that an image takes along, with the COPY that does it. ``is_named``: that names it; ``is_loaded``: production reads it there."""

    path: str
    place: Place
    is_named: bool
    is_loaded: bool


class EnvFiles:
    """The files of variables that a deployment reads: its service's ``env_file``s, and ``.env`` and ``.flaskenv`` where it runs."""

    def __init__(
        self,
        repository: Repository,
        service: Service,
        view: View,
        image: Image | None,
        start: Start,
        installed: Callable[[], Installed],
    ) -> None:
        self._repository = repository
        self._service = service
        self._view = view
        self._image = image
        self._start = start
        self._installed = installed

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in the ``env_file``s of the service, and in a tracked ``.env`` that the code loads."""
        paths = [folder.path for folder in self._service.env_files]
        if self._deployed and self.code_loads_dotenv:
            paths.append(self._deployed)
        files = (self._repository.env_files.get(path) for path in paths)
        return frozenset(v.name for file in files if file for v in file.variables)

    @cached_property
    def examples(self) -> tuple[EnvFile, ...]:
        """The files that show others which variables to set."""
        folders = {"", self._service.root}
        found = (f for path, f in self._repository.env_files.items() if path.rpartition("/")[0] in folders)
        return tuple(file for file in found if kind_of_env_file(file.path) == "example")

    @property
    def shown(self) -> tuple[Variable, ...]:
        """What they say: what the host will be given looks like that."""
        return tuple(v for file in self.examples for v in file.variables)

    @property
    def hints(self) -> tuple[Variable, ...]:
        """What tells how variables will look: examples, and a developer's own ``.env`` that is in git and that the code loads."""
        if not self.code_loads_dotenv:
            return self.shown
        found = (
            self._repository.env_files.get(f"{root}/.env".lstrip("/"))
            for root in dict.fromkeys(("", self._service.root))
        )
        own = (f for f in found if f is not None and self._repository.tree.is_tracked(f.path))
        return (*self.shown, *(variable for file in own for variable in file.variables))

    @cached_property
    def standing_in(self) -> dict[str, frozenset[str]]:
        """The example files that stand for those of the service that git does not have, with their names: the person who deploys copies them."""
        missing = [folder for folder in self._service.env_files if not self._repository.tree.has(folder.path)]
        is_all = bool(missing) and not any(v.source == "group" for v in self._service.variables)
        files = self.examples if is_all and not self._service.base else ()
        return {file.path: frozenset(v.name for v in file.variables) for file in files if file.variables}

    @property
    def deployed_variables(self) -> Iterator[tuple[str, Variable]]:
        """The variables of ``.flaskenv`` and ``.env`` where they are deployed with the code, each with its file's name."""
        for name in (".flaskenv", ".env"):
            path = self._view.find(self._view.join(self._view.cwd, name))
            file = self._repository.env_files.get(path) if path and self._repository.is_deployed(path) else None
            yield from ((name, variable) for variable in (file.variables if file else ()))

    @property
    def loaded_by_code(self) -> str:
        """The ``.env`` that the repository brings and the code itself loads, or ``""``."""
        return self._deployed if self.code_loads_dotenv else ""

    @property
    def _deployed(self) -> str:
        """The ``.env`` that the repository brings, or ``""``."""
        path = self._view.find(self._view.join(self._view.cwd, ".env"))
        return path if path and self._repository.is_deployed(path) else ""

    @property
    def is_made_there(self) -> bool:
        """Whether the code loads a ``.env`` that the repository does not bring, so that someone makes one where it runs."""
        return self.code_loads_dotenv and not self._deployed

    @cached_property
    def _told_elsewhere(self) -> frozenset[str]:
        """The variables that platform files give containers of the repository's own images, wherever these run, but for addresses on the machine itself."""
        own = (s for file in self._repository.platform_files for s in file.services if s.image and s.kind != "database")
        given = (v for s in own for v in s.variables if v.source in ("literal", "reference") and v.value)
        return frozenset(v.name for v in given if loopback_host(v.value or "") is None)

    def may_set(self, names: Collection[str]) -> bool:
        """Whether whoever deploys may well set one of some variables: a file that git lacks is handed over, or an example shows it."""
        lacking = [folder for folder in self._service.env_files if not self._repository.tree.is_tracked(folder.path)]
        return bool(lacking) or any(variable.name in names for variable in self.shown)

    def are_shown(self, name: str) -> bool:
        """Whether a file that is not production's gives containers a variable that nothing here could declare: whoever runs the image sees that it takes it; or one that git does not have may set it."""
        host = index.host(self._service.host)
        is_declared = any(v.name == name and v.source != "build" for v in self._service.variables)
        is_elsewhere = (host.stands_for_many or host.is_unknown) and not is_declared and name in self._told_elsewhere
        return is_elsewhere or self._may_be_handed_over(name)

    def _may_be_handed_over(self, name: str) -> bool:
        """Whether a file that the service is given and git does not have may set a variable: any, where no example stands for the file."""
        is_lacking = any(not self._repository.tree.has(folder.path) for folder in self._service.env_files)
        return is_lacking and all(name in names for names in self.standing_in.values())

    def name_file_of(self, key: str) -> bool:
        """Whether the deployment names the file that holds a setting, as images of Docker take their secrets (``SECRET_KEY_FILE=/run/secrets/key``)."""
        declared = (*(self._image.variables if self._image else ()), *self._service.variables)
        return any(v.name == f"{key}_FILE" or v.name.endswith(f"_{key}_FILE") for v in declared)

    def reads(self, name: str) -> bool:
        """Whether production reads ``.env`` or ``.flaskenv``: started by ``flask run`` or ``app.run()``, or (``.env``) loaded by the code."""
        return (self._start.is_development and self._flask_may_load) or (name == ".env" and self.code_loads_dotenv)

    @cached_property
    def _flask_may_load(self) -> bool:
        """Whether Flask itself loads ``.env`` files where it starts its server: python-dotenv may be installed, and FLASK_SKIP_DOTENV does not forbid it (``flask.helpers.get_load_dotenv``)."""
        given = (*(self._image.variables if self._image else ()), *self._service.variables)
        said = [(v.value or "").lower() for v in given if v.name == "FLASK_SKIP_DOTENV"]
        is_forbidden = bool(said) and said[-1] not in ("", "0", "false", "no")
        return not is_forbidden and not self._installed().provides(("python-dotenv",)).is_absent

    @cached_property
    def code_loads_dotenv(self) -> bool:
        """Whether start-up calls ``load_dotenv`` or another reader of ``.env``."""
        return any(map(self._loads, self._start.production.trace.calling(DOTENV_CALLS.__contains__)))

    def _loads(self, step: Step) -> bool:
        """Whether a step loads ``.env``, or a file that cannot be determined; another file that it names is none."""
        site = step.statement
        loads = isinstance(site, CallSite) and site.call.name.rpartition(".")[2] in DOTENV_CALLS
        return loads and posixpath.basename(self._name_of(step)) == ".env"

    @cached_property
    def wanted(self) -> tuple[WantedFile, ...]:
        """The files that Compose, commands and start-up read, there or not, and those with secrets in them that lie there."""
        return (*self._lying(), *self._handed_over(), *self._loaded(), *self._copied_from_examples())

    @property
    def copied(self) -> Iterator[CopiedFile]:
        """The files in the build context that the image takes along: ``.env`` where it is loaded or tracked, and what is named as ``env_file``."""
        if self._image is None:
            return
        tree, context = self._repository.tree, f"{self._image.context}/".lstrip("/")
        usual = f"{context}.env"
        is_read = self.code_loads_dotenv or self._flask_loads_dotenv
        is_elsewhere = self._is_kept_outside(context) or is_built_from_clone(self._repository, self._image.path)
        found = [usual] if tree.is_tracked(usual) or (is_read and not is_elsewhere) else []
        named = [folder.path for folder in self._service.env_files if folder.path.startswith(context)]
        meant = (path for path in named if path == usual or path not in self._repository.hosts.ignored_env_files)
        for path in dict.fromkeys((*found, *meant)):
            copy = self._copying(self._image, path)
            if copy is not None:
                name = posixpath.basename(path)
                is_named = any(posixpath.basename(word) == name for word in copy.text.split()[:-1])
                yield CopiedFile(path, copy.place, is_named, name == ".env" and self.reads(".env"))

    def _is_kept_outside(self, context: str) -> bool:
        """Whether ``.env`` has its place outside the folder that an image is built in: the service is handed one from there, or the example to copy lies there alone."""
        if self._repository.tree.left_behind(f"{context}.env"):
            return False
        handed = [folder.path for folder in self._service.env_files if posixpath.basename(folder.path) == ".env"]
        shown = [path for path in self._repository.env_files if kind_of_env_file(path) == "example"]
        return any(not any(path.startswith(context) for path in paths) for paths in (handed, shown) if paths)

    @property
    def _flask_loads_dotenv(self) -> bool:
        """Whether a ``flask`` command of the deployment loads ``.env`` itself, as it does where python-dotenv is installed."""
        is_run = any(program.program == "flask" for program in self._start.commands.programs())
        return is_run and self._flask_may_load and self._installed().any_of("python-dotenv") is not None

    def _copying(self, image: Image, path: str) -> Instruction | None:
        """The COPY or ADD of a stage that reaches the final image and takes a file along."""
        patterns = self._repository.tree.source(image.ignore_file) if image.ignore_file else None
        inside = path[len(image.context) :].lstrip("/")
        if patterns is not None and ignored(patterns, inside):
            return None
        for instruction in self._repository.dockerfiles[image.path].instructions:
            is_own = instruction.name in ("COPY", "ADD") and instruction.stage in image.chain
            if is_own and not any(flag.startswith("--from") for flag in instruction.flags):
                words = list(instruction.argv or instruction.text.split())
                if any(word.rstrip("/") in (".", "./", "", "*", inside, f"./{inside}") for word in words[:-1]):
                    return instruction
        return None

    def _lying(self) -> Iterator[WantedFile]:
        for path, file in self._repository.env_files.items():
            is_meant = kind_of_env_file(path) in ("real", "development") and not is_front_end(file)
            if is_meant and self._repository.tree.left_behind(path) and secret_variables(file):
                yield WantedFile((path,), Place(path))

    def _copied_from_examples(self) -> Iterator[WantedFile]:
        """What developers make of ``.env.example``, whatever reads it on their machines: it holds secrets then."""
        for path, file in self._repository.env_files.items():
            at, _, name = path.rpartition("/")
            is_shown = name.startswith(".env.") and kind_of_env_file(path) == "example" and not is_front_end(file)
            is_asked = is_shown and self._repository.tree.is_tracked(path) and at in ("", self._service.root)
            if is_asked and any(is_secret_name(v.name) for v in file.variables):
                yield WantedFile((f"{at}/.env".lstrip("/"),), Place(path), path)

    def _handed_over(self) -> Iterator[WantedFile]:
        """What the container or the program is given from outside."""
        for folder in self._service.env_files:
            at, _, name = folder.path.rpartition("/")
            path = self._in_folder(at, name) if folder.path.startswith("/") else folder.path
            if path and not path.startswith("${"):
                yield WantedFile((path,), folder.place)
        for program in self._start.commands.programs():
            if program.program in _ON_MACHINES and program.phase != "start":
                continue  # a step that logs in to a machine: the file is there, not here
            words = [word for argument in program.arguments for word in argument.split("=", 1)]
            for name in (words[at + 1] for at, word in enumerate(words[:-1]) if word == OPTION):
                found = self._in_folder(program.cwd, name)
                if found:
                    yield WantedFile((found,), program.place)

    def _in_folder(self, cwd: str | None, name: str) -> str:
        """The repository path of a file that is named in a folder of the deployment; ``""`` when it lies elsewhere."""
        folder = self._view.find(cwd or self._view.cwd)
        path = posixpath.normpath(posixpath.join(folder or "", name))
        return "" if folder is None or path.startswith(("/", "..")) or "$" in path or HOLE in path else path

    def _loaded(self) -> Iterator[WantedFile]:
        """What start-up loads itself. A name without a folder is looked for where the command runs, and from the file that asks upwards."""
        folders = [self._view.find(program.cwd or self._view.cwd) for program in self._start.commands.programs("start")]
        homes = [folder for folder in folders if folder is not None] or [self._service.root]
        for name, statement in self._named():
            around = (*homes, *outwards(posixpath.dirname(statement.spans.path)))
            paths = (posixpath.normpath(posixpath.join(folder, name)) for folder in around)
            inside = tuple(dict.fromkeys(path for path in paths if not path.startswith("..")))
            if inside:  # a file beside the repository is in nobody's commit
                yield WantedFile(inside, statement.place)

    def _named(self) -> Iterator[tuple[str, Statement]]:
        """The names of the files that code reads, each with the statement that does it: a call of start-up, or an import of what reads ``.env`` unasked."""
        production = self._start.production
        for step in production.trace.calling(_READING.__contains__):
            if name := self._name_of(step):
                yield name, step.statement
        for statement, phase in production.imports():
            is_one = any(name.startswith(f"{statement.module}.{statement.name}") for name in _UNASKED)
            if is_one and phase == STARTUP:
                yield ".env", statement

    def _name_of(self, step: Step) -> str:
        """The name of the file that a step of start-up reads, without an unknown folder before it; ``""`` when it reads none."""
        statement = step.statement
        if isinstance(statement, Assignment) and statement.target.dotted == "env_file" and statement.scope:
            return text_in(statement.value)
        if not isinstance(statement, CallSite):
            return ""
        name = statement.call.name
        meaning = READERS.get(name)
        if meaning is None:
            return ".env" if name.rpartition(".")[2] in DOTENV_CALLS else ""
        value = statement.call.argument(*meaning.argument("file")) if meaning.arguments else None
        if value is None:
            return ".env" if meaning.of == ".env" else ""
        texts = [outcome.text for outcome in self._start.production.evaluator.outcomes(value, step.where)]
        named = next((self._relative(text) for text in texts if text), "") or _last_text(value)
        is_usual = posixpath.basename(named).startswith(".env")  # any other may be one that only some machines have
        return named if is_usual or meaning.of != ".env" else "" if named else ".env"

    def _relative(self, text: str) -> str:
        """A path as it is written below the folder that holds the files where they run, without an unknown folder before it."""
        home = self._view.home.rstrip("/")
        below = text[len(home) :] if home and text.startswith(f"{home}/") else text
        return below.rpartition(HOLE)[2].lstrip("/")


def _last_text(value: Expression) -> str:
    """The last text in an expression that cannot be determined as a whole (``Path(__file__).parent / ".env"``)."""
    texts = [text_in(part) for part in value.walk()]
    return next((text.lstrip("/") for text in reversed(texts) if text), "")
