"""nginx on your own server, in front of a server."""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (Host("nginx", "nginx", installs_from=ANY_FILE),)
