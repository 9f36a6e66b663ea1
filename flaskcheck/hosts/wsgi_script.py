"""Scripts that mod_wsgi imports under Apache: ``shop.wsgi``. Source: "Quick Configuration Guide" (modwsgi.readthedocs.io)."""

from __future__ import annotations

from flaskcheck.hosts.declared import wsgi_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.source import Source


def read(source: Source) -> PlatformFile:
    """The service whose requests go to the file. Never raises."""
    return wsgi_file(source, "apache")
