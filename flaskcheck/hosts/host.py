"""What a host can be: the facts of one row, which stands in the host's own file, asked by the model and by rules that depend on the host.

A fact without a source of its own comes from the host's page named beside its row, in its state of autumn 2026. What
is not known is the field's default, which every rule must read as "do not conclude anything".
"""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.tree import Tree


class Host(Record):
    """One host.

    ``key`` names it in facts and configuration, ``title`` in messages.
    ``sets_port``: gives the process ``PORT`` and sends traffic there; ``default_port`` is the value when that is
    fixed and known, so that a server may bind it literally; ``detects_port``: finds out by itself which port is open.
    ``ephemeral_disk``: files that the program writes are gone after a restart or deploy; ``read_only_disk``: it
    cannot even write them (outside ``/tmp``). ``limits_bodies``: its router refuses large requests. ``routed``: visitors reach the process through the host's router, so a
    loopback address is unreachable. ``supplies_server``: hands requests to the application itself, so that no WSGI server needs to be declared (one that comes only with a command of the host's own is ``supplied`` by
    that command); ``brings``: the distributions that are there before anything is installed.
    ``docker``: builds and runs a Dockerfile that it finds or is told of. ``runs_python`` is false for hosts of static
    files. ``database_schemes``: the schemes that the URL of its own PostgreSQL may have, the likeliest first.
    ``default_python`` is what it takes when nothing is declared; ``pip`` is the one that its own build installs with at least, ``no_setuptools_from`` the Python from which on it puts nothing but that there; ``supported_pythons`` are what it accepts (empty:
    not known or anything), ``deprecated_pythons`` those of them that it warns about, ``refused_pythons`` those that stop its build where it passes over the others (empty: it stops at every one that it does not accept); ``python_files`` name nothing but a Python, and the first that is there counts, while it surely reads none of ``unread_python_files``;
    ``strict_python_file``: it stops at one that it cannot read; ``misspelt_python_files``: names beside which it stops, unless the first of ``python_files`` is there; ``full_version_in``: the variable in which it wants all three numbers of a version; ``pins_beside``: the locks beside which it insists on the last of them. ``one_of``: the files of each package manager, of which its build takes one only (empty: it doesn't mind); ``checks_locks``: the tools by which its build stops where a lock doesn't fit its manifest; ``refused_environments``: the folders that stop its build if a virtual environment is there, ``own_folders`` those that do if anything is, for it fills them itself; ``unbuildable``: distributions (with the releases) that its build has no libraries for, what it says, and what helps. ``has_dashboard``: variables may
    be set outside the repository; ``file_is_complete``: its file is the only source of variables; ``file_has_values_only``:
    its file cannot name a variable without giving the value, so that secrets are never in it; ``sets_variables``:
    names that it sets itself, ``fixed_variables`` those whose value is always the same. ``several_workers``: more than one worker without being told. ``installs_from``: the
    dependency files that its own build looks for, in order (empty: only what commands install). ``installs_beside``: it looks for them beside
    the file that it serves, then in the folder that is deployed. ``home``: the folder
    that holds the deployed files; ``""`` when it depends; ``lasting_folder``: the one folder whose files outlive a deploy where the others' do not.
    ``own_commands_only``: nothing is installed but by the commands that its file declares. ``reads_procfile``: it runs what a Procfile beside
    its own file says; ``procfile_leads``: also where its own file gives a command. ``procfile_goes_to``: the host that reads a Procfile beside its files, which it does not read itself. ``procfile_by_workflow``: its buildpacks read the Procfile of a folder that a
    workflow deploys. ``is_lasting``: one machine that stays, with a disk that lasts, installed and served by hand; ``may_hold_services``: a machine of your own, on which a database may run beside the application; ``is_placed``: people choose the folder of it that holds the files; ``is_inner``: an image may start it as well; ``is_spare``: its file counts only where nothing else serves an application; ``is_container``: a runtime of containers, which are replaced
    with all that is in them; ``is_at_home``: developers start the same file on their own machines. ``stands_for_many``: not one host but whichever reads this kind of file; ``is_unknown``: no file says where the code runs.
    ``sends``: what its command line takes: ``git`` (what git has, as hosts do that clone the repository), ``unignored`` (the folder as it lies on the disk, but for what git
    ignores) or ``folder`` (all of it).
    ``top_folder``: the folder at the top of a repository that tells of all of it, whatever folder a Procfile lies in. ``files_run_once``: the files whose commands run
    once, when the application is made, on an empty database. ``has_command_fields``: its dashboard has fields for the build and the start command; ``needs_command``: it starts no Python application by itself; ``once_per_deploy``:
    where a command is written that is to run once with every deploy, in words. ``lists_processes``: its file names workers beside the web process. ``sleeps``: it runs the program only while a request is answered. ``free_plan``: the plan by whose name a service has no disk, no command before a deploy and one instance; ``free_database_life``: how long it keeps a database of that plan; ``database_connections``: how many connections its PostgreSQL admits, by the plan. ``has_manifests``: files that are not read say what a workflow's deployment runs, unless it builds an image. ``deploy_actions`` and ``deploy_commands``: the GitHub
    actions (``owner/name``, lower case) and the command lines (a pattern) that deploy to it; ``remote_commands``: a pattern of those that run another one, its group ``command``, on the host;
    ``start_option``: the option of its tool that sets the start command. ``variable_form``: how it replaces variables in a list of words, which no shell reads. ``runs_images_without_shell``: no shell reads the start command of its file where an image is what runs. ``root_key``: the line of its file that names the folder to deploy; ``attaching``: by the scheme of a
    database, how its file attaches one in place of an address (a sentence with ``{name}``); ``reference``: what stands in its file, with ``{value}``, and what stands there instead where the value of ``{name}`` comes from elsewhere. ``profiles``: the scripts beside the application that it reads before each start (a folder stands for all that are in it). ``importer``: what imports the application there, in place of a server, and ``target_line``
    how its file names ``{module}`` and ``{attribute}``.
    """

    key: str
    title: str
    sets_port: bool = False
    default_port: int | None = None
    detects_port: bool = False
    ephemeral_disk: bool = False
    read_only_disk: bool = False
    limits_bodies: bool = False
    routed: bool = False
    supplies_server: bool = False
    brings: tuple[str, ...] = ()
    docker: bool = False
    runs_python: bool = True
    database_schemes: tuple[str, ...] = ()
    default_python: str = ""
    pip: str = ""
    no_setuptools_from: str = ""
    supported_pythons: tuple[str, ...] = ()
    python_files: tuple[str, ...] = (".python-version",)
    unread_python_files: tuple[str, ...] = ()
    strict_python_file: bool = False
    misspelt_python_files: tuple[str, ...] = ()
    full_version_in: str = ""
    pins_beside: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    checks_locks: tuple[str, ...] = ()
    refused_environments: tuple[str, ...] = ()
    own_folders: tuple[str, ...] = ()
    unbuildable: tuple[tuple[str, str, str, str], ...] = ()
    deprecated_pythons: tuple[str, ...] = ()
    refused_pythons: tuple[str, ...] = ()
    has_dashboard: bool = True
    file_is_complete: bool = False
    file_has_values_only: bool = False
    sets_variables: tuple[str, ...] = ()
    fixed_variables: tuple[tuple[str, str], ...] = ()
    several_workers: bool = False
    installs_from: tuple[str, ...] = ()
    installs_beside: bool = False
    home: str = ""
    lasting_folder: str = ""
    own_commands_only: bool = False
    reads_procfile: bool = False
    procfile_leads: bool = False
    procfile_goes_to: str = ""
    procfile_by_workflow: bool = False
    is_lasting: bool = False
    may_hold_services: bool = False
    is_placed: bool = False
    is_inner: bool = False
    is_spare: bool = False
    is_container: bool = False
    is_at_home: bool = False
    stands_for_many: bool = False
    is_unknown: bool = False
    has_manifests: bool = False
    lists_processes: bool = False
    sleeps: bool = False
    free_plan: str = ""
    free_database_life: str = ""
    database_connections: tuple[tuple[str, int], ...] = ()
    has_command_fields: bool = False
    needs_command: bool = False
    once_per_deploy: str = ""
    deploy_actions: tuple[str, ...] = ()
    deploy_commands: str = ""
    remote_commands: str = ""
    sends: str = "git"
    start_option: str = ""
    runs_images_without_shell: bool = False
    variable_form: str = ""
    root_key: str = ""
    attaching: tuple[tuple[str, str], ...] = ()
    reference: tuple[str, ...] = ()
    importer: str = ""
    profiles: tuple[str, ...] = ()
    target_line: str = ""
    top_folder: str = ""
    files_run_once: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """The title as it stands inside a sentence: ``a server of your own``."""
        return f"a{self.title[1:]}" if self.title.startswith("A ") else self.title

    @property
    def disk(self) -> str:
        """What becomes of a file that the program writes beside the code: ``read-only``, ``container`` and ``ephemeral`` (it is lost when that is replaced), ``lasting``,
        ``replaced`` with the code by each deploy, or ``unknown``."""
        if self.read_only_disk:
            return "read-only"
        if self.is_container:
            return "container"
        if self.ephemeral_disk:
            return "ephemeral"
        return "lasting" if self.is_lasting else "replaced" if self.lasting_folder else "unknown"

    def runs_once(self, path: str) -> bool:
        """Whether the commands of a file run once, when the application is made."""
        return path.rpartition("/")[2] in self.files_run_once

    def stops_at(self, python: str) -> bool:
        """Whether its build stops at a declared version of Python."""
        accepted = not self.supported_pythons or python in self.supported_pythons
        return not accepted and (not self.refused_pythons or python in self.refused_pythons)

    def version_file(self, files: Iterable[PlatformFile], root: str) -> PlatformFile | None:
        """The file of a folder that names nothing but a Python and that it reads: the first of its order that is there."""
        by_path = {file.path: file for file in files}
        read = (name for name in self.python_files if name not in self.unread_python_files)
        paths = (f"{root}/{name}".lstrip("/") for name in read)
        return next((by_path[path] for path in paths if path in by_path), None)

    def misspelt_version_file(self, tree: Tree, root: str) -> str:
        """The file of a folder whose name is nearly that of one which names a Python, where its build stops at it; ``""`` for none."""
        paths = (f"{root}/{name}".lstrip("/") for name in self.misspelt_python_files)
        is_read = tree.has(f"{root}/{self.python_files[0]}".lstrip("/"))
        return "" if is_read else next(filter(tree.has, paths), "")

    def replaces(self, variable: str, written: str) -> bool:
        """Whether it replaces a variable in a list of words itself: Kubernetes ``$(PORT)``; systemd ``$PORT`` and ``${PORT}``, and nothing with a default."""
        if self.variable_form.startswith("$("):
            return "$(" in written
        return bool(self.variable_form) and variable.strip("${}").isidentifier()

    def own_variable(self, variable: str) -> str:
        """How such a variable is written there, in words; ``""`` where it replaces none."""
        name = variable.strip("${}").partition(":")[0]
        return f"Write {self.variable_form.format(name)}." if self.variable_form and name.isidentifier() else ""

    def version_refusals(
        self, files: Iterable[PlatformFile], root: str, locks: Iterable[DependencyFile]
    ) -> Iterator[Unreadable]:
        """What its build refuses of a declared Python: in the file that it reads, beside a lock that needs one, in a lock."""
        from flaskcheck.known.releases import lacks_python, was_never

        file, wanted = self.version_file(files, root), self.python_files[-1]
        for error in file.errors if file else ():
            if error.kind == "python-version":
                yield error.replaced(message=error.message.partition(": ")[2].rstrip("."))
        if file and file.python and was_never(file.python.version):
            message = f"The requested Python version isn't available: there is no Python {file.python.version}"
            yield Unreadable("python-version", message, file.python.place)
        for lock in locks:
            name, message, place = lock.path.rpartition("/")[2], "", lock.python_place
            if name in self.pins_beside and file is None:
                message, place = (
                    f"No Python version was specified; beside {name} it asks for {wanted}",
                    Place(lock.path),
                )
            elif name in self.pins_beside and file is not None and not file.path.endswith(wanted):
                message, place = f"Beside {name} it asks for {wanted} and refuses {file.path}", Place(file.path)
            elif name in self.pins_beside and file and file.python and lacks_python(lock.python, file.python.version):
                message, place = (
                    f"uv takes Python {file.python.version} from {wanted}, and {name} asks for {lock.python}",
                    file.python.place,
                )
            elif lock.lock and file is None and not _is_plain(lock.python):
                message = f"Invalid Python version in {name} ({lock.python})"
            if message and place is not None:
                yield Unreadable("python-version", message, place)


def _is_plain(version: str) -> bool:
    parts = version.split(".")
    return not version or (2 <= len(parts) <= 3 and all(part.isdecimal() for part in parts))


ANY_FILE = (
    "requirements.txt",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile.lock",
    "pyproject.toml",
    "Pipfile",
    "environment.yml",
    "pixi.toml",
    "setup.cfg",
    "setup.py",
)
"""The dependency files of every tool, in the order in which hosts look for them."""

BUILDPACK_FILES = ("Pipfile.lock", "requirements.txt", "poetry.lock", "uv.lock")
"""Those that heroku-buildpack-python looks for, in its order."""


def static_site(key: str, title: str, deploy_actions: tuple[str, ...] = (), deploy_commands: str = "") -> Host:
    """A host of static files."""
    return Host(
        key,
        title,
        routed=True,
        runs_python=False,
        ephemeral_disk=True,
        read_only_disk=True,
        deploy_actions=deploy_actions,
        deploy_commands=deploy_commands,
    )


def names(text: str) -> tuple[str, ...]:
    """The words of a text: a long list reads better so."""
    return tuple(text.split())
