"""Cloud Native Buildpacks: an image that ``pack build`` makes of a folder with a Procfile, for whoever runs images.

Sources: "Build an app" (buildpacks.io/docs), "Heroku Cloud Native Buildpacks" (github.com/heroku/buildpacks), "Procfile" (paketo.io/docs). The
Procfile's processes are the image's; nothing sets PORT but what runs the image, which is told the port to forward to.
"""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (
    Host(
        "buildpacks",
        "The image that pack builds",
        procfile_by_workflow=True,
        reads_procfile=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        sets_variables=("HOSTNAME", "HOME", "PATH"),
        installs_from=ANY_FILE,
        home="/workspace",
        stands_for_many=True,
        is_container=True,
        deploy_commands=r"\bpack\s+build\b",
    ),
)
