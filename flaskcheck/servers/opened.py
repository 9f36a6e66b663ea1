"""The files that gunicorn opens before it loads the application, whose folders it does not make: each form was tried with gunicorn 20.1.0, 23.0.0 and 27.0.1."""

from __future__ import annotations

from posixpath import dirname

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.modules import Code
    from flaskcheck.files.layout import View
    from flaskcheck.ground.place import Place
    from flaskcheck.servers.server import Server

_LOG = "Error: '{}' isn't writable [FileNotFoundError(2, 'No such file or directory')]"
_OPENED = {
    ("error-logfile", "errorlog"): _LOG,
    ("access-logfile", "accesslog"): _LOG,
    ("pid", "pidfile"): "Error: {folder} doesn't exist. Can't create pidfile.",
}
"""What gunicorn says where the folder of a file is not there, by the option and the setting that name the file."""

_MAKERS = frozenset("makedirs mkdir ensure_dir Popen run call check_call system exec import_module __import__".split())
_NOT_STARTED = ("check-config", "print-config", "logger-class", "logger_class", "help", "version")


class Opened(Record):
    """A file that a server opens at its start: ``written`` names it, ``folder`` is the deployment folder that has to be there, ``said`` what the server says where it is not."""

    written: str
    folder: str
    place: Place
    said: str


def opened(server: Server, view: View, code: Code) -> tuple[Opened, ...]:
    """The files that a gunicorn opens, where nothing that it reads before may make their folders."""
    start = server.chdir or server.invocation.cwd
    if server.program != "gunicorn" or not start or any(o.name in _NOT_STARTED for o in server.options):
        return ()
    if server.config and _may_make_folders(server.config, code):
        return ()
    found = []
    for names, said in _OPENED.items():
        option = next((o for o in reversed(server.options) if o.name in names), None)
        written = option.value if option is not None else ""
        folder = dirname(written)
        if option is None or not folder or any(sign in written for sign in "$~`*{"):
            continue
        said = said.format(written, folder=folder)
        found.append(Opened(written, view.join(start, folder), option.place, said))
    return tuple(found)


def _may_make_folders(path: str, code: Code) -> bool:
    """Whether a configuration file makes folders, or runs code of the project that may."""
    module = code.module(path)
    if module is None or module.error:
        return True
    own = {p.partition("/")[0].removesuffix(".py") for p in code.paths}
    imports = any(i.level or i.module.partition(".")[0] in own for i in module.imports)
    return imports or any(site.call.name.rpartition(".")[2] in _MAKERS for site in module.calls)
