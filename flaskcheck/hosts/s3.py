"""Amazon S3 as a host of static files, which workflows copy to."""

from __future__ import annotations

from flaskcheck.hosts.host import static_site

HOSTS = (
    static_site(
        "s3",
        "Amazon S3",
        deploy_actions=("jakejarvis/s3-sync-action",),
        deploy_commands=r"aws\s+s3\s+(?:sync|cp\s+--recursive|cp(?=\s[^\n|&;]*--recursive))\s+(?!s3:)",
    ),
)
