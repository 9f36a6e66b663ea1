"""Any host: a repository without a platform file."""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (Host("generic", "Any host", installs_from=ANY_FILE, is_unknown=True, has_command_fields=True),)
