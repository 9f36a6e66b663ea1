"""PythonAnywhere, recognised by the WSGI file that its Web tab names: ``ann_pythonanywhere_com_wsgi.py``."""

from __future__ import annotations

from flaskcheck.hosts.declared import wsgi_file
from flaskcheck.hosts.host import ANY_FILE, Host, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.source import Source

HOSTS = (
    Host(  # help.pythonanywhere.com: "Setting up Flask applications", "Environment variables for web apps"
        "pythonanywhere",
        "PythonAnywhere",
        once_per_deploy="by hand in a Bash console, after each git pull",
        routed=True,
        supplies_server=True,
        sets_variables=names("PYTHONANYWHERE_SITE PYTHONANYWHERE_DOMAIN HOME USER"),
        installs_from=ANY_FILE,
        deploy_actions=names("umluizlima/actions-pythonanywhere jensvog/pythonanywhere-reload"),
        deploy_commands=r"https?://[\w.-]*\bpythonanywhere\.com\b",
        is_lasting=True,
        is_placed=True,
    ),
)


def read(source: Source) -> PlatformFile:
    """The service whose requests go to the file. Never raises."""
    return wsgi_file(source, "pythonanywhere")
