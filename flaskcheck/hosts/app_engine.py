"""app.yaml: an App Engine service, standard or flexible.

Sources: "App Engine app.yaml reference" (standard and flexible), "Preparing configuration files for the Python 3
runtime"; gcloud's messages (``Unexpected attribute 'x' for object of type AppInfoExternal.``). Databricks, Kubernetes
and others use the same file name: without a ``runtime`` and keys of App Engine the file declares nothing here.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Command, Folder, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.paths import folder_of_file, words
from flaskcheck.hosts.declared import commands_of, folder_fact, present, variables_of, wrong_type
from flaskcheck.hosts.host import Host, names
from flaskcheck.hosts.python_version import python_of
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # cloud.google.com/appengine: "Python 3 Runtime Environment"; GoogleCloudPlatform/buildpacks cmd/python
        "app-engine",
        "App Engine",
        once_per_deploy="a step of the build, or by hand through the Cloud SQL proxy",
        fixed_variables=(("GAE_ENV", "standard"),),
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supported_pythons=("3.10", "3.11", "3.12", "3.13", "3.14", "3.15"),
        deprecated_pythons=("3.10",),
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=names(
            "PORT GAE_APPLICATION GAE_DEPLOYMENT_ID GAE_ENV GAE_INSTANCE GAE_MEMORY_MB GAE_RUNTIME GAE_SERVICE "
            "GAE_VERSION GOOGLE_CLOUD_PROJECT"
        ),
        sends="unignored",  # "gcloud topic gcloudignore": the folder, less .gitignore
        installs_from=("requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"),
        home="/workspace",
        procfile_goes_to="cloud-run",
        deploy_actions=("google-github-actions/deploy-appengine",),
        deploy_commands=r"gcloud\s+(?:beta\s+)?app\s+deploy\b",
    ),
    Host(  # cloud.google.com/appengine/docs/legacy/standard/python: no entrypoint, the libraries lie in the repository
        "app-engine-python2",
        "App Engine",
        fixed_variables=(("GAE_ENV", "standard"),),
        ephemeral_disk=True,
        read_only_disk=True,
        routed=True,
        supplies_server=True,
        brings=("appengine-python-standard", "webapp2"),
        supported_pythons=("3.10", "3.11", "3.12", "3.13", "3.14", "3.15"),
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=names("GAE_APPLICATION GAE_ENV GAE_INSTANCE GAE_RUNTIME GAE_SERVICE GAE_VERSION"),
        sends="unignored",
    ),
    Host(  # cloud.google.com/appengine/docs/flexible: "The Python runtime", "app.yaml reference"
        "app-engine-flexible",
        "App Engine flexible",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        supported_pythons=("3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"),
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=names(
            "PORT GAE_INSTANCE GAE_MEMORY_MB GAE_SERVICE GAE_VERSION GOOGLE_CLOUD_PROJECT GAE_DEPLOYMENT_ID "
            "GAE_APPLICATION GAE_ENV GAE_RUNTIME"
        ),
        sends="unignored",  # "gcloud topic gcloudignore": the folder, less .gitignore
        installs_from=("requirements.txt", "poetry.lock", "uv.lock", "pyproject.toml"),
        home="/workspace",
    ),
)

_KEYS = words(
    "application project module service version runtime api_version endpoints_api_service env entrypoint "
    "runtime_config instance_class source_language automatic_scaling manual_scaling basic_scaling vm "
    "vm_settings zones beta_settings vm_health_check health_check liveness_check readiness_check resources "
    "network vpc_access_connector service_account build_env_variables builtins includes handlers libraries "
    "derived_file_type admin_console error_handlers backends threadsafe default_expiration auto_id_policy "
    "inbound_services skip_files nobuild_files pagespeed api_config code_lock env_variables "
    "flexible_runtime_settings main app_engine_apis app_engine_bundled_services standard_websocket vpc_access "
    "datastore_auto_id_policy"
)
_OWN_KEYS = words("entrypoint handlers env_variables instance_class automatic_scaling beta_settings")
_PYTHON_2_KEYS = ("api_version", "threadsafe")
_RUNTIME = re.compile(r"python(\d)(\d+)")
_MISSPELT = re.compile(r"python[\s-]?\d?(\.\d+)*")
DEFAULT_ENTRYPOINT = "gunicorn -b :$PORT main:app"
"""What the standard environment runs without an ``entrypoint``; it installs gunicorn itself then
(GoogleCloudPlatform/buildpacks)."""


def read(source: Source) -> PlatformFile:
    """The one service of an app.yaml; ``host`` is ``""`` when the file is another program's. Never raises."""
    if yaml_text.is_templated(source):
        return PlatformFile(source.path, "")
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents else None
    if root is None:
        return PlatformFile(source.path, "app-engine", errors=errors)
    if not _is_app_engine(root):
        return PlatformFile(source.path, "")
    host = _host(root)
    service = _service(root, host, source.path)
    return PlatformFile(source.path, host, (service,), errors=(*errors, *_errors(root, host)))


def _is_app_engine(root: Node) -> bool:
    keys = set(root.keys())
    if not root.is_mapping or keys & {"apiVersion", "kind", "services", "spec", "command"}:
        return False
    return "runtime" in keys or len(keys & _OWN_KEYS) > 1


def _host(root: Node) -> str:
    if _is_flexible(root):
        return "app-engine-flexible"
    return "app-engine-python2" if text_of(root, "runtime") == "python27" else "app-engine"


def _is_flexible(root: Node) -> bool:
    return text_of(root, "env") in ("flex", "flexible", "2") or text_of(root, "vm").lower() == "true"


def _service(root: Node, host: str, path: str) -> Service:
    folder, runtime = folder_of_file(path), text_of(root, "runtime")
    is_python = runtime.startswith("python") or not runtime
    is_custom = runtime == "custom"
    return Service(
        host=host,
        name=text_of(root, "service") or text_of(root, "module") or "default",
        kind="web",
        place=(root.get("runtime") or root).line_place,
        root=folder,
        commands=_commands(root, host, is_python),
        variables=(*variables_of(root.get("env_variables")), *variables_of(root.get("build_env_variables"), "build")),
        folders=tuple(_static_folders(root, folder)),
        python=_python(root, path) if is_python else None,
        health_paths=tuple(_health_paths(root)),
        image=f"{folder}/Dockerfile".lstrip("/") if is_custom else "",
        context=folder if is_custom else "",
        base="" if is_python or is_custom else runtime,
        depends_on=tuple(filter(None, text_of(root, "beta_settings", "cloud_sql_instances").split(","))),
        instances=_instances(root),
        plan=text_of(root, "instance_class"),
    )


def _commands(root: Node, host: str, is_python: bool) -> tuple[Command, ...]:
    entrypoint = root.get("entrypoint")
    own = commands_of((entrypoint.get("shell") if entrypoint and entrypoint.is_mapping else entrypoint, "start"))
    if own or not is_python or host != "app-engine":
        return own
    place = (root.get("runtime") or root).line_place
    return (Command(DEFAULT_ENTRYPOINT, "start", place, exact=False, supplied=True),)


def _python(root: Node, path: str) -> PythonVersion | None:
    name = path.rpartition("/")[2]
    config = root.get("runtime_config", "runtime_version") or root.get("runtime_config", "python_version")
    if config is not None:
        return python_of(config, name)
    runtime = root.get("runtime")
    if runtime is None or runtime.value in ("python", ""):
        return None
    found = _RUNTIME.fullmatch(runtime.value)
    version = f"{found.group(1)}.{found.group(2)}" if found else ""
    return PythonVersion(runtime.value, version, name, runtime.text_place)


def _static_folders(root: Node, folder: str) -> Iterator[Folder]:
    for handler in root.get("handlers") or ():
        yield from present((folder_fact(handler.get("static_dir"), "static", folder),))


def _health_paths(root: Node) -> Iterator[Variable]:
    for name in ("readiness_check", "liveness_check", "health_check"):
        path = root.get(name, "path")
        if path is not None and path.text:
            yield Variable(f"{name}.path", path.text, path.text_place)


def _instances(root: Node) -> int | None:
    for keys in (
        ("manual_scaling", "instances"),
        ("automatic_scaling", "max_instances"),
        ("basic_scaling", "max_instances"),
    ):
        count = root.get(*keys)
        if count is not None:
            return count.as_int
    return None


# --- what gcloud refuses ----------------------------------------------------------------------------


def _errors(root: Node, host: str) -> Iterator[Unreadable]:
    if root.get("runtime") is None:
        yield Unreadable("missing-key", "app.yaml must specify a runtime", root.line_place)
    for key, value in root.items():
        if key.value not in _KEYS:
            message = f"Unexpected attribute '{key.value}' for object of type AppInfoExternal."
            yield Unreadable("unknown-key", message, key.place)
        elif key.value == "env_variables":
            yield from _variable_errors(value)
    if host == "app-engine":
        yield from _runtime_errors(root)


def _variable_errors(node: Node) -> Iterator[Unreadable]:
    if not node.is_mapping and not node.is_null:  # google.appengine.api.appinfo takes a key without entries
        yield wrong_type(node, "env_variables", "a mapping of names to values")
    for key, value in node.items():
        if not value.is_scalar:
            yield wrong_type(value, f"env_variables.{key.value}", "text")


def _runtime_errors(root: Node) -> Iterator[Unreadable]:
    runtime = root.get("runtime")
    written = text_of(root, "runtime")
    if runtime is not None and not _RUNTIME.fullmatch(written) and _MISSPELT.fullmatch(written):
        message = f'"{written}" is no runtime of the standard environment: write python313'
        yield Unreadable("unknown-value", message, runtime.text_place)
    if not _RUNTIME.fullmatch(written):
        return
    for name in _PYTHON_2_KEYS:
        node = root.get(name)
        if node is not None:
            yield Unreadable("ignored-key", f"{name} belongs to Python 2: {written} does not read it", node.place)
    libraries = root.get("libraries")
    if libraries is not None:
        message = f"libraries is not supported by {written}: name them in requirements.txt"
        yield Unreadable("unknown-key", message, libraries.line_place)
    for handler in root.get("handlers") or ():
        script = handler.get("script")
        if script is not None and script.text and script.text != "auto":
            message = f'"script" field for handler must be set to "auto" for runtime {written}.'
            yield Unreadable("unknown-value", message, script.text_place)
