"""supervisor: a program on a machine of one's own. Its configuration is not read yet."""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (Host("supervisor", "supervisor", installs_from=ANY_FILE, own_commands_only=True, is_lasting=True),)
