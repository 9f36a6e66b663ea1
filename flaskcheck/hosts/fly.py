"""fly.toml: an app of Fly.io.

Source: "App configuration (fly.toml)" (fly.io/docs). Without ``[build]`` a Dockerfile beside the file is built; a
process is the image's CMD unless ``[processes]`` gives another.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Folder, Mount, PlatformFile, Port, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.ground.numbers import number
from flaskcheck.hosts.declared import command_of, commands_of, variables_of, wrong_type
from flaskcheck.hosts.host import Host, names
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # fly.io/docs: "App configuration (fly.toml)", "Machine runtime environment", "Volumes"
        "fly",
        "Fly.io",
        lists_processes=True,
        once_per_deploy="release_command below [deploy] in fly.toml",
        file_has_values_only=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        reads_procfile=True,  # fly.io/docs, "Buildpacks": where [build] names a builder
        database_schemes=("postgres", "postgresql"),
        sets_variables=names(
            "FLY_APP_NAME FLY_MACHINE_ID FLY_ALLOC_ID FLY_REGION FLY_PUBLIC_IP FLY_IMAGE_REF "
            "FLY_MACHINE_VERSION FLY_PRIVATE_IP FLY_PROCESS_GROUP FLY_VM_MEMORY_MB PRIMARY_REGION"
        ),
        sends="folder",  # fly.io/docs: "fly deploy" builds the working directory, less .dockerignore
        installs_from=("requirements.txt", "poetry.lock", "Pipfile.lock"),
        home="/app",
        deploy_actions=("superfly/flyctl-actions",),
        deploy_commands=r"fly(?:ctl)?\s+deploy\b",
    ),
)


def read(source: Source) -> PlatformFile:
    """The processes of a fly.toml. Its ``[env]`` belongs to all of them. Never raises."""
    root, errors = toml_text.load(source)
    if root is None:
        return PlatformFile(source.path, "fly", errors=errors)
    return PlatformFile(
        source.path,
        "fly",
        services=tuple(_services(root, folder_of_file(source.path))),
        variables=variables_of(root.get("env")),
        errors=(*errors, *_errors(root)),
    )


def _errors(root: Node) -> Iterator[Unreadable]:
    for node in _fronts(root):
        port = node.get("internal_port")
        if port is not None and _number(port) is None:
            yield wrong_type(port, "internal_port", "a number")
        limits = node.get("concurrency")
        if limits is not None and not limits.is_mapping and not _OLD_LIMITS.fullmatch(limits.text or ""):
            yield wrong_type(limits, "concurrency", "a table with soft_limit and hard_limit")


_OLD_LIMITS = re.compile(r"\s*\d+\s*,\s*\d+\s*")
"""The soft and the hard limit in one text, as flyctl still takes them (internal/appconfig/patches.go)."""


def _number(node: Node | None) -> int | None:
    """A port, in quotes or not: flyctl takes both."""
    if node is None:
        return None
    return number(node.value) if node.type == "str" else node.as_int


def _fronts(root: Node) -> list[Node]:
    """What takes traffic: ``[http_service]`` and each ``[[services]]``."""
    listed = root.get("services")
    found = [root.get("http_service"), *(listed if listed is not None and listed.is_sequence else (listed,))]
    return [node for node in found if node is not None and node.is_mapping]


def _services(root: Node, folder: str) -> Iterator[Service]:
    processes = root.get("processes")
    commands: dict[str, Node | None] = {key.value: value for key, value in processes.items()} if processes else {}
    commands = commands or {"app": None}
    release = command_of(root.get("deploy", "release_command"), "release")
    entrypoint = root.get("experimental", "entrypoint")
    keeps_entrypoint = entrypoint is None or _is_empty(entrypoint)
    for name, node in commands.items():
        fronts = [front for front in _fronts(root) if _concerns(front, name)]
        is_web = bool(fronts) or len(commands) == 1
        own = (release,) if release and is_web else ()
        given = tuple(c.replaced(as_arguments=keeps_entrypoint) for c in (*own, *_commands(root, node)))
        yield _service(root, folder, name, fronts, is_web, given)
        release = None if is_web else release


def _concerns(node: Node, process: str) -> bool:
    listed = node.get("processes")
    return listed is None or any(item.value == process for item in listed)


def _commands(root: Node, node: Node | None) -> tuple[Command, ...]:
    """The command of a process; without one that of ``[experimental]``, a list of words (``Experimental`` of flyctl), of which an empty one changes nothing."""
    given = root.get("experimental", "cmd")
    if node is None and given is not None and given.is_sequence and not _is_empty(given):
        argv = tuple(item.text or "" for item in given)
        places = tuple(item.text_place for item in given)
        return (Command(" ".join(argv), "start", given.place, argv, places, False),)
    return commands_of((node if node is not None else given, "start"))


def _is_empty(node: Node) -> bool:
    """Whether a node is ``[]``, as flyctl itself once wrote for what is not given."""
    return node.is_sequence and not any(True for _ in node)


def _service(
    root: Node, folder: str, name: str, fronts: list[Node], is_web: bool, commands: tuple[Command, ...]
) -> Service:
    image = _image(root, folder)
    return Service(
        host="fly",
        name=name,
        kind="web" if is_web else "worker",
        place=(root.get("app") or root).line_place,
        root=folder,
        commands=commands,
        folders=_folders(root, folder),
        mounts=tuple(_mounts(root, name)),
        ports=tuple(_ports(fronts)),
        health_paths=tuple(_health_paths(root, fronts)),
        image=image,
        context=folder if image else "",
        target=text_of(root, "build", "build-target"),
        base=text_of(root, "build", "image"),
    )


def _image(root: Node, folder: str) -> str:
    written = text_of(root, "build", "dockerfile")
    if written:
        return path_below(folder, written)
    other = any(root.get("build", key) is not None for key in ("image", "builder", "buildpacks", "builtin"))
    return "" if other else path_below(folder, "Dockerfile")


def _folders(root: Node, folder: str) -> tuple[Folder, ...]:
    written = root.get("build", "dockerfile")
    if written is None or not written.text:
        return ()
    return (Folder(path_below(folder, written.text), written.text, "dockerfile", written.text_place),)


def _mounts(root: Node, process: str) -> Iterator[Mount]:
    listed = root.get("mounts") or root.get("mount")
    for node in listed if listed is not None and listed.is_sequence else (listed,):
        path = node.get("destination") if node is not None else None
        if node is not None and path is not None and path.text and _concerns(node, process):
            yield Mount(path.text, text_of(node, "source"), path.text_place)


def _ports(fronts: list[Node]) -> Iterator[Port]:
    for front in fronts:
        port = front.get("internal_port")
        number = _number(port)
        if port is not None and number is not None:
            yield Port(number, "forward", port.place)


def _health_paths(root: Node, fronts: list[Node]) -> Iterator[Variable]:
    checks = [check for front in fronts for key in ("checks", "http_checks") for check in front.get(key) or ()]
    named = root.get("checks")
    checks += [check for _, check in named.items()] if named is not None else []
    for check in checks:
        path = check.get("path")
        if path is not None and path.text and text_of(check, "method").upper() in ("", "GET"):
            yield Variable("checks.path", path.text, path.text_place)
