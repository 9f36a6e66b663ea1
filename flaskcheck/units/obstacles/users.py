"""What pip installs in an image as a user who may not write where Python's own packages are: into the home of that user, if there is one (seen with pip 25 of Python 3.13)."""

from __future__ import annotations

from flaskcheck.ground.place import HOLE
from flaskcheck.known.base_images import is_official_python
from flaskcheck.known.distributions import distributions_with_program
from flaskcheck.units.obstacles.site import Obstacle, is_certain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation

_PLAIN = frozenset("pip apt-get apt apk mkdir rm echo cd chmod chown useradd groupadd addgroup export set true".split())
"""Programs after which Python's own folders belong to root, as far as their words tell; who else makes users may give them a home."""

_GRANTING, _OWN_FOLDERS = ("chmod", "chown"), ("/usr", "/opt", "/home", "/etc", "/root")
_ELSEWHERE = ("-t", "--target", "--prefix", "--root", "--python", "--dry-run", "--report", "-h", "--help")
_STEERING = frozenset("PATH HOME VIRTUAL_ENV PYTHONUSERBASE PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_PYTHON".split())
"""Variables by which pip writes elsewhere, or its programs are found there."""

_HOMELESS = ("nobody", "www-data")
"""Users of Debian and Alpine whose home is not there, or is not theirs (``/nonexistent``, ``/var/www``, ``/``)."""


def of_users(image: Image, started: Iterable[Invocation]) -> Iterator[Obstacle]:
    """The first pip of a user without a home, which ends the build, or the programs that a start looks for in vain, since pip put them into a home."""
    ran = [(image.ran[run].user.partition(":")[0], image.ran[run].programs) for run in image.runs]
    if not any(user not in ("", "root", "0") for user, _ in ran) or not _is_roots(image, ran):
        return
    programs = [program for _, each in ran for program in each]
    installing = [(user, i) for user, each in ran for i in each if i.program == "pip" and "install" in i.arguments]
    for user, pip in installing:
        if user in ("", "root", "0") or HOLE in user or pip.environment or not _is_bare(pip):
            return
        has_home = _has_home(image, user, programs)
        if has_home is None or not is_certain(pip):
            return
        if not has_home:
            yield Obstacle(pip, "homeless", pip.place, user)
            return
    for start in started:
        is_bare = start.written == start.program and not (start.module or start.wrapper or start.environment)
        if installing and is_bare and distributions_with_program(start.program) and is_certain(start):
            yield Obstacle(start, "homebound", start.place, start.program, installing[0][0])


def _is_roots(image: Image, ran: Iterable[tuple[str, tuple[Invocation, ...]]]) -> bool:
    """Whether an image has Python's folders as Docker's own image of it does: root's."""
    programs = [program for _, each in ran for program in each]
    is_plain = _PLAIN.issuperset(program.program for program in programs)
    grants = any(p.program in _GRANTING and any(map(_is_of_system, p.arguments)) for p in programs)
    is_own = is_official_python(image.base) and len(image.reached) == 1
    return is_own and is_plain and not grants and _STEERING.isdisjoint(image.given)


def _is_of_system(word: str) -> bool:
    return word == "/" or word.startswith(_OWN_FOLDERS) or HOLE in word or "$" in word


def _is_bare(pip: Invocation) -> bool:
    """Whether a command is the image's own pip, which is not told where to write."""
    words = [word.partition("=")[0] for word in pip.arguments]
    return "/" not in pip.written and not any(word in _ELSEWHERE or word.startswith("-t") for word in words)


def _has_home(image: Image, user: str, programs: Iterable[Invocation]) -> bool | None:
    """Whether a user has a home of its own; ``None`` where that is not sure."""
    makes = [p.arguments for p in programs if p.program == "useradd"]
    if user in _HOMELESS or user.isdecimal():
        return None if makes else False
    made = next((words for words in makes if words[-1:] == (user,)), None)
    if made is None or any(word.startswith(("-d", "--home", "-b", "--base", "-k", "-K")) for word in made):
        return None
    short = [word for word in made if word.startswith("-") and not word.startswith("--")]
    if "--create-home" in made or any("m" in word for word in short):
        return True
    return None if image.files.is_folder(f"/home/{user}") else False  # what is copied there may be the user's
