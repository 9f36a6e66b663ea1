"""Flask on AWS Lambda with the Serverless Framework and serverless-wsgi: serverless.yml.

Sources: serverless-wsgi's README; "Serverless.yml Reference" (serverless.com).
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.aws_lambda import RUNTIME, environment, runtime_of, start_of
from flaskcheck.hosts.host import Host, names
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    Host(  # serverless.com/framework/docs; github.com/logandk/serverless-wsgi
        "serverless",
        "AWS Lambda (Serverless Framework)",
        sleeps=True,
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        importer="serverless-wsgi",
        target_line="app: {module}.{attribute}",
        brings=RUNTIME,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=names("AWS_REGION AWS_DEFAULT_REGION AWS_LAMBDA_FUNCTION_NAME LAMBDA_TASK_ROOT"),
        sends="folder",  # docs: "Packaging": the service directory, less package.patterns
        installs_from=("requirements.txt", "Pipfile.lock", "poetry.lock"),
        home="/var/task",
        deploy_commands=r"(?:serverless|sls)\s+deploy\b",
    ),
)


def read(source: Source) -> PlatformFile:
    """The functions that hand requests to the WSGI application. Never raises."""
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents else None
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, "serverless", errors=errors)
    return PlatformFile(source.path, "serverless", tuple(_functions(root, source.path)), errors=errors)


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
            commands=start_of(root.get("custom", "wsgi", "app")),
            variables=(*environment(provider.get("environment")), *environment(node.get("environment"))),
            python=runtime_of(node.get("runtime") or provider.get("runtime"), path),
        )
