"""Files that tell of applications under a few keys: what stands under which, and the reader of them all."""

from __future__ import annotations

from flaskcheck.facts.services import Command, Port, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.ground.numbers import number
from flaskcheck.ground.record import Record
from flaskcheck.hosts.declared import below_root, command_of
from flaskcheck.hosts.machine import kind_of
from flaskcheck.hosts.python_version import python_of
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

    Keys: TypeAlias = "tuple[str, ...]"

_ELSEWHERE = {"copilot/": 2, ".upsun/": 1, ".platform/": 1}
"""Folders that hold a file which speaks of the folder above them, with how far above."""


class Format(Record):
    """Where the facts stand in one kind of file.

    ``files`` is a pattern of its paths; ``needs`` are keys without which it is another program's. ``each``: keys below which several applications stand, by their names. ``image``: keys of the
    Dockerfile that it builds; ``lines``: of the lines of one. ``given`` are variables that the host may set. A value may be a text, or a list: of commands, or the words of one.
    """

    host: str
    files: str
    needs: Keys = ()
    each: Keys = ()
    start: Keys = ()
    build: tuple[Keys, ...] = ()
    release: tuple[Keys, ...] = ()
    variables: tuple[Keys, ...] = ()
    secrets: tuple[Keys, ...] = ()
    port: Keys = ()
    health: Keys = ()
    python: Keys = ()
    root: Keys = ()
    workers: Keys = ()
    image: Keys = ()
    lines: Keys = ()
    given: Keys = ()


def load(source: Source) -> Node | None:
    """The root of a file: JSON, TOML or YAML, by its name; ``None`` where there is none, or a template."""
    if source.path.endswith((".json", "captain-definition")):
        return json_text.load(source)[0]
    if source.path.endswith(".replit"):
        return toml_text.load(source)[0]
    documents, _ = yaml_text.load(source)
    return documents[0] if documents and not yaml_text.is_templated(source) else None


def applications(form: Format, root: Node) -> Iterator[tuple[str, Node]]:
    """Each application with its name: those below a key, those of a list, or the whole file."""
    below = root.get(*form.each) if form.each else root
    if below is None:
        return
    if below.is_sequence:
        yield from ((text_of(node, "name"), node) for node in below)
    elif form.each:
        yield from ((key.value, node) for key, node in below.items())
    else:
        yield text_of(below, "name"), below


def services_of(form: Format, source: Source, name: str, node: Node) -> Iterator[Service]:
    """The web service of an application, and its workers."""
    folder = _folder(source.path)
    written = text_of(node, *form.root) if form.root else ""
    steps = (*((keys, "build") for keys in form.build), *((keys, "release") for keys in form.release))
    commands = tuple(_commands(node, (*steps, (form.start, "start"))))
    image = _dockerfile(node.get(*form.image), folder) if form.image else ""
    image = source.path if form.lines and node.get(*form.lines) is not None else image
    service = Service(
        form.host,
        name,
        _kind(node, commands),
        node.line_place if node.line_place.line else source.line_place(1),
        below_root(folder, written) if written else folder,
        tuple(c.replaced(as_arguments=bool(image)) if c.phase == "start" else c for c in commands),
        tuple(_variables(form, node)),
        python=python_of(node.get(*form.python), source.path) if form.python else None,
        ports=tuple(_ports(form, node)),
        health_paths=tuple(_health_paths(form, node)),
        image=image,
        context=folder if image else "",
    )
    yield service
    workers = node.get(*form.workers) if form.workers else None
    for key, worker in workers.items() if workers is not None else ():
        start = command_of(worker.get("commands", "start"), "start")
        if start:
            yield service.replaced(name=key.value, kind="worker", place=key.place, commands=(start,))


def _folder(path: str) -> str:
    """The folder that a file speaks of."""
    folder = folder_of_file(path)
    for name, above in _ELSEWHERE.items():
        if f"{name}" in f"{folder}/":
            for _ in range(above):
                folder = folder_of_file(folder)
    return folder


def _kind(node: Node, commands: tuple[Command, ...]) -> str:
    """By what the file calls it (Copilot's types), or by what it starts."""
    written = text_of(node, "type")
    if "Job" in written:
        return "job"
    if text_of(node, "deployment", "deploymentTarget") == "static":
        return "static"
    return "worker" if "Worker" in written else kind_of(commands)


def _commands(node: Node, keys: tuple[tuple[Keys, str], ...]) -> Iterator[Command]:
    for path, phase in keys:
        found = node.get(*path) if path else None
        if found is None:
            continue
        items = list(found) if found.is_sequence else [found]
        are_words = phase == "start" or not any(" " in (item.text or "") for item in items)
        made = [_listed(items, phase)] if found.is_sequence and are_words else [command_of(i, phase) for i in items]
        yield from (command for command in made if command)


def _listed(items: list[Node], phase: str) -> Command | None:
    """The words of one command, which no shell reads."""
    if not items or not all(item.text for item in items):
        return None
    argv, places = tuple(item.text or "" for item in items), tuple(item.text_place for item in items)
    place = places[0].replaced(end_line=places[-1].end_line, end_column=places[-1].end_column)
    return Command(" ".join(argv), phase, place, argv, places, exact=False)


def _variables(form: Format, node: Node) -> Iterator[Variable]:
    """``NAME: value`` or a list of ``name`` and ``value``; what the host may set besides."""
    yield from (Variable(name, None, node.line_place, "host") for name in form.given)
    for keys, source in (*((k, "literal") for k in form.variables), *((k, "secret") for k in form.secrets)):
        found = node.get(*keys)
        for name, value in found.items() if found is not None else ():
            yield Variable(name.value, value.text if source == "literal" else None, pair_place(name, value), source)
        for entry in found or ():
            key, given = entry.get("name"), entry.get("value")
            if key is not None and key.text:
                text = given.text if given is not None and source == "literal" else None
                yield Variable(key.text, text, pair_place(key, given or key), source)


def _ports(form: Format, node: Node) -> Iterator[Port]:
    port = node.get(*form.port) if form.port else None
    found = number(port.text) if port is not None else None
    if port is not None and found and found < 65536:
        yield Port(found, "forward", port.text_place)


def _health_paths(form: Format, node: Node) -> Iterator[Variable]:
    found = node.get(*form.health) if form.health else None
    path = found.get("path") if found is not None and found.is_mapping else found
    if path is not None and path.text and path.text.startswith("/"):
        yield Variable(form.health[-1], path.text, path.text_place)


def _dockerfile(build: Node | None, folder: str) -> str:
    written = text_of(build) or text_of(build, "dockerfile")
    return path_below(folder, written) if written else ""
