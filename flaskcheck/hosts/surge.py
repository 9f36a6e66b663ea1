"""Surge: a ``.surgeignore`` marks a site.

Source: "Ignoring files and folders" (surge.sh).
"""

from __future__ import annotations

from flaskcheck.hosts.declared import marked_site
from flaskcheck.hosts.host import static_site

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.source import Source

HOSTS = (static_site("surge", "Surge", deploy_commands=r"(?:npx\s+)?surge\s+[./\w]"),)


def read(source: Source) -> PlatformFile:
    """The site in the folder of the file. Never raises."""
    return marked_site(source, "surge")
