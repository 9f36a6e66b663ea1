"""Cloud Run, which workflows and ``gcloud run deploy`` deploy to: an image, or sources that its buildpacks build."""

from __future__ import annotations

from flaskcheck.hosts.host import Host, names

HOSTS = (
    Host(  # cloud.google.com/run/docs: "Container runtime contract"; GoogleCloudPlatform/buildpacks
        "cloud-run",
        "Cloud Run",
        sets_port=True,
        procfile_by_workflow=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        sets_variables=names("PORT K_SERVICE K_REVISION K_CONFIGURATION CLOUD_RUN_JOB CLOUD_RUN_EXECUTION"),
        sends="unignored",  # "gcloud topic gcloudignore": the folder, less .gitignore
        installs_from=("requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"),
        home="/workspace",
        deploy_actions=("google-github-actions/deploy-cloudrun",),
        deploy_commands=r"gcloud\s+(?:beta\s+)?run\s+(?:services\s+)?(?:deploy|update)\b",
    ),
)
