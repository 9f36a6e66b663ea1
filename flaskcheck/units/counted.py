"""Which of the declared deployments count beside one another."""

from __future__ import annotations

import re
from functools import lru_cache

from flaskcheck.files.paths import holding, is_in
from flaskcheck.ground import words
from flaskcheck.units.own_images import is_published

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.services import Variable
    from flaskcheck.files.tree import Tree
    from flaskcheck.units.deployment import Deployment

RELOADING = frozenset("--reload --py-autoreload --py-auto-reload --python-autoreload --autoreload".split())
"""The options of gunicorn, uvicorn, uWSGI and Celery's helpers that watch the code."""

_DEPLOYING = ("Chart.yaml", "appspec.yml", "appspec.yaml", "Pulumi.yaml", "cdk.json", "Capfile", "fabfile.py")
"""Files of programs that deploy, what they do being written in other files or languages: Helm, CodeDeploy, Pulumi, the CDK, Capistrano, Fabric."""

_DEPLOYS = (
    b"gcloud app deploy",
    b"gcloud run deploy",
    b"cf push",
    b"eb deploy",
    b"kubectl apply",
    b"helm upgrade",
    b"az webapp",
)

_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?")

ABSENT = ("missing", "elsewhere", "dev-only")
"""Answers to whether a module is installed that say that it is not."""


def without_inner(deployments: list[Deployment]) -> list[Deployment]:
    """Those that are not started inside an image of the same repository, by a manager of processes."""
    images = [d for d in deployments if d.image is not None]
    return [d for d in deployments if not (d.host.is_inner and any(_is_inner(d, image) for image in images))]


def without_spare(deployments: list[Deployment]) -> list[Deployment]:
    """Those that count although others serve the application: a file that some command may name is no deployment of its own, nor is a form for a host that would find nothing to start."""
    spare = [d for d in deployments if d.host.is_spare or _starts_nothing(d)]
    others = any(d.service.kind == "web" and d not in spare for d in deployments)
    return [d for d in deployments if not (others and d in spare)]


def _starts_nothing(deployment: Deployment) -> bool:
    """Whether a host takes its commands from a Procfile, and there is none that has any."""
    takes_it = deployment.host.reads_procfile and deployment.image is None and deployment.service.kind == "web"
    return takes_it and not any(True for _ in deployment.commands.programs("start"))


def without_bare(deployments: list[Deployment]) -> list[Deployment]:
    """Those that can run the application: beside others, an image that starts nothing and has no Flask, or nothing of the application, is for something else."""
    bare = [d for d in deployments if _is_bare(d)] if len(deployments) > 1 else []
    return [d for d in deployments if d not in bare] if len(bare) < len(deployments) else deployments


def _is_bare(deployment: Deployment) -> bool:
    if deployment.image is None or any(True for _ in deployment.commands.programs("start")):
        return False
    own = deployment.repository.applications
    is_empty = not deployment.image.missing and all(deployment.view.locate(a.path) is None for a in own)
    return is_empty or deployment.installed.provides_import("flask").status in ABSENT


def without_strangers(deployments: list[Deployment]) -> list[Deployment]:
    """Those that run the application: beside one that does, what a machine starts from another folder, and the repository does not have, is another project's."""
    served = [d for d in deployments if d.commands.web_servers]
    return [d for d in deployments if not (served and d not in served and _is_strangers(d, served))]


def _is_strangers(deployment: Deployment, served: list[Deployment]) -> bool:
    home, homes = deployment.service.home, [d.service.home for d in served if d.host.is_placed]
    if not (deployment.host.is_placed and home and all(homes)) or any(is_in(home, h) or is_in(h, home) for h in homes):
        return False
    started = [i for i in deployment.commands.programs("start") if not i.builtin]
    return bool(started and homes) and all(deployment.view.lacks(i.absent) for i in started)


def _is_inner(deployment: Deployment, image: Deployment) -> bool:
    """Whether an image has the file that declares a deployment, and either starts such a manager or has its folder where the file says."""
    holds = image.view.locate(deployment.place.path) is not None
    if image.commands.starts_services:
        return holds or not image.view.complete
    return holds and bool(deployment.service.home) and image.view.find(deployment.service.home) is not None


def without_workbenches(deployments: list[Deployment]) -> list[Deployment]:
    """Those that count where something else deploys the application: the containers that people work in do not. One that restarts at each change of a file never does."""
    deployments = [d for d in deployments if not (d.host.is_at_home and _is_mounted(d) and _reloads(d))]
    deployments = _without_images_for_a_try(deployments)
    if not deployments:
        return deployments
    tree = deployments[0].repository.tree
    served = any(d.service.kind == "web" and not _is_workbench(d) for d in deployments)
    elsewhere = served or any(map(tree.named, _DEPLOYING)) or _has_deploying_script(tree)
    return [d for d in deployments if not (elsewhere and _is_workbench(d))]


def _without_images_for_a_try(deployments: list[Deployment]) -> list[Deployment]:
    """Those that count where a workflow publishes an image with a server for production: one that no workflow builds, and that starts Flask's own server, is to try the application in."""
    tried = [d for d in deployments if d.host.stands_for_many and d.image is not None and d.start.is_development]
    others = [d for d in deployments if d.image is not None and d not in tried and serves_visitors(d)] if tried else []
    if not any(is_published(d.repository, d.service.image) for d in others):
        return deployments
    return [d for d in deployments if d not in tried or is_published(d.repository, d.service.image)]


def _has_deploying_script(tree: Tree) -> bool:
    """Whether a script that is called for it deploys to a host."""
    scripts = (p for p in tree.files if p.endswith(".sh") and "deploy" in words.parts(p.rpartition("/")[2]))
    return any(mark in tree.source(path).raw for path in scripts for mark in _DEPLOYS)


def is_worked_in(deployment: Deployment) -> bool:
    """Whether people work in a container of an image of the repository: the code is mounted over it, or a workflow publishes the image for those who run it, and the command or the variables are a developer's."""
    if deployment.image is None or not deployment.host.is_at_home:
        return False
    is_published_too = not deployment.service.base and is_published(deployment.repository, deployment.service.image)
    if not (_is_mounted(deployment) or _has_code(deployment) or is_published_too):
        return False
    is_told = _is_called_for_development(deployment) or _choose_development(deployment.service.variables)
    return is_told or _reloads(deployment) or deployment.start.is_development


def serves_visitors(deployment: Deployment) -> bool:
    """Whether an image starts a server for production, or a program that flaskcheck does not know with what such a server is given (``serve main:app``)."""
    if deployment.start.is_development:
        return False
    started = [i for i in deployment.commands.programs("start") if not i.builtin]
    return bool(deployment.commands.web_servers) or any(
        map(_TARGET.fullmatch, (a for i in started for a in i.arguments))
    )


def _is_workbench(deployment: Deployment) -> bool:
    """Whether people work in a container: the names of its files or its variables say so, or the repository itself or the folder of its code is mounted over what the image has, and no file for production tells of it."""
    host = deployment.host
    if (host.is_at_home or host.stands_for_many) and _is_called_for_development(deployment):
        return True
    if not host.is_at_home:
        is_meant = _is_built_for_development(deployment) or _starts_in_debug_mode(deployment)
        return host.stands_for_many and deployment.start.is_development and is_meant
    if _choose_development(deployment.service.variables):
        return True
    return (_is_mounted(deployment) or _has_code(deployment)) and not _is_told_for_production(deployment)


def _is_called_for_development(deployment: Deployment) -> bool:
    """Whether it is built from ``Dockerfile.dev``, or starts what stands in ``run_dev.sh``."""
    files = (deployment.service.image, *(i.place.path for i in deployment.commands.programs("start")))
    return any(words.is_development(path.rpartition("/")[2]) for path in files)


def _is_told_for_production(deployment: Deployment) -> bool:
    """Whether a file that is called for production says what starts it, or gives it variables: ``compose.prod.yaml``."""
    service = deployment.service
    told = {*(command.place.path for command in service.commands), *(v.place.path for v in service.variables)}
    return any(words.is_production(path.rpartition("/")[2]) for path in told)


def _is_built_for_development(deployment: Deployment) -> bool:
    """Whether an image itself chooses the mode for developers."""
    return deployment.image is not None and _choose_development(deployment.image.variables)


def _starts_in_debug_mode(deployment: Deployment) -> bool:
    """Whether its own command chooses the mode for developers, as a Procfile for foreman or honcho does: ``web: FLASK_DEBUG=1 flask run``."""
    if deployment.image is not None:
        return False
    started = list(deployment.commands.programs("start"))
    return any("--debug" in i.arguments or _choose_development(i.variables) for i in started if not i.builtin)


def _is_mounted(deployment: Deployment) -> bool:
    return deployment.source_root in deployment.service.binds


def _has_code(deployment: Deployment) -> bool:
    folders = filter(None, deployment.service.binds)  # the whole repository is looked at above
    return bool(holding(folders, (application.path for application in deployment.repository.applications)))


def _reloads(deployment: Deployment) -> bool:
    """Whether a program restarts at each change of a file, as nobody wants it who serves visitors."""
    return any(not RELOADING.isdisjoint(i.arguments) for i in deployment.commands.programs("start"))


def _choose_development(variables: Iterable[Variable]) -> bool:
    """Whether variables choose the mode for developers (``APP_ENV=development``, ``FLASK_DEBUG=1``), and none beside them that of production."""
    modes = {_mode(variable.name, (variable.value or "").strip().lower()) for variable in variables}
    return "development" in modes and "production" not in modes


@lru_cache(maxsize=4096)
def _mode(name: str, value: str) -> str:
    """Which mode a variable of a value in small letters chooses; ``""`` where it chooses none. A long start hands the same ones to each of its programs."""
    if name in words.DEVELOPMENT_VARIABLES:
        return "development" if value in words.ON else ""
    named = words.parts(name)
    if not any(part in words.MODES for part in named):
        return ""
    is_switch = value in words.ON and any(words.mode(part) == "development" for part in named)  # SHOP_DEV_MODE: "True"
    return "development" if is_switch else words.mode(value)
