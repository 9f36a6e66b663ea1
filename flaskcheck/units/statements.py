"""Commands that the repository states although no host's file does: scripts, a Makefile, command lines of the README. Anyone who enters commands in a host's dashboard writes them down there."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.facts.expressions import Literal
from flaskcheck.facts.services import Command
from flaskcheck.files.layout import FolderView
from flaskcheck.files.paths import is_in
from flaskcheck.ground import words
from flaskcheck.ground.limits import MAX_STATED_FILES
from flaskcheck.ground.place import Place
from flaskcheck.shell import makefile
from flaskcheck.shell.follow import follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.facts.services import Service
    from flaskcheck.files.layout import View
    from flaskcheck.files.source import Source
    from flaskcheck.hosts.declared import Unstarted
    from flaskcheck.hosts.host import Host
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.repository import Repository

INSTALLERS = ("pip", "pipenv", "poetry", "uv", "pdm")
INSTALLING = tuple(name.encode() for name in INSTALLERS)
_RUN_BY_HOSTS = frozenset({"build", "release", "start", "entrypoint"})
_RUN_BEFORE = frozenset({"build", "release", "deploy"})
_DEEPEST = 2
_MAKEFILES = frozenset(makefile.MakeCommand().files)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_PROMPT = re.compile(r"\s*(?:\([\w .-]+\)\s*)?(?:[$>%]|[\w.-]+@[\w.-]\S*[$#])\s+")
_SPAN = re.compile(r"`{1,2}([^`\n]+)`{1,2}")
_PIPELINES = frozenset(
    ".gitlab-ci.yml .travis.yml Jenkinsfile azure-pipelines.yml bitbucket-pipelines.yml buildspec.yml cloudbuild.yaml appveyor.yml".split()
)
_STEP = re.compile(r"[ \t]*(?:-[ \t])?[ \t]*(?:(?:run|script|command|sh)(?::[ \t]|[ \t]))?")
_OF_SYSTEMS = (b"uwsgi", b"mod_wsgi", b"passenger")
_INNER = ("flask", "alembic", "python", "python3")
_REMOTE = frozenset("cf heroku fly flyctl kubectl oc aws gcloud az eb ssh railway render scalingo clever kamal".split())
"""The command lines of hosts, which run a command in what is deployed."""
_ASSIGNED = re.compile(r"(?:env[ \t]+)?(?:\w+=(?:'[^']*'|\"[^\"]*\"|[^\s'\"])*[ \t]+)*")
"""What stands before a program in its command line: ``FLASK_APP='shop:create_app()' flask …``."""


class Unseen:
    """What a deployment runs that no host's file says: commands that stand in the host's own settings."""

    def __init__(
        self, repository: Repository, service: Service, host: Host, view: View, commands: Commands, is_implied: bool
    ) -> None:
        self._repository = repository
        self._service = service
        self._host = host
        self._view = view
        self._commands = commands
        self._is_implied = is_implied

    @cached_property
    def is_all(self) -> bool:
        """Whether nobody says what it runs: no file declares it, or the settings do without a command; on your own server people install and upgrade by hand."""
        is_stated = any(file.path == self._service.place.path for file in self._repository.stated)
        return self._is_implied or self._is_by_hand or (is_stated and not self._commands.written)

    @cached_property
    def is_image_for_others(self) -> bool:
        """Whether all that is known is an image, which a workflow publishes: anyone who runs it may run other commands in it first."""
        from flaskcheck.units.own_images import is_published

        image = self._service.image
        return bool(image) and self._service.place.path == image and is_published(self._repository, image)

    @property
    def unstarted(self) -> Unstarted | None:
        """What the host does where no file names a start command and it finds nothing to start by itself; ``None`` where it starts something, or no file is its own."""
        from flaskcheck.hosts.joins import unstarted
        from flaskcheck.installed.gather import declared_in

        repository, service = self._repository, self._service
        declared = declared_in(repository.dependency_files, service.root).__contains__
        found = unstarted(service, repository.tree.has, declared, repository.code.bindings)
        return None if self._is_implied else found

    @property
    def _is_by_hand(self) -> bool:
        return self._host.is_placed and not any(c.phase in ("build", "release") for c in self._service.commands)

    @cached_property
    def _may_build(self) -> bool:
        """Whether the host's dashboard may hold a build command that no file gives."""
        given = {command.phase for command in self._commands.written if not command.supplied}
        return self.is_all or (not given & {"build", "release"} and self._host.has_command_fields)

    @cached_property
    def has_build_script(self) -> bool:
        """Whether a script that is called a build's installs something, although no file's command runs it: the host has a field for it, as those without buildpacks have."""
        return any(
            program.program in INSTALLERS and any("build" in words.parts(path) for path in program.via)
            for program in self.programs(*INSTALLING)
        )

    @cached_property
    def tells_of_server(self) -> bool:
        """Whether the README tells of a server that systems bring as a package of their own, so that no list of requirements has it."""
        readmes = (
            p
            for p in self._repository.files
            if p.lower().startswith(("readme", f"{self._service.root}/readme".lstrip("/")))
        )
        return any(mark in self._repository.tree.source(p).raw.lower() for p in readmes for mark in _OF_SYSTEMS)

    @cached_property
    def installs(self) -> bool:
        """Whether it runs where no file declares it, and scripts or the README say how what it needs is installed there."""
        if not self._is_implied:
            return False
        return any(map(self._installs_something, self._programs(INSTALLING, self._repository.files)))

    @cached_property
    def sets_up_machine(self) -> bool:
        """Whether it runs where no file declares it, and a script starts services of the system there: a machine of one's own, which may hold whatever else is needed."""
        if not self._is_implied:
            return False
        paths = [p for p in self._repository.files if p.endswith((".sh", ".bash")) or "/" not in p]
        return any(map(_starts_service, self._programs(_OF_SERVICES, paths)))

    def _installs_something(self, program: Invocation) -> bool:
        """Whether a command of pip's, run by whatever else, names distributions, or a list of them that is there."""
        line = (program.program, *program.arguments)
        at = next((n for n, word in enumerate(line) if _is_pip(word) and "install" in line[n:]), None)
        named = line[line.index("install", at) + 1 :] if at is not None else ()
        lists = [file for option, file in zip(named, named[1:]) if option in ("-r", "--requirement")]
        if lists:
            files = self._repository.files
            return any(f"/{path}".endswith("/" + file.lstrip("./")) for file in lists for path in files)
        return any(word[0].isalnum() for word in named if word)

    @cached_property
    def script_programs(self) -> tuple[tuple[Invocation, ...], ...]:
        """The programs of each script that installs something and is called as those are that hosts run (``build.sh``, ``scripts/render-build.sh``); one that lies deeper, or in a hidden folder, builds something else."""
        found: dict[str, list[Invocation]] = {}
        for program in self.programs(*INSTALLING):
            script = program.via[0] if program.via else ""
            depth = script.removeprefix(f"{self._service.root}/").count("/")
            if (
                depth < _DEEPEST
                and not script.startswith(".")
                and _RUN_BY_HOSTS.intersection(words.parts(script.rpartition("/")[2]))
            ):
                found.setdefault(program.via[0], []).append(program)
        return tuple(tuple(programs) for programs in found.values())

    def programs(self, *marks: bytes) -> Iterator[Invocation]:
        """The programs that scripts in the deployment's folder and at the top say to run, of those files that hold one of ``marks``; a Makefile and the README, too, where all commands are unseen.

        What a file is for a developer's machine by its name, or a target by its own, says nothing of the host.
        """
        if self._may_build:
            root = self._service.root
            paths = [p for p in self._repository.files if is_in(p, root) or "/" not in p]
            yield from map(_carried, self._programs(marks, paths))

    def beside_image(self, *marks: bytes) -> Iterator[Invocation]:
        """The programs that scripts say to run which are called as those of hosts that build without an image are (``render-build.sh``), beside an image of which no file says who runs it."""
        if self._service.place.path == self._service.image:
            names = ((p, words.parts(p.rpartition("/")[2])) for p in self._repository.files)
            paths = [p for p, parts in names if not _RUN_BEFORE.isdisjoint(parts) and p.count("/") < _DEEPEST]
            yield from map(_carried, self._programs(marks, paths))

    def scripts_of_image(self, *marks: bytes) -> Iterator[tuple[Invocation, ...]]:
        """What each script in the folder of such an image has to run, the shell's own commands left out."""
        if self._service.place.path == self._service.image:
            root = self._service.root
            for path in self._repository.files:
                if is_in(path, root) and path.removeprefix(f"{root}/").count("/") < _DEEPEST:
                    ran = self._programs(marks, (path,)) if path.endswith((".sh", ".bash")) else ()
                    yield tuple(_carried(p) for p in ran if not (p.builtin or p.script.endswith((".sh", ".bash"))))

    def carried(self, *marks: bytes) -> Iterator[Invocation]:
        """The programs that the steps of continuous integration have another program run elsewhere: what they run themselves, they run for tests."""
        for program in self._stepped(self._view, marks):
            by_script = program.program == "python" and program.arguments[:1] != ("-m",)
            outer = program.replaced(program="script") if by_script else program
            carried = _carried(outer)
            if carried is not outer:
                yield carried

    def scripts_of_steps(self, *marks: bytes) -> Iterator[str]:
        """The Python scripts that the steps of continuous integration run in the repository as it lies there, of those steps that hold a mark."""
        checkout = FolderView(self._repository.tree)
        return (p.script for p in self._stepped(checkout, marks) if p.script.endswith(".py"))

    def _stepped(self, view: View, marks: tuple[bytes, ...]) -> Iterator[Invocation]:
        for path in [p for p in self._repository.files if _is_of_integration(p)][:MAX_STATED_FILES]:
            source = self._repository.tree.source(path)
            lines = source.lines if any(mark in source.raw for mark in marks) else ()
            for line in (line for line in lines if any(mark.decode() in line for mark in marks)):
                found = _STEP.match(line)
                command = Command(line[found.end() :] if found else line, "ci", Place(path), exact=False)
                yield from follow(command, view, self._repository.tree, {})

    def remote(self, *marks: bytes) -> Iterator[Invocation]:
        """The programs that scripts have a host's own command line run where the application is deployed (``cf run-task web --command "…"``), wherever the scripts lie."""
        paths = [p for p in self._repository.files if _may_state(p, False)]
        for program in self._programs(marks, paths):
            if program.program in _REMOTE:
                yield _carried(program)

    def spoken(self, mark: bytes) -> Iterator[Invocation]:
        """The programs of the command lines that Python of the repository hands to a shell, of those that hold a mark: an updater that people start has such."""
        paths = (p for p in self._repository.python_paths if mark in self._repository.tree.source(p).raw)
        for module in map(self._repository.code.module, paths):
            given = (a for site in (module.calls if module else ()) for a in site.call.arguments)
            for text in (a.value for a in given if isinstance(a, Literal) and isinstance(a.value, str)):
                if mark.decode() in text:
                    yield from map(
                        _carried, follow(Command(text, "release", Place("")), self._view, self._repository.tree, {})
                    )

    def _programs(self, marks: tuple[bytes, ...], paths: Iterable[str]) -> Iterator[Invocation]:
        tree = self._repository.tree
        for path in [p for p in paths if _may_state(p, self.is_all)][:MAX_STATED_FILES]:
            source = tree.source(path)
            if any(mark in source.raw for mark in marks):
                for command in _commands(source, self._view):
                    yield from follow(command, self._view, tree, {})


def _is_pip(word: str) -> bool:
    """Whether a word is pip, by any path: ``quietly $venv/bin/pip3 install flask``."""
    return word.rpartition("/")[2].rstrip("0123456789.") == "pip"


def _may_state(path: str, all_kinds: bool) -> bool:
    name = path.rpartition("/")[2]
    if name in _MAKEFILES or (name.upper().startswith("README") and "/" not in path):
        return all_kinds
    return name.endswith((".sh", ".bash")) and not words.is_development(name)


def _commands(source: Source, view: View) -> Iterator[Command]:
    place, name = Place(source.path), source.path.rpartition("/")[2]
    if name.upper().startswith("README"):
        yield from (Command(line, "build", place, exact=False) for line in _command_lines(source.lines))
        return
    inside = view.locate(source.path)
    argv: tuple[str, ...] = ()
    if inside is not None and name in _MAKEFILES:
        targets = [t for t in makefile.targets(source.text) if not words.is_development(t)]
        argv = ("make", "-C", inside.rpartition("/")[0] or "/", "-f", name, *targets) if targets else ()
    elif inside is not None:
        argv = ("bash", inside)
    if argv:
        yield Command(" ".join(argv), "build", place, argv)


def _command_lines(lines: list[str]) -> Iterator[str]:
    """What a text shows as code: fenced and indented lines, those behind a prompt, and what stands between backquotes."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        prompt = _PROMPT.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        elif prompt:
            yield line[prompt.end() :]
        elif fence or line.startswith(("    ", "\t")):
            yield line.strip()
        yield from () if fence else _SPAN.findall(line)


_OF_SERVICES = (b"systemctl", b"supervisorctl", b"service ", b"/etc/init.d/")
_STARTING = frozenset("start restart reload enable update".split())


def _starts_service(program: Invocation) -> bool:
    """Whether a command starts a service of the system it runs on."""
    is_of_system = program.program in ("systemctl", "supervisorctl", "service") or "/etc/init.d/" in program.text
    return is_of_system and not _STARTING.isdisjoint(program.arguments)


def _carried(program: Invocation) -> Invocation:
    """What a program that is not known runs elsewhere: ``heroku run flask db upgrade``, ``docker compose exec web flask db upgrade``."""
    if program.program in _INNER:
        return program
    arguments = tuple(part for word in program.arguments for part in _spoken(word))
    at = next((n for n, word in enumerate(arguments) if word in _INNER), None)
    if at is None:
        return program
    inner = "python" if arguments[at] == "python3" else arguments[at]
    return program.replaced(program=inner, arguments=arguments[at + 1 :])


def _spoken(word: str) -> tuple[str, ...]:
    """The words of an argument that is a command line by itself (``--command "flask db upgrade"``), or the argument."""
    found = _ASSIGNED.match(word)
    spoken = tuple(word[found.end() if found else 0 :].split())
    return spoken if spoken and spoken[0] in _INNER else (word,)


def _is_of_integration(path: str) -> bool:
    """Whether a file says what a service for continuous integration does."""
    folder, name = path.partition("/")[0], path.rpartition("/")[2]
    is_step = folder in words.CI_FOLDERS and name.endswith((".yml", ".yaml"))
    return is_step or ("/" not in path and name in _PIPELINES)
