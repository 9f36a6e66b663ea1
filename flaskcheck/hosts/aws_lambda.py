"""Flask on AWS Lambda: zappa_settings.json/.toml/.yml and serverless.yml.

Sources: "Advanced Settings" (Zappa's README); serverless-wsgi's README; "Serverless.yml Reference" (serverless.com).
Both call the WSGI application themselves; the start command given here is what their setting amounts to, marked as
supplied.
"""

from __future__ import annotations

from flaskcheck.facts.services import Command, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.hosts.python_version import python_of
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

_PRODUCTION = words.PRODUCTION | {"main"}
_VARIABLE_KEYS = ("environment_variables", "aws_environment_variables")


def read(source: Source) -> PlatformFile:
    """The stages of a Zappa file, or the WSGI function of a Serverless one. Never raises."""
    is_zappa = source.path.rpartition("/")[2].startswith("zappa")
    host = "zappa" if is_zappa else "serverless"
    root, errors = _load(source)
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, host, errors=errors)
    services = _stages(root, source.path) if is_zappa else _functions(root, source.path)
    return PlatformFile(source.path, host, tuple(services), errors=errors)


def _load(source: Source) -> tuple[Node | None, tuple[Unreadable, ...]]:
    if source.path.endswith(".json"):
        return json_text.load(source)
    if source.path.endswith(".toml"):
        return toml_text.load(source)
    documents, errors = yaml_text.load(source)
    return (documents[0] if documents else None), errors


def _stages(root: Node, path: str) -> Iterator[Service]:
    """One service a stage; beside a stage that is named like production, the others are development."""
    stages = [(key, node) for key, node in root.items() if node.is_mapping]
    has_production = any(key.value.lower() in _PRODUCTION for key, _ in stages)
    for key, node in stages:
        base = root.get(text_of(node, "extends"))
        layers = [node] if base is None else [node, base]
        target = _first(layers, "app_function")
        yield Service(
            host="zappa",
            name=key.value,
            kind="web",
            place=key.line_place,
            root=folder_of_file(path),
            commands=_start(target),
            variables=tuple(_variables(layers)),
            python=_python(_first(layers, "runtime"), path),
            development=has_production and key.value.lower() not in _PRODUCTION,
        )


def _first(layers: list[Node], key: str) -> Node | None:
    return next((found for layer in layers if (found := layer.get(key)) is not None), None)


def _start(target: Node | None) -> tuple[Command, ...]:
    """``app_function`` and ``custom.wsgi.app`` are dotted: ``package.module.application``."""
    module, _, name = (target.text or "").rpartition(".") if target is not None else ("", "", "")
    if target is None or not module:
        return ()
    text = f"gunicorn --bind 0.0.0.0:8000 {module.replace('/', '.')}:{name}"
    return (Command(text, "start", target.text_place, exact=False, supplied=True),)


def _variables(layers: list[Node]) -> Iterator[Variable]:
    for layer in reversed(layers):
        for name in _VARIABLE_KEYS:
            yield from _environment(layer.get(name))


def _environment(node: Node | None) -> Iterator[Variable]:
    for key, value in node.items() if node is not None else ():
        text = value.text
        is_reference = text is not None and "${" in text
        source = "reference" if is_reference or not value.is_scalar else "literal"
        yield Variable(key.value, None if is_reference else text, pair_place(key, value), source)


def _python(node: Node | None, path: str) -> PythonVersion | None:
    found = python_of(node, path.rpartition("/")[2])
    return found if found and found.written.startswith("python") else None


def _functions(root: Node, path: str) -> Iterator[Service]:
    """The functions whose handler is serverless-wsgi's."""
    functions = root.get("functions")
    provider = root.get("provider") or root
    for key, node in functions.items() if functions is not None else ():
        if not text_of(node, "handler").startswith(("wsgi_handler.", "wsgi.handler")):
            continue
        yield Service(
            host="serverless",
            name=key.value,
            kind="web",
            place=key.line_place,
            root=folder_of_file(path),
            commands=_start(root.get("custom", "wsgi", "app")),
            variables=(*_environment(provider.get("environment")), *_environment(node.get("environment"))),
            python=_python(node.get("runtime") or provider.get("runtime"), path),
        )
