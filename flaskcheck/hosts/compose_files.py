"""Which Compose files belong together, and which of them production uses.

Compose itself takes ``compose.yaml`` (or another default name) and the override file beside it; other files are named on the command line, which
the repository seldom holds. So names decide: production takes the base file with the files that suggest production; files that suggest
development are never taken. Sources: ``cli/options.go`` of compose-go (default names, in order); "Merge" (Compose file reference).
"""

from __future__ import annotations

import re
from collections import Counter

from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.ground.limits import MAX_EXTENDED_SERVICES
from flaskcheck.hosts.compose_values import text_of
from flaskcheck.hosts.declared import for_development
from flaskcheck.known import base_images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import Command, PlatformFile, Service
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

DEFAULT_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_NAME = re.compile(
    r"(?:[\w.-]*[._-])?(?:docker|podman)?[-_]?compose(?:[._-][\w.-]+)?\.ya?ml|docker-(?:stack|swarm|services)[\w.-]*\.ya?ml"
)
_FOR_DEVELOPMENT = re.compile(
    r"\bdevelopment\W+(?:setup|environment|only|compose|config|use)|\b(?:for|local)\W+(?:(?:local|tests?|testing)\W+(?:(?:and|or)\W+)?){0,4}development\b",
    re.IGNORECASE,
)

_RELOADS = re.compile(r"(?:^|\s)--reload(?:\s|$|\")|\bwatchmedo\s+auto-restart\b|\bnodemon\b")


def is_compose_file(path: str) -> bool:
    """Whether a file is a Compose file by its name."""
    return bool(_NAME.fullmatch(path.rpartition("/")[2].lower()))


def is_base(path: str) -> bool:
    """Whether Compose takes this file by itself."""
    return path.rpartition("/")[2] in DEFAULT_NAMES


def is_part(path: str) -> bool:
    """Whether the paths of a file may count from another folder: from that of the file which it is merged with."""
    return "/" in path and not is_base(path)


def is_development(path: str) -> bool:
    """Whether a file is for a developer's machine or a test run, by its name or folder; an override for production is none."""
    name = path.rpartition("/")[2]
    rigs = words.RIGS - {"override"} if words.is_production(name) else words.RIGS
    return words.is_development(name, rigs) or words.is_development_folder(path)


def speaks_of_development(source: Source) -> bool:
    """Whether the comments at the head of a file, or of its services, say that it is for development."""
    return any(is_for_development(" ".join(_comments(lines))) for lines in _heads(source.lines))


def is_for_development(comments: str) -> bool:
    """Whether comments say that a file is for development."""
    return "development" in comments.lower() and _FOR_DEVELOPMENT.search(comments) is not None


def _heads(lines: list[str]) -> Iterator[list[str]]:
    yield lines[:20]
    services = next((at for at, line in enumerate(lines) if line.rstrip() == "services:"), len(lines))
    yield lines[services + 1 : services + 20]


def _comments(lines: list[str]) -> Iterator[str]:
    """The comments before anything else."""
    for line in lines:
        if line.strip() and not line.lstrip().startswith(("#", "---")):
            return
        yield line.strip()


def is_development_service(name: str, commands: tuple[Command, ...]) -> bool:
    """Whether a service is no part of production by its name (``test``) or command (``dev_server``, ``sleep infinity``)."""
    argv = next((c.argv or () for c in commands if c.phase == "start"), ())
    waits = tuple(word.rpartition("/")[2] for word in argv) in (("sleep", "infinity"), ("tail", "-f", "null"))
    named = any(re.match(r"dev(?:[-_]|$)", word) for word in argv[:2])
    return name.lower() in words.DEVELOPMENT | words.RIGS or waits or named


def reloads(commands: tuple[Command, ...]) -> bool:
    """Whether a service restarts at each change of a file: with the code mounted, that is how a developer works."""
    starts = [" ".join(c.argv or (c.text,)) for c in commands if c.phase == "start"]
    return any(_RELOADS.search(text) for text in starts)


def is_production(path: str) -> bool:
    """Whether a file's name suggests production."""
    return words.is_production(path.rpartition("/")[2], words.COMPOSED) and not is_development(path)


def production_files(paths: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The files that make up production, in the order they are merged, for each folder of the given files.

    The base file with those for production; without a base file, those for production; without both, each other file that is not for
    development is a set of its own. A folder that has only files for development has none.
    """
    folders: dict[str, list[str]] = {}
    for path in paths:
        if is_compose_file(path) and not is_development(path):
            folders.setdefault(path.rpartition("/")[0], []).append(path)
    sets: list[tuple[str, ...]] = []
    for found in folders.values():
        base = sorted((p for p in found if is_base(p)), key=lambda p: DEFAULT_NAMES.index(p.rpartition("/")[2]))[:1]
        production = sorted(p for p in found if is_production(p))
        if base or production:
            sets.append((*base, *production))
        else:
            sets.extend((path,) for path in sorted(found))
    return tuple(sets)


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """Compose files with those of one production merged into one, and the services of all others marked as development.

    A production file that says of each of its services how it is built or which image it is stands alone: the base file is then the
    developer's. Files of other hosts are left alone.
    """
    compose = {file.path: file for file in _without_halves([file for file in files if file.host == "compose"])}
    kept: dict[str, PlatformFile] = {}
    for paths in production_files(tuple(compose)):
        chosen = [compose[path] for path in paths]
        alone = [f for f in chosen if is_production(f.path) and f.services and all(map(_is_complete, f.services))]
        alone = [f for f in alone if not _only_names_images(f, chosen[0])]
        if alone and len(chosen) > 1:
            chosen = alone[:1] if len(alone) == 1 else alone
        kept[chosen[0].path] = _merge(chosen)
    return [
        _completed(kept.get(f.path) or for_development(compose[f.path]), compose) if f.path in compose else f
        for f in files
    ]


def sharing(services: list[Service], nodes: dict[str, Node]) -> list[Service]:
    """Services of one file; those that run an image which another one builds under that name are built as it is."""
    images = {name: text_of(node.get("image")) for name, node in nodes.items()}
    built = {images[s.name]: s for s in services if s.image and images[s.name]}
    return [
        s.replaced(
            image=b.image,
            context=b.context,
            root=b.root,
            target=b.target,
            base="",
            development=s.development or _is_worked_on(s, b),
        )
        if (b := built.get(s.base)) is not None and s.kind != "database"
        else s
        for s in services
    ]


def _is_worked_on(service: Service, built: Service) -> bool:
    """Whether the image that a service runs is another one's for development: that one builds its stage for developers, or both have the code mounted."""
    return words.is_development(built.target) or (built.development and bool(service.binds))


_PARTS = 2
"""How many files want a thing of another file, at least, when they are parts that a program puts together; one alone may have forgotten it."""


def _without_halves(files: list[PlatformFile]) -> list[PlatformFile]:
    """Compose files without the complaint about a service that a file beside them has, or the other half of one: who runs Compose names both (``-f``).
    What several files want and another one defines they get there: a program puts them together.
    """
    completed = {(folder_of_file(f.path), s.name) for f in files for s in f.services if _is_complete(s)}
    halves = {s.place for f in files for s in f.services if (folder_of_file(f.path), s.name) in completed}
    defined = {name for f in files for name in f.defines}
    wanting = Counter(e for f in files for e in {e.lacks for e in f.errors} & defined)
    return [
        f.replaced(
            errors=tuple(
                e
                for e in f.errors
                if (e.kind != "incomplete-service" or e.place not in halves)
                and (folder_of_file(f.path), e.lacks.removeprefix("service ")) not in completed
                and wanting[e.lacks] < _PARTS
            )
        )
        for f in files
    ]


def _only_names_images(file: PlatformFile, base: PlatformFile) -> bool:
    """Whether a file says which images services are made of that the base file tells all else of: it lies over that file."""
    told = {s.name for s in base.services if s.variables or s.ports or s.commands}
    over = [service for service in file.services if service.name in told]
    says = any(s.image or s.context or s.variables or s.env_files or s.ports or s.commands for s in over)
    return bool(over) and file is not base and not says


def _is_complete(service: Service) -> bool:
    return bool(service.image or service.base or service.context)


def _merge(files: list[PlatformFile]) -> PlatformFile:
    """Later files override earlier ones, service by service."""
    services: dict[str, Service] = {}
    for file in files:
        for service in file.services:
            before = services.get(service.name)
            services[service.name] = merged(before, service) if before else service
    errors = tuple(error for file in files for error in file.errors)
    inside = tuple(found for file in files for found in file.dockerfiles)
    return files[0].replaced(services=tuple(services.values()), errors=errors, dockerfiles=inside)


def merged(base: Service, over: Service) -> Service:
    """One service as two files describe it, the second one overriding the first."""
    built = over if over.image or over.context else base
    return base.replaced(
        kind=over.kind if over.commands and base.kind != "database" else base.kind,
        root=built.root if built.image else base.root,
        commands=_override(base.commands, over.commands),
        variables=tuple({(v.name, v.source == "build"): v for v in (*base.variables, *over.variables)}.values()),
        env_files=(*base.env_files, *over.env_files),
        folders=(*base.folders, *over.folders),
        mounts=tuple({mount.path: mount for mount in (*base.mounts, *over.mounts)}.values()),
        ports=tuple(dict.fromkeys((*base.ports, *over.ports))),
        health_paths=over.health_paths or base.health_paths,
        databases=tuple(dict.fromkeys((*base.databases, *over.databases))),
        image=built.image,
        context=built.context,
        target=over.target or base.target,
        base="" if built.image else over.base or base.base,
        depends_on=tuple(dict.fromkeys((*base.depends_on, *over.depends_on))),
        waiting=tuple(dict.fromkeys((*base.waiting, *over.waiting))),
        instances=over.instances if over.instances is not None else base.instances,
        development=base.development and over.development,
    )


def _override(base: tuple[Command, ...], over: tuple[Command, ...]) -> tuple[Command, ...]:
    phases = {command.phase for command in over}
    return (*over, *(command for command in base if command.phase not in phases))


def _completed(file: PlatformFile, compose: dict[str, PlatformFile]) -> PlatformFile:
    """Services that extend one of another file, with what they extend."""
    services = []
    for service in file.services:
        service = _extending(_laid_over(service, file, compose), compose)
        services.append(_built(service, file, compose))
    return file.replaced(services=tuple(services))


def _extending(service: Service, compose: dict[str, PlatformFile], depth: int = 0) -> Service:
    """A service with the one of another file that it extends, and what that extends."""
    for folder in service.folders:
        if folder.role != "extends":
            continue
        other = compose.get(folder.path)
        found = next((s for s in other.services if s.name == folder.written), None) if other else None
        if other is None and not _is_complete(service):
            service = service.replaced(development=True)  # what it runs stands in a file that is not read
        if found is not None and depth < MAX_EXTENDED_SERVICES:
            service = merged(_extending(found, compose, depth + 1), service).replaced(
                name=service.name, place=service.place, development=service.development
            )
    return service


def _laid_over(service: Service, file: PlatformFile, compose: dict[str, PlatformFile]) -> Service:
    """A service of which a file takes away how it is built (``build: !reset``), with the only one of its name that another file builds: the file lies over that one, wherever."""
    if not any(folder.role == "reset" for folder in service.folders):
        return service
    others = (f.services for f in compose.values() if f.path != file.path)
    found = [s for services in others for s in services if s.name == service.name and s.image]
    if len(found) != 1:
        return service
    return merged(found[0], service).replaced(place=service.place, development=service.development)


def _built(service: Service, file: PlatformFile, compose: dict[str, PlatformFile]) -> Service:
    """A service that runs an image by its name, with the Dockerfile from which a file beside it makes a service of the same name; what others publish stays theirs."""
    if (
        not service.base
        or service.image
        or service.kind == "database"
        or base_images.is_runtime(base_images.parse(service.base))
    ):
        return service
    folder = folder_of_file(file.path)
    others = (f for f in compose.values() if f.path != file.path and folder_of_file(f.path) == folder)
    found = next((s for f in others for s in f.services if s.name == service.name and _is_built_to_run(s)), None)
    if found is None:
        return service
    target = "" if words.is_development(found.target) else found.target
    return service.replaced(image=found.image, context=found.context, root=found.root, target=target)


def _is_built_to_run(service: Service) -> bool:
    """Whether a service is built from a Dockerfile that is not for development by its name."""
    return bool(service.image) and not words.is_development(service.image.rpartition("/")[2])
