"""Which Python runs a deployment: the first that its service, its image, its host's files and what the host installs from declare, in this order."""

from __future__ import annotations

import re

from flaskcheck.facts.services import PythonVersion
from flaskcheck.files.paths import folder_of_file, parents
from flaskcheck.hosts import python_version
from flaskcheck.installed.gather import chosen_by_host
from flaskcheck.known import base_images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import Service
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.repository import Repository

VERSION_TOOLS = frozenset("uv uvx conda mamba micromamba pixi pyenv mise asdf rye hatch".split())
"""Programs that bring a Python of their own choice, or of a file of theirs."""

_SYSTEM = frozenset({"apt", "apt-get", "apk", "yum", "dnf"})
_OTHERS = frozenset({"add-apt-repository", "conda", "mamba", "micromamba", "pyenv", "uv", "make"})
"""What brings another Python than the distribution's."""

_THREE = ("python3", "python-is-python3", "py3-pip")
_NUMBERED = re.compile(r"python-?3\.?\d+(?:\b|-)")
_TWO = re.compile(r"(?:python2?(?:\.7)?(?:-(?:dev|devel|pip|setuptools|virtualenv|minimal))?|py2?-pip)(?:[=~<>].*)?")
"""Packages of distributions that bring Python 2: where both are there, the bare name is the old one's (PEP 394)."""


def python_of(
    repository: Repository, service: Service, host: Host, image: Image | None, commands: Commands
) -> PythonVersion | None:
    """The Python that a deployment declares, or ``None``."""
    if service.python or image is not None:
        return service.python or (_of_image(repository, image, commands) if image is not None else None)
    if service.base and host.is_container:
        return _of_base(service)
    file = host.version_file(repository.platform_files, service.root)
    return (file.python if file else None) or next(_of_dependencies(repository, service.root, host), None)


def _of_base(service: Service) -> PythonVersion | None:
    """The Python of an image that a container runs as others publish it."""
    version = base_images.python_version(base_images.parse(service.base))
    return PythonVersion(service.base, version, service.place.path, service.place) if version is not None else None


def is_unnamed(repository: Repository, service: Service, host: Host, image: Image | None, commands: Commands) -> bool:
    """Whether surely nothing that a deployment is made from names a Python: no variable, no file that its host may read, no tool of its build that chooses one."""
    if image is not None or any(v.name == "*" or v.name.endswith("PYTHON_VERSION") for v in service.variables):
        return False
    names = [name for name in python_version.NAMES if name not in host.unread_python_files]
    if host.stands_for_many:
        names.append("Dockerfile")  # which of them builds it, nobody knows
    folders = ("", *parents(f"{service.root}/x"))
    if any(repository.tree.has(f"{folder}/{name}".lstrip("/")) for folder in folders for name in names):
        return False
    beside = (f for path, f in repository.dependency_files.items() if folder_of_file(path) == service.root)
    may_be_read = host.stands_for_many or not host.own_commands_only  # then it installs from files of its own choice
    if may_be_read and any(file.python_place is not None for file in beside):
        return False
    return not any(i.program in VERSION_TOOLS for i in commands.programs("build", "release", "start"))


def _of_dependencies(repository: Repository, root: str, host: Host) -> Iterator[PythonVersion]:
    """What a Pipfile, its lock or an environment asks for, where the host installs from it by itself."""
    files = repository.dependency_files
    chosen = chosen_by_host(files, root, host) if not host.own_commands_only else []
    for path in reversed(chosen):
        file = files[path]
        if file.python_place is not None:
            yield PythonVersion(file.python, file.python, path.rpartition("/")[2], file.python_place)


def _of_environment(repository: Repository, commands: Commands) -> Iterator[PythonVersion]:
    """The Python that an environment of conda has: its file names it, or the command that makes it."""
    for install in commands.installs:
        for file in filter(None, map(repository.dependency_files.get, install.files)):
            if install.program == "conda" and file.python_place is not None:
                yield PythonVersion(file.python, file.python, file.path.rpartition("/")[2], file.python_place)


def _of_image(repository: Repository, image: Image, commands: Commands) -> PythonVersion | None:
    """The Python of a base image; of a distribution past its end the one that its packages install; that of conda's environment."""
    if image.python is not None or image.base_place is None:
        return image.python
    programs = list(commands.programs("build"))
    if any(i.program in _OTHERS for i in programs):
        return next(_of_environment(repository, commands), None)
    if (two := _brings_python_2(programs)) is not None:
        return PythonVersion("python2", "2.7", "Dockerfile", two.place)
    version = base_images.ended_python(image.base)
    if not version or not any(map(_installs_python, programs)):
        return None
    written = f"{image.base.name}:{image.base.tag}"
    return PythonVersion(written, version, "Dockerfile", image.base_place)


def _brings_python_2(programs: list[Invocation]) -> Invocation | None:
    """What installs a distribution's Python 2, where nothing installs another Python."""
    installing = [i for i in programs if i.program in _SYSTEM]
    words = [word for i in installing for word in i.arguments]
    if any(_NUMBERED.match(word) or word.startswith(_THREE) for word in words):
        return None
    return next((i for i in installing if any(map(_TWO.fullmatch, i.arguments))), None)


def _installs_python(invocation: Invocation) -> bool:
    words = invocation.arguments
    if invocation.program not in _SYSTEM or any(_NUMBERED.match(word) for word in words):
        return False
    return any(word.startswith(_THREE) for word in words)
