"""Azure Functions that hand their requests to a WSGI application: function_app.py, or a function.json that takes every path.

Sources: "Azure Functions Python developer guide" (learn.microsoft.com), "Web frameworks"; WsgiFunctionApp and WsgiMiddleware of azure-functions.
A function app that handles its requests itself declares nothing here.
"""

from __future__ import annotations

from flaskcheck.facts.services import Folder, PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.host import Host, names
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    Host(  # learn.microsoft.com: "Azure Functions Python developer guide", "App settings reference"
        "azure-functions",
        "Azure Functions",
        sleeps=True,
        routed=True,
        supplies_server=True,
        brings=("azure-functions",),
        sets_variables=names(
            "WEBSITE_HOSTNAME WEBSITE_SITE_NAME WEBSITE_INSTANCE_ID REGION_NAME HOME AzureWebJobsStorage "
            "FUNCTIONS_WORKER_RUNTIME FUNCTIONS_EXTENSION_VERSION AZURE_FUNCTIONS_ENVIRONMENT"
        ),
        installs_from=("requirements.txt", "uv.lock", "poetry.lock", "pyproject.toml"),
        home="/home/site/wwwroot",
        deploy_actions=("azure/functions-action",),
        deploy_commands=r"func\s+azure\s+functionapp\s+publish\b|az\s+functionapp\s+deploy",
    ),
)

_HANDS_OVER = (b"WsgiFunctionApp", b"WsgiMiddleware")


def read(source: Source) -> PlatformFile:
    """The service whose requests go to the application; ``host`` is ``""`` where the functions answer by themselves. Never raises."""
    folder = folder_of_file(source.path)
    if source.path.endswith(".py"):
        is_ours = any(word in source.raw for word in _HANDS_OVER)
    else:  # the older form: each function has a folder of its own
        root, _ = json_text.load(source, relaxed=True)
        is_ours, folder = root is not None and _takes_every_path(root), folder_of_file(folder)
    if not is_ours:
        return PlatformFile(source.path, "")
    place = source.whole()
    script = Folder(source.path, source.path.rpartition("/")[2], "script", place)
    service = Service("azure-functions", "", "web", place, folder, folders=(script,))
    return PlatformFile(source.path, "azure-functions", (service,))


def _takes_every_path(function: Node) -> bool:
    """Whether a function.json has a route such as ``{*route}``, which only a whole application needs."""
    return any(text_of(binding, "route").strip("/").startswith("{*") for binding in function.get("bindings") or ())


# --- with the files beside it -----------------------------------------------------------------------------


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """One service for each function app, azure.yaml's where it has one."""
    seen: set[str] = set()
    for file in files:
        if file.path.endswith((".yaml", ".yml")):
            seen.update(s.root for s in file.services if s.host == "azure-functions")
    found = []
    for file in files:
        if file.host == "azure-functions":
            services = tuple(s for s in file.services if s.root not in seen)
            seen.update(s.root for s in services)
            file = file.replaced(services=services)
        found.append(file)
    return found
