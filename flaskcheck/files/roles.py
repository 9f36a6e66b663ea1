"""What a file is there for, recognised by its path inside the scanned root, or inside the folder that is asked for (never by what lies above it)."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.files.paths import is_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.files.tree import Tree

TEST_FOLDERS = frozenset(
    "test tests testing __tests__ spec specs e2e cypress playwright fixtures testdata test_data mocks __mocks__".split()
)
DOCS_FOLDERS = frozenset("doc docs documentation".split())
EXAMPLE_FOLDERS = frozenset("example examples sample samples demo demos tutorial tutorials cookbook".split())
VENDORED_FOLDERS = frozenset(
    "node_modules bower_components site-packages dist-packages vendor vendors third_party third-party __pypackages__ .git .tox .nox .eggs".split()
)
SCRIPTS = ("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts", "vue", "svelte", "mdx")
SHOWN_OR_TESTED = (".test", ".spec", ".stories", ".story", ".cy")
"""How the names of a front end's tests and of Storybook's pages end before the last dot."""

GENERATORS = (".openapi-generator-ignore", ".swagger-codegen-ignore", ".openapi-generator/FILES")
"""What programs leave behind that write a whole project from a description of an API (openapi-generator, swagger-codegen)."""

GENERATED_FOLDERS = frozenset("__pycache__ .mypy_cache .pytest_cache .ruff_cache htmlcov .ipynb_checkpoints".split())


_INSTALLED = re.compile(r"(?P<folder>.+?)/(?:pyvenv\.cfg|(?:[Ll]ib|lib64)/(?:python[\d.]{1,5}/)?site-packages/.*)")
"""A file that only a virtual environment in a folder of its own has."""


def _is_distributed(path: str) -> bool:
    """Whether a file is what installing a distribution leaves: a module or a package, or what is told of it. Data alone is put over an environment that is made elsewhere."""
    top, _, rest = path.partition("/site-packages/")[2].partition("/")
    return rest == "__init__.py" or top.endswith((".py", ".dist-info", ".egg-info"))


class Roles:
    """What each file of a tree is there for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._of_folders: dict[str, str] = {}
        self._committed: dict[tuple[str, ...], tuple[str, ...]] = {}

    @cached_property
    def environments(self) -> frozenset[str]:
        """Folders that are virtual environments."""
        return virtualenvs((*self._tree.files, *(self._tree.tracked or ())))

    @cached_property
    def server_data(self) -> tuple[tuple[str, str], ...]:
        """The data directories of database servers that git has: the file at the top of each, and the server."""
        from flaskcheck.files.server_data import server_data

        return tuple(found for found in server_data(self._tree.tracked or ()) if self.of(found[0]) == "production")

    @cached_property
    def private_keys(self) -> tuple[str, ...]:
        """The files of production that git has with a private key in them; none of those for developers' machines, demonstrations and exercises."""
        from flaskcheck.files.private_keys import ENDINGS, holds_private_key, is_for_show, is_own

        tree = self._tree
        found = (path for path in self.committed(*ENDINGS) if holds_private_key(tree, path))
        return tuple(path for path in found if not is_for_show(path) and not is_own(tree, path))

    @cached_property
    def account_keys(self) -> tuple[tuple[str, str], ...]:
        """The files of service accounts that git has, each with its key, where that has no marks around it."""
        from flaskcheck.files.private_keys import account_key, is_for_show

        found = ((path, account_key(self._tree, path)) for path in self.committed(".json") if not is_for_show(path))
        return tuple((path, key) for path, key in found if key)

    @cached_property
    def committed_environments(self) -> tuple[tuple[str, str], ...]:
        """The virtual environments that git has: the folder of each that lies in no other, and a file of it."""
        found: dict[str, str] = {}
        for path in sorted(self._tree.tracked or (), key=lambda path: (not path.endswith("pyvenv.cfg"), path)):
            is_one = path.endswith("pyvenv.cfg") or _is_distributed(path)
            inside = _INSTALLED.fullmatch(path) if is_one else None
            if inside and not any(is_in(inside["folder"], folder) for folder in found):
                found[inside["folder"]] = path
        return tuple(found.items())

    def committed(self, *endings: str) -> tuple[str, ...]:
        """The files of production that git has and whose names (in small letters) end so, sorted; found once for all that ask."""
        if endings not in self._committed:
            tracked = (path for path in self._tree.tracked or () if path.lower().endswith(endings))
            self._committed[endings] = tuple(sorted(path for path in tracked if self.of(path) == "production"))
        return self._committed[endings]

    def of(self, path: str) -> str:
        """``production``, ``test``, ``docs``, ``example``, ``vendored``, ``generated`` or ``notebook``."""
        folder, _, name = path.rpartition("/")
        if folder not in self._of_folders:
            self._of_folders[folder] = self._of_folder(folder)
        return self._of_folders[folder] or role_of_name(name.lower())

    def _of_folder(self, folder: str) -> str:
        """Anyone who asks for a folder of examples means it."""
        around = (asked for asked in (self._tree.scope, *self._tree.apart) if asked and is_in(folder, asked))
        start = max((len(asked) + 1 for asked in around), default=0)
        inner = (env[start:] for env in self.environments if env[:start] == f"{folder}/"[:start])
        return role_of_folder(folder[start:], frozenset(inner) if start else self.environments)


def role(path: str, environments: frozenset[str] = frozenset()) -> str:
    """``production``, ``test``, ``docs``, ``example``, ``vendored``, ``generated`` or ``notebook``.

    ``environments`` are the folders that are virtual environments.
    """
    folder, _, name = path.rpartition("/")
    return role_of_folder(folder, environments) or role_of_name(name.lower())


def role_of_folder(path: str, environments: frozenset[str] = frozenset()) -> str:
    """The role that all files of a folder have, whatever they are called; ``""`` when it is up to their names."""
    if "{{" in path:
        return "example"  # cookiecutter's and copier's: repositories are made from it, and it is none itself
    folders = path.split("/")
    if environments and any("/".join(folders[:end]) in environments for end in range(1, len(folders) + 1)):
        return "vendored"
    lower = [folder.lower() for folder in folders]
    for kind, words in (
        ("vendored", VENDORED_FOLDERS),
        ("generated", GENERATED_FOLDERS),
        ("test", TEST_FOLDERS),
        ("docs", DOCS_FOLDERS),
        ("example", EXAMPLE_FOLDERS),
    ):
        if any(folder in words or _is_of_tests(kind, folder) for folder in lower) and not _is_package_of_app(
            kind, lower
        ):
            return kind
    return ""


def _is_of_tests(kind: str, folder: str) -> bool:
    """``functional_tests_fixtures`` and ``api-tests``, but not ``test_results``: only the plural is unmistakable."""
    return kind == "test" and "tests" in folder.replace("-", "_").split("_")


def _is_package_of_app(kind: str, folders: list[str]) -> bool:
    """``app/static/vendor`` is vendored, ``docs`` below the templates is a page's folder; templates below ``docs`` are documentation."""
    if kind not in ("docs", "example"):
        return False
    words = DOCS_FOLDERS if kind == "docs" else EXAMPLE_FOLDERS
    first = next((at for at, folder in enumerate(folders) if folder in words), 0)
    return any(folder in ("templates", "static") for folder in folders[:first])


def role_of_name(name: str) -> str:
    """The role of a file in an ordinary folder, recognised by its lower-case name."""
    if name.endswith(".ipynb"):
        return "notebook"
    if name.endswith((".min.js", ".min.css", ".pyc", ".map")):
        return "generated"
    stem, _, ending = name.rpartition(".")
    if (
        name.startswith("test_")
        or (ending in SCRIPTS and stem.endswith(SHOWN_OR_TESTED))
        or stem.endswith("_test")
        and ending in ("py", "html", "htm")
    ):
        return "test"
    return "test" if name in ("conftest.py", "tests.py", "test.py", "noxfile.py") else "production"


def is_written_by_generator(tree: Tree, folder: str) -> bool:
    """Whether a program wrote all of a folder below the top, its Dockerfile too: a client or a stub that the application uses."""
    return bool(folder) and any(tree.has(f"{folder}/{name}") for name in GENERATORS)


def virtualenvs(files: Iterable[str]) -> frozenset[str]:
    """The folders that are virtual environments, whatever they are called: those with a ``pyvenv.cfg`` or a ``site-packages`` tree."""
    found = set()
    for path in files:
        padded = f"/{path}"
        if padded.endswith("/pyvenv.cfg"):
            found.add(path.rpartition("/")[0])
        elif "/site-packages/" in padded:
            head = padded.partition("/site-packages/")[0].strip("/").split("/")
            levels = 2 if head and head[-1].startswith("python") else 1  # lib/python3.11 or Lib
            found.add("/".join(head[:-levels]))
    return frozenset(folder for folder in found if folder)
