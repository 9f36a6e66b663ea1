"""uWSGI by itself, on a machine of one's own."""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (Host("uwsgi", "uWSGI", installs_from=ANY_FILE),)
