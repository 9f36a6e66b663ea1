"""Flask on AWS Lambda with Zappa: zappa_settings.json, .toml or .yml.

Source: "Advanced Settings" (Zappa's README).
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.hosts.aws_lambda import RUNTIME, environment, runtime_of, start_of
from flaskcheck.hosts.host import ANY_FILE, Host, names
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.facts.services import Variable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    Host(  # github.com/zappa/Zappa README; docs.aws.amazon.com/lambda: "Defined runtime environment variables"
        "zappa",
        "AWS Lambda (Zappa)",
        sleeps=True,
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        importer="Zappa",
        target_line='"app_function": "{module}.{attribute}"',
        brings=RUNTIME,
        sets_variables=names(
            "AWS_REGION AWS_DEFAULT_REGION AWS_LAMBDA_FUNCTION_NAME LAMBDA_TASK_ROOT STAGE SERVERTYPE"
        ),
        sends="folder",  # README: the working directory, less "exclude"
        installs_from=ANY_FILE,
        home="/var/task",
        deploy_commands=r"zappa\s+(?:deploy|update)\b",
    ),
)

_VARIABLE_KEYS = ("environment_variables", "aws_environment_variables")


def read(source: Source) -> PlatformFile:
    """The stages of the file. Never raises."""
    root, errors = _load(source)
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, "zappa", errors=errors)
    return PlatformFile(source.path, "zappa", tuple(_stages(root, source.path)), errors=errors)


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
    has_production = any(key.value.lower() in words.DEPLOYED_STAGES for key, _ in stages)
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
            commands=start_of(target),
            variables=tuple(_variables(layers)),
            python=runtime_of(_first(layers, "runtime"), path),
            development=has_production and key.value.lower() not in words.DEPLOYED_STAGES,
        )


def _first(layers: list[Node], key: str) -> Node | None:
    return next((found for layer in layers if (found := layer.get(key)) is not None), None)


def _variables(layers: list[Node]) -> Iterator[Variable]:
    for layer in reversed(layers):
        for name in _VARIABLE_KEYS:
            yield from environment(layer.get(name))
