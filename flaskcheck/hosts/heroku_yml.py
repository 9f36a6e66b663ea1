"""heroku.yml: an app that Heroku builds from Dockerfiles.

Source: "Building Docker Images with heroku.yml" (Heroku Dev Center). The build context is always the folder of the
Dockerfile; a process without a ``run`` entry is started by its image's CMD; ``run`` may name processes that use
another one's image.
"""

from __future__ import annotations

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts import heroku_app_json as app_json
from flaskcheck.hosts.declared import commands_of, variables_of, wrong_type
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node


def read(source: Source) -> PlatformFile:
    """The processes, the release phase, add-ons and variables of a heroku.yml. Never raises."""
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents else None
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, "heroku", errors=errors)
    addons = app_json.addons_of(root.get("setup", "addons"))
    return PlatformFile(
        source.path,
        "heroku",
        services=(*_services(root, folder_of_file(source.path)), *app_json.stores_of(addons)),
        variables=(*variables_of(root.get("setup", "config")), *_build_variables(root), *app_json.variables_of(addons)),
        errors=(*errors, *_type_errors(root)),
        addons=app_json.databases_of(addons),
    )


def _type_errors(root: Node) -> Iterator[Unreadable]:
    for keys in (("setup",), ("build",), ("build", "docker"), ("run",), ("release",)):
        node = root.get(*keys)
        if node is not None and not node.is_mapping:
            yield wrong_type(node, ".".join(keys), "a mapping")


def _build_variables(root: Node) -> Iterator[Variable]:
    config = root.get("build", "config")
    for key, value in config.items() if config is not None else ():
        yield Variable(key.value, value.text, pair_place(key, value), "build")


def _services(root: Node, folder: str) -> Iterator[Service]:
    images = {key.value: (key, value) for key, value in _pairs(root.get("build", "docker"))}
    run = {key.value: (key, value) for key, value in _pairs(root.get("run"))}
    for name in dict.fromkeys((*images, *run)):
        key, value = images.get(name) or run[name]
        entry = run[name][1] if name in run else None
        image = text_of(entry, "image") or name
        yield _service(name, pair_place(key, value), folder, images.get(image), _commands(entry, "start"))
    release = root.get("release")
    if release is not None:
        image = text_of(release, "image")
        yield _service("release", release.line_place, folder, images.get(image), _commands(release, "release"))


def _service(
    name: str, place: Place, folder: str, image: tuple[Node, Node] | None, commands: tuple[Command, ...]
) -> Service:
    written = image[1] if image else None
    path = path_below(folder, written.value) if written is not None else ""
    return Service(
        host="heroku",
        name=name,
        kind={"web": "web", "release": "job"}.get(name, "worker"),
        place=place,
        root=folder,
        commands=commands,
        folders=(Folder(path, written.value, "dockerfile", written.text_place),) if written is not None else (),
        image=path,
        context=folder_of_file(path),
    )


def _commands(entry: Node | None, phase: str) -> tuple[Command, ...]:
    if entry is None:
        return ()
    return commands_of((entry.get("command") if entry.is_mapping else entry, phase))


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return node.items() if node is not None else []
