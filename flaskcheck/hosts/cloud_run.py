"""Cloud Run, which workflows and ``gcloud run deploy`` deploy to: an image, or sources that its buildpacks build.

Sources: "gcloud topic gcloudignore", "Build configuration file schema" (cloud.google.com). Neither .gcloudignore nor cloudbuild.yaml says
what runs; beside a Procfile they say who reads it.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import PlatformFile
from flaskcheck.hosts.declared import Unstarted, first_file, guessed_start
from flaskcheck.hosts.host import Host, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.services import Command, Service
    from flaskcheck.files.source import Source

HOSTS = (
    Host(  # cloud.google.com/run/docs: "Container runtime contract"; GoogleCloudPlatform/buildpacks
        "cloud-run",
        "Cloud Run",
        once_per_deploy="a job of Cloud Run that is executed before each deploy",
        sets_port=True,
        procfile_by_workflow=True,
        reads_procfile=True,
        default_port=8080,
        ephemeral_disk=True,
        limits_bodies=True,  # 32 MiB (cloud.google.com/run/quotas)
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

_RUN = re.compile(rb"\brun\b")


def read(source: Source) -> PlatformFile:
    """The sign that the folder is deployed to Cloud Run, without a service; ``host`` is ``""`` for a build of something else. Never raises."""
    deploys = b"deploy" in source.raw and _RUN.search(source.raw) is not None
    is_sign = source.path.endswith(".gcloudignore") or deploys
    return PlatformFile(source.path, "cloud-run" if is_sign else "")


def guess(service: Service, has: Callable[[str], bool], _: Callable[[str], bool]) -> Command | None:
    """What Google's buildpack starts when it builds from sources without a Procfile; it installs gunicorn itself then (cmd/python/missing_entrypoint, webserver)."""
    path = first_file(service.root, _MAIN_FILES, has) if _is_built_here(service, has) else ""
    module = path.rpartition("/")[2].removesuffix(".py")
    return guessed_start(f"gunicorn -b :8080 {module}:app", path) if path else None


_MAIN_FILES = ("main.py", "app.py")


def _is_built_here(service: Service, has: Callable[[str], bool]) -> bool:
    """Whether the buildpack alone decides what is started."""
    is_source = any(folder.role == "root" for folder in service.folders)
    return is_source and not first_file(service.root, ("Dockerfile", "Procfile", "app.yaml"), has)


def unstarted(service: Service, has: Callable[[str], bool], _: object, __: object) -> Unstarted | None:
    """The build stops without them (cmd/python/missing_entrypoint); with pyproject.toml a script of it may count, and project.toml may name a command."""
    if not _is_built_here(service, has) or any(v.name == "GOOGLE_ENTRYPOINT" for v in service.variables):
        return None
    if first_file(service.root, (*_MAIN_FILES, "pyproject.toml", "project.toml", "manage.py"), has):
        return None
    said = "for Python, provide a main.py or app.py file or set an entrypoint"
    return Unstarted(f'stops the build: "{said}"', "Add a Procfile with the line: web: {command}", is_sure=True)
