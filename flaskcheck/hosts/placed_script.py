"""PythonAnywhere, recognised by what a Python file holds: a WSGI file under a name of your own, or the ``flask_app.py`` that a new site begins with.

Source: help.pythonanywhere.com, "Setting up Flask applications": the template of the first writes ``project_home = '/home/ann/site'`` and imports ``app as application``;
the second lies in ``/home/ann/mysite``.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.declared import wsgi_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source

HOST = "pythonanywhere"
_PLACED = re.compile(
    r"^[ \t]*(?:\w+[ \t]*=[^\n#]*?|sys\.path\.(?:append|insert)\([ \t]*(?:0,[ \t]*)?)u?['\"]/home/"
    r"(?!(?:ubuntu|ec2-user|azureuser|admin|debian|centos|pi|site|user|yourusername|deploy|app|www)/)[\w.-]+/[\w./-]+['\"]",
    re.MULTILINE,
)
"""A folder in the home of a person, or what is taken where a variable names no other (``Path(os.getenv("SITE", "/home/ann/site"))``); the others are users of machines of your own, or a guide's words."""
_SERVED = re.compile(r"^[ \t]*(?:from [\w.]+ import [^\n]*\bapplication\b|application[ \t]*=)", re.MULTILINE)


_FIRST = re.compile(r"['\"]/home/[\w.-]+/mysite\b")
"""A path into the folder that PythonAnywhere makes for a first site."""


def read(source: Source) -> PlatformFile:
    """The service whose requests go to the file; no host's file where it is another script. Never raises."""
    text = source.text
    if source.path.endswith("flask_app.py"):
        place, folder = source.whole(), folder_of_file(source.path)
        found = (Service(HOST, "", "web", place, folder),) if _FIRST.search(text) else ()
        return PlatformFile(source.path, HOST if found else "", found)
    if "sys.path" in text and _PLACED.search(text) and _SERVED.search(text):
        return wsgi_file(source, HOST)
    return PlatformFile(source.path, "", ())


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """The files without such scripts where others tell what serves: they may load the script, on whatever machine."""
    sure = [file for file in files if file.host == HOST and file.path.endswith("pythonanywhere_com_wsgi.py")]
    others = [file for file in files if file.host != HOST and any(s.kind == "web" for s in file.services)]
    return [file for file in files if file.host != HOST or file in sure or not (sure or others)]
