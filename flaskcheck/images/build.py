"""How an image is built from a Dockerfile."""

from __future__ import annotations

from flaskcheck.images.foreign import foreign_packages
from flaskcheck.images.image import Image, joined
from flaskcheck.images.projects import importable
from flaskcheck.images.stage import Stage
from flaskcheck.images.steps import Builder
from flaskcheck.known import base_images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flaskcheck.facts.docker import Dockerfile
    from flaskcheck.facts.services import Command
    from flaskcheck.files.tree import Tree


def build(
    dockerfile: Dockerfile,
    tree: Tree,
    context: str,
    target: str = "",
    args: Mapping[str, str] | None = None,
    task_scripts: Mapping[str, str] | None = None,
    may_be_made: Callable[[str], bool] | None = None,
) -> Image:
    """The image of a Dockerfile built in a repository folder, up to a target stage (its name or number; the last one when there is no such), with build
    arguments. ``task_scripts`` are the project's named commands (Pipfile ``[scripts]``); ``may_be_made`` tells which paths of the repository those who build fill before. Never raises."""
    from flaskcheck.readers.docker import ignore as dockerignore

    ignore = dockerignore.for_build(tree, context, dockerfile.path)
    first = Stage.empty(tree, context, ignore, dockerfile.path)
    first.may_be_made = may_be_made or first.may_be_made
    builder = Builder(dockerfile, first, dict(args or {}), task_scripts or {})
    return _image(builder, builder.stage(builder.number(target)))


def _image(builder: Builder, final: Stage) -> Image:
    """A finished stage with all that the stages it needs have left."""
    reached = tuple(sorted(builder.built))
    made = [builder.built[number] for number in reached]
    own = set(final.chain)
    files, folders = importable(final.files)
    return Image(
        path=builder.dockerfile.path,
        context=final.files.context,
        stage=final.number,
        chain=final.chain,
        reached=reached,
        stages=builder.dockerfile.stages,
        base=final.base,
        base_place=final.base_place,
        python=final.python,
        variables=tuple(final.variables.values()),
        workdir=final.workdir,
        user=final.user,
        user_place=final.user_place,
        ports=tuple(final.ports),
        shell=final.shell,
        entrypoint=final.entrypoint,
        cmd=final.cmd,
        start=start_of(final),
        healthcheck=final.healthcheck,
        runs=tuple(run for stage in made if stage.number in own for run in stage.own_runs),
        installing_runs=tuple(run for stage in made for run in stage.own_runs),
        ran={run: ran for stage in made for run, ran in stage.own_runs.items()},
        missing=tuple(item for stage in made for item in stage.missing),
        volumes=tuple(final.volumes),
        files=files,
        importable=folders,
        ignore_file=final.files.ignore.path,
        foreign=tuple(foreign_packages(builder.dockerfile, final, builder.named)) if len(reached) > 1 else (),
    )


def start_of(stage: Stage) -> Command | None:
    """What a container runs by itself."""
    if stage.entrypoint is None and stage.cmd is None:
        return _supplied(stage)
    found = joined(stage.entrypoint, stage.cmd, stage.shell)
    return None if found is None else found.replaced(cwd=stage.workdir)


def _supplied(stage: Stage) -> Command | None:
    """What a base image that runs applications starts."""
    from flaskcheck.facts.services import Command

    brought = base_images.supplied(stage.base)
    if brought is None or stage.base_place is None:
        return None
    own = tuple(path for path in brought.scripts[:2] if stage.files.lookup(path).path is not None)
    if own:  # the script that it starts is replaced
        argv = tuple(dict.fromkeys((own[0], brought.scripts[1])))
        return Command(" ".join(argv), "start", stage.base_place, argv, exact=False, cwd=stage.workdir)
    text = brought.command
    if "{module}" in text:
        package = stage.files.lookup(f"{brought.workdir}/app/main.py").path is not None
        text = text.replace("{module}", "app.main" if package else "main")
    elif stage.files.lookup(f"{brought.workdir}/uwsgi.ini").path is None:
        text = "uwsgi --http 0.0.0.0:80 --module main --callable app"
    return Command(text, "start", stage.base_place, exact=False, cwd=stage.workdir, supplied=True)
