"""Apache with mod_wsgi on a machine of one's own."""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (Host("apache", "Apache", installs_from=ANY_FILE, supplies_server=True),)
