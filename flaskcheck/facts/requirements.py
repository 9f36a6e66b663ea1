"""What files that declare dependencies say: requirements files, pyproject.toml, Pipfile, lock files, setup.py, environment.yml."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record


class Requirement(Record):
    """One declared distribution.

    ``name`` is normalised as PEP 503 asks (``flask-sqlalchemy``); ``written`` is as in the file. ``specifier`` is PEP 440 text,
    Poetry's carets and tildes already translated; ``marker`` is PEP 508 text. ``group`` is ``""`` for what production installs
    by default, else the group's or extra's name (``dev``). ``url`` is set for direct references and paths.
    """

    name: str
    written: str
    place: Place
    specifier: str = ""
    marker: str = ""
    extras: tuple[str, ...] = ()
    group: str = ""
    url: str = ""
    editable: bool = False
    text: str = ""

    @property
    def is_loose(self) -> bool:
        """Whether production installs whatever version is the newest."""
        return not self.specifier and not self.url and not self.group


class Include(Record):
    """``-r other.txt`` or ``-c constraints.txt`` (``constraint``); ``path`` is relative to the scanned root, ``written`` as in the file."""

    path: str
    written: str
    constraint: bool
    place: Place


_TOOLS = {
    "pipfile": "Pipenv",
    "pipfile-lock": "Pipenv",
    "poetry": "Poetry",
    "poetry-lock": "Poetry",
    "uv-lock": "uv",
    "pdm": "PDM",
    "pdm-lock": "PDM",
    "conda": "conda",
    "pixi": "pixi",
}


class DependencyFile(Record):
    """What one dependency file declares.

    ``kind``: ``requirements``, ``constraints``, ``pyproject`` (PEP 621/735), ``poetry``, ``pdm``, ``pipfile``, ``pipfile-lock``, ``poetry-lock``, ``uv-lock``, ``pdm-lock``, ``pylock``, ``setup-py``,
    ``setup-cfg``, ``conda``, ``pixi``. ``lock``: names everything that will be installed, transitive ones included. ``scripts``: command names the project itself
    installs, with their targets, and ``run:<name>`` for task scripts (Pipfile ``[scripts]``). ``invalid``: lines the installer refuses.
    ``optional``: groups that no command installs unless it names them (extras, Poetry's optional groups). ``complete`` is false when the file declares more
    than can be read: a list that code computes, a file that is broken. ``compiled``: a requirements file whose head says that a tool resolved it.
    ``modules``: top modules that the project itself installs besides its packages, there or made by its build.
    ``python_place`` is where ``python`` stands that the tool itself chooses the interpreter by.
    """

    path: str
    kind: str
    requirements: tuple[Requirement, ...] = ()
    includes: tuple[Include, ...] = ()
    invalid: tuple[Unreadable, ...] = ()
    lock: bool = False
    encoding: str = "utf-8"
    python: str = ""
    scripts: tuple[tuple[str, str], ...] = ()
    packages: tuple[str, ...] = ()
    options: tuple[tuple[str, str, Place], ...] = ()
    optional: tuple[str, ...] = ()
    complete: bool = True
    compiled: bool = False
    python_place: Place | None = None
    modules: tuple[str, ...] = ()

    @property
    def tool(self) -> str:
        """Who reads it, and refuses what it cannot read."""
        return _TOOLS.get(self.kind, "pip")

    @property
    def is_list_by_hand(self) -> bool:
        """Whether it is a list of pip's that people write themselves, a requirement a line."""
        return self.kind == "requirements" and not self.compiled

    @property
    def declares(self) -> bool:
        """Whether it says anything of a project or of what one needs, rather than being the settings of tools."""
        is_about = any(self.packages) or bool(self.python or self.optional or self.scripts)
        return bool(self.requirements or self.includes or self.invalid) or is_about or not self.complete
