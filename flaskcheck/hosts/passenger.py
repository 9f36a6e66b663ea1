"""Phusion Passenger, also behind cPanel: it imports ``passenger_wsgi.py``."""

from __future__ import annotations

from flaskcheck.hosts.declared import wsgi_file
from flaskcheck.hosts.host import ANY_FILE, Host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.source import Source

HOSTS = (
    Host(  # www.phusionpassenger.com: "Deploying a Python app"; cPanel "Application Manager"
        "passenger",
        "Passenger",
        once_per_deploy="by hand in the virtual environment, before each restart",
        supplies_server=True,
        sets_variables=("PASSENGER_APP_ENV", "WSGI_ENV", "HOME"),
        installs_from=ANY_FILE,
        is_lasting=True,
        is_placed=True,
    ),
)


def read(source: Source) -> PlatformFile:
    """The service whose requests go to the file. Never raises."""
    return wsgi_file(source, "passenger", "wsgi-script-of-folder")
