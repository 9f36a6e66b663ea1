"""Which files are there when a deployment runs: those that the repository lacks and something else makes, and those that it has and that are left out."""

from __future__ import annotations

import posixpath

from flaskcheck.files.paths import is_in, relative
from flaskcheck.files.tree import fitting
from flaskcheck.ground.place import HOLE
from flaskcheck.known import base_images
from flaskcheck.readers.proxies import is_proxy_file
from flaskcheck.shell.follow import PROGRAM_FOLDERS
from flaskcheck.shell.program import interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import Service
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.commands import Commands


_ADDING = ("apt-get", "apt", "apk", "curl", "wget")
"""What adds programs to an image."""

_BARE = ("/var/log/", "/var/run/", "/run/")
"""Folders of the system's in which programs have folders of their own names."""

_TURNING = ("dos2unix", "sed", "tr")
"""What turns the line ends of files."""


class DeployedFiles:
    """The files of one deployment when it runs."""

    def __init__(self, tree: Tree, service: Service, view: View, image: Image | None, commands: Commands) -> None:
        self._tree = tree
        self._service = service
        self._view = view
        self._image = image
        self._commands = commands

    def may_hold(self, path: str) -> bool:
        """Whether something else than the repository has a folder at or above an absolute path: the build makes it, a volume or a user's home is there."""
        if self.is_mounted(path):
            return True
        if self._image is None:
            home = self._view.home.split("/")
            return len(home) > 2 and path.split("/")[:3] == home[:3]
        folders = [path[:at] for at, sign in enumerate(path) if sign == "/" and path[:at].count("/") > 1]
        return self._view.maybe(path) or any(self._image.files.is_folder(folder) for folder in folders)

    def lacks_folder(self, path: str) -> bool:
        """Whether there surely is no folder at an absolute path: neither the repository has it nor the build, and no program of the system brings it (``/var/log/nginx``)."""
        mounts = [m.path.rstrip("/") for m in self._service.mounts if not self._tree.has_folder(m.source.strip("./"))]
        if any(is_in(path, mount) or is_in(mount, path) for mount in mounts):
            return False
        view, image = self._view, self._image
        if image is None:
            return view.lacks(path)
        if view.maybe(path) or view.find(path) is not None or view.folder(path) or image.files.is_folder(path):
            return False
        return view.lacks(path) or self._is_bare(path)

    def _is_bare(self, path: str) -> bool:
        """Whether a folder of the system's is one that no image of Python's own has, unless a program of its name is installed."""
        name, programs = posixpath.basename(path), self._commands.programs()
        brought = any(name in word for i in programs if i.program in _INSTALLING for word in i.arguments)
        return self._image is not None and self._image.python is not None and path.startswith(_BARE) and not brought

    def may_make(self, path: str) -> bool:
        """Whether the build may put a file where this path of the repository is deployed."""
        place = self._place(path)
        return self.is_mounted(place) or self._commands.built_view.maybe(place)

    def holds(self, path: str) -> bool:
        """Whether a file of the repository is there."""
        return self._view.locate(path) is not None

    def lacks(self, *paths: str) -> bool:
        """Whether files of the repository surely are not in the image, none of them."""
        return bool(paths) and all(map(self._lacks, paths))

    def _lacks(self, path: str) -> bool:
        if self._image is None or self.holds(path):
            return False
        place = self._place(path)
        return not (self.is_mounted(place) or self._view.maybe(place))

    def uncopied_module(self, dotted: str) -> tuple[str, Place | None]:
        """The file of a module that lies at the top of the build context and surely not in the image, with the line of .dockerignore that leaves it out; ``""`` for none."""
        base = f"{self._image.context}/{dotted.replace('.', '/')}".lstrip("/") if self._image else ""
        paths = (f"{base}.py", f"{base}/__init__.py") if base else ()
        found = next((path for path in paths if self._tree.has(path) and self.lacks(path)), "")
        return found, self.why_left_out(found) if found else None

    @property
    def are_handed_out_here(self) -> bool:
        """Whether the application itself answers for static files: no proxy whose configuration is here can have them instead."""
        return not self._commands.starts_proxy and not fitting(self._tree, is_proxy_file)

    def why_left_out(self, path: str) -> Place | None:
        """The line of .dockerignore that leaves a file of the repository out of the image; ``None`` when nothing copies it."""
        from flaskcheck.readers.docker.ignore import deciding_line

        files = self._image.files if self._image is not None else None
        if files is None or not files.ignore.path or files.sees(path):
            return None
        return deciding_line(files.tree.source(files.ignore.path), relative(path, files.context or "."))

    def lacks_program(self, program: str) -> bool:
        """Whether the image surely has no program of this name: its base is known, and nothing installs or copies one."""
        image = self._image
        if image is None or not base_images.lacks(image.base, program) or image.view().maybe("/usr/bin/\0"):
            return False
        paths = [f"{folder}/{program}" for folder in PROGRAM_FOLDERS]
        if any(image.view().find(path) is not None or image.view().maybe(path) for path in paths):
            return False
        return not any(_may_install(i, program) for i in self._commands.programs())

    def lacks_interpreter(self, invocation: Invocation) -> str:
        """The shell that a script names in its first line, where it is executed by that line and the image surely has no such shell; else ``""``."""
        script = invocation.script
        if self._image is None or not script or posixpath.basename(invocation.written) != posixpath.basename(script):
            return ""
        lines = self._tree.source(script).lines
        name = posixpath.basename(next(iter(interpreter(lines[0] if lines else "")), ""))
        return name if name and self.lacks_program(name) else ""

    @property
    def are_python_alone(self) -> bool:
        """Whether the image is one of Python's own and nothing adds another language to it."""
        if self._image is None or self._image.python is None:
            return False
        return not any(i.program in _ADDING for i in self._commands.programs("build"))

    def may_be_executed(self, path: str, started: str) -> bool:
        """Whether a script has the run bit: git has it, or a command or the image's build may give it (``COPY --chmod``, ``RUN chmod``).

        An image may hold it in several places: the one counts where it is ``started``. What the image gives is hidden where a folder of the machine is mounted over it. Of what only an earlier
        stage of the image has nothing is known.
        """
        if self._tree.is_executable(path):
            return True
        inside = started if self._view.find(started) == path else self._view.locate(path)
        is_bound = inside is not None and self._is_bound(self._view.join(self._view.cwd, inside))
        names = (posixpath.basename(path), "-R", "*.sh")
        programs = self._commands.programs(*(("start",) if is_bound else ("build", "release", "start")))
        if any(i.program == "chmod" and any(word.endswith(names) for word in i.arguments) for i in programs):
            return True
        is_given = inside is None or (self._image is not None and self._image.view().executable(inside) is True)
        return self._image is not None and is_given and not is_bound

    def _is_bound(self, path: str) -> bool:
        """Whether an absolute path lies in a folder of the machine that hides what the image has there, run bits included."""
        bound = {folder.place for folder in self._service.folders if folder.role == "bind"}
        return any(is_in(path, mount.path.rstrip("/")) for mount in self._service.mounts if mount.place in bound)

    def has_ends_turned(self, path: str) -> bool:
        """Whether the build turns the line ends of a script (``dos2unix``, ``sed -i 's/\\r//'``)."""
        name = posixpath.basename(path)
        programs = self._commands.programs("build", "start")
        return any(i.program in _TURNING and any(name in word for word in i.arguments) for i in programs)

    @property
    def has_mounted_code(self) -> bool:
        """Whether a volume lies at, above or in the folder of the code, and may hold files that the repository has not."""
        home, mounts = self._view.home or self._view.cwd, [m.path.rstrip("/") for m in self._service.mounts]
        return any(not mount.startswith("/") or is_in(home, mount) or is_in(mount, home) for mount in mounts)

    def is_mounted(self, path: str) -> bool:
        """Whether an absolute path lies in a folder that comes from elsewhere."""
        return any(is_in(path, mount.path.rstrip("/")) for mount in self._service.mounts)

    def _place(self, path: str) -> str:
        """Where a path of the repository is deployed, or would be."""
        folder = path
        while folder and self._view.locate(folder) is None:
            folder = posixpath.dirname(folder)
        return posixpath.normpath(
            posixpath.join(self._view.locate(folder) or self._view.home, relative(path, folder or "."))
        )


_INSTALLING = frozenset("apt-get apt apk aptitude dpkg microdnf dnf yum nix-env xargs make conda mamba".split())
"""Programs that install programs of the system."""


def _may_install(invocation: Invocation, program: str) -> bool:
    """Whether a command may install a program; one whose packages are not known may install any."""
    if invocation.program not in _INSTALLING:
        return False
    words = [word for word in invocation.arguments if not word.startswith("-")]
    if invocation.program in ("apt-get", "apt", "apk") and words[:1] not in (["install"], ["add"]):
        return False
    is_unknown = invocation.program not in ("apt-get", "apt", "apk") or any(HOLE in w or "$" in w for w in words)
    return is_unknown or any(base_images.may_bring(word, program) for word in words[1:])
