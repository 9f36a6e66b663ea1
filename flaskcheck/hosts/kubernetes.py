"""Kubernetes, which workflows deploy images to. Its manifests are not read yet."""

from __future__ import annotations

from flaskcheck.hosts.host import Host, names

HOSTS = (
    Host(
        "kubernetes",
        "Kubernetes",
        ephemeral_disk=True,
        routed=True,
        docker=True,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=names("HOSTNAME HOME PATH KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT"),
        own_commands_only=True,
        is_container=True,
        has_manifests=True,
        deploy_commands=r"kubectl\s+(?:apply|set\s+image|rollout)|helm\s+upgrade",
    ),
)
