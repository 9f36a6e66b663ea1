"""Scripts that a web server imports and takes ``application`` from: mod_wsgi's, Passenger's, PythonAnywhere's."""

from __future__ import annotations

from flaskcheck.servers.server import Server, script_of
from flaskcheck.shell.program import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import Folder
    from flaskcheck.files.layout import View

SCRIPT, SCRIPT_OF_FOLDER = "wsgi-script", "wsgi-script-of-folder"
"""The roles of such files among the folders of a service; of the second, Python finds the modules that lie beside it."""


def server(file: Folder, view: View, program: str) -> Server | None:
    """The server that imports a script; ``None`` for another role of a file."""
    if file.role not in (SCRIPT, SCRIPT_OF_FOLDER):
        return None
    inside = view.locate(file.path) or ""
    folder = inside.rpartition("/")[0] or "/"
    return Server(
        program=program,
        kind="wsgi",
        invocation=Invocation(program, "", (), (file.place,), cwd=folder, place=file.place),
        target=f"{script_of(file.path.rpartition('/')[2])}:application",
        target_place=file.place,
        python_paths=(folder,) if file.role == SCRIPT_OF_FOLDER else (),
        script=file.path,
        stays=True,
        by_file=True,
    )
