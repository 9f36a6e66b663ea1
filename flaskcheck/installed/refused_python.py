"""A project of the repository that an installer refuses to install on a Python, because it asks for another one.

Seen with Python 3.13: pip 26.3 ("Package 'shop' requires a different Python: 3.13.0 not in '>=3.14'"), ``uv pip install .`` of uv 0.13.9 ("does not satisfy Python>=3.14"), and
Poetry 2.5.1 where it makes no virtual environment ("Current Python version (3.13.0) is not allowed by the project"; elsewhere it looks for another Python first). ``uv sync`` takes the Python that
``.python-version`` names, or stops ("resolved to Python 3.10.13, which is incompatible with the project's Python requirement", uv 0.13.9).
"""

from __future__ import annotations

from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts import python_version
from flaskcheck.installed.commands import installs_of
from flaskcheck.known.releases import lacks_python

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.facts.services import PythonVersion, Variable
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.installed.installed import Installed
    from flaskcheck.shell.program import Invocation

_OFF = ("false", "0", "no", "off")


def refusing(
    invocation: Invocation,
    view: View,
    installed: Installed,
    before: Iterable[Invocation],
    variables: Iterable[Variable],
) -> DependencyFile | None:
    """The file that asks for another Python than the one that an install command runs on; ``None`` where it suits, or nobody knows."""
    if invocation.wrapper or "/" in invocation.written or "--ignore-requires-python" in invocation.arguments:
        return None
    if invocation.program == "poetry" and not _makes_no_environment(invocation, before, variables):
        return None
    install = installs_of(invocation, view) if invocation.program in ("pip", "uv", "poetry") else None
    roots = {root for root, _ in install.projects} if install is not None and install.program != "uv" else set()
    asking = (file for file in installed.files if file.python and folder_of_file(file.path) in roots and not file.lock)
    return next((file for file in asking if lacks_python(file.python, installed.python)), None)


def pinned_against(
    invocation: Invocation, view: View, tree: Tree, installed: Installed, variables: Iterable[Variable]
) -> tuple[PythonVersion, DependencyFile] | None:
    """The Python that a file names for ``uv sync``, and the file of its project that asks for another; ``None`` where it suits, or nobody knows."""
    words = invocation.arguments
    given = {name for name, _ in (*invocation.environment, *invocation.exports)} | {v.name for v in variables}
    is_chosen = "UV_PYTHON" in given or any(word.startswith(("-p", "--python", "--project")) for word in words)
    if invocation.program != "uv" or words[:1] != ("sync",) or invocation.cwd is None or is_chosen:
        return None
    path = view.find(view.join(invocation.cwd, ".python-version"))
    python = python_version.read(tree.source(path)).python if path else None
    asking = (f for f in installed.files if path and f.python and folder_of_file(f.path) == folder_of_file(path))
    refusing = next((f for f in asking if python and lacks_python(f.python, python.version)), None)
    return (python, refusing) if python is not None and refusing is not None else None


def _makes_no_environment(invocation: Invocation, before: Iterable[Invocation], variables: Iterable[Variable]) -> bool:
    """Whether Poetry installs for the Python that it runs on, and looks for no other one."""
    words = (i.arguments for i in before if i.program == "poetry")
    is_told = any(w[:2] == ("config", "virtualenvs.create") and w[-1].lower() in _OFF for w in words)
    given = [*invocation.environment, *((variable.name, variable.value or "") for variable in variables)]
    return is_told or any(name == "POETRY_VIRTUALENVS_CREATE" and value.lower() in _OFF for name, value in given)
