"""Docker: a Dockerfile alone, which says nothing of where its image runs."""

from __future__ import annotations

from flaskcheck.hosts.host import Host

HOSTS = (
    Host(
        "docker",
        "Docker",
        ephemeral_disk=True,
        routed=True,
        docker=True,
        sets_variables=("HOSTNAME", "HOME", "PATH"),
        own_commands_only=True,
        stands_for_many=True,
        is_container=True,
    ),
)
