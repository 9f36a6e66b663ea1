"""render.yaml: a Render Blueprint.

Source: "Blueprint YAML Reference" (docs.render.com). Commands and Docker paths are relative to ``rootDir``; a Docker
path that already begins with it is taken as relative to the repository, because both are seen.
"""

from __future__ import annotations

from flaskcheck.facts.services import Apart, Folder, Mount, PlatformFile, Port, PythonVersion, Service, Variable
from flaskcheck.files.paths import path_below
from flaskcheck.ground import numbers
from flaskcheck.hosts import render_schema
from flaskcheck.hosts.declared import below_root, commands_of, folder_fact, present, wrong_type
from flaskcheck.hosts.host import Host, names
from flaskcheck.hosts.python_version import python_of
from flaskcheck.hosts.render_regions import apart
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # docs.render.com: "Default Environment Variables", "Setting Your Python Version", "Persistent Disks"
        "render",
        "Render",
        lists_processes=True,
        free_plan="free",  # render.com/docs/free; "any paid" for a pre-deploy command: render.com/blog/build-pipelines
        free_database_life="30 days",
        has_command_fields=True,
        once_per_deploy="the Build Command of the service, or its Pre-Deploy Command",
        fixed_variables=(("RENDER", "true"),),
        sets_port=True,
        default_port=10000,
        detects_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgresql", "postgres"),
        unread_python_files=(
            "runtime.txt",
        ),  # "Setting Your Python Version" names PYTHON_VERSION and .python-version alone
        full_version_in="PYTHON_VERSION",
        default_python="3.14.3",  # of services made since 2026-02-11
        sets_variables=names(
            "PORT RENDER RENDER_SERVICE_TYPE RENDER_SERVICE_ID RENDER_SERVICE_NAME RENDER_INSTANCE_ID "
            "RENDER_EXTERNAL_URL RENDER_EXTERNAL_HOSTNAME RENDER_DISCOVERY_SERVICE RENDER_GIT_COMMIT "
            "RENDER_GIT_BRANCH RENDER_GIT_REPO_SLUG RENDER_CPU_COUNT RENDER_WEB_CONCURRENCY IS_PULL_REQUEST "
            "PYTHON_VERSION GUNICORN_CMD_ARGS WEB_CONCURRENCY"
        ),
        installs_from=("requirements.txt", "poetry.lock", "uv.lock"),  # its default build commands: pip, Poetry, uv
        home="/opt/render/project/src",
        own_commands_only=True,
        root_key="rootDir: {0}",
        reference=("value: {value}", "sync: false"),
        attaching=(
            (
                "postgres",
                "Attach the database, instead of a value: fromDatabase: {{name: {name}, property: connectionString}}",
            ),
            (
                "redis",
                "Attach the Key Value instance, instead of a value: fromService: {{type: keyvalue, name: {name}, property: connectionString}}",
            ),
        ),  # docs.render.com/blueprint-spec: "Environment variables"
        deploy_actions=("johnbeynon/render-deploy-action",),
        deploy_commands=r"api\.render\.com/(?:deploy|v1/services)",
    ),
)

_KINDS = {"web": "web", "pserv": "web", "worker": "worker", "cron": "job", "keyvalue": "database", "redis": "database"}


def read(source: Source) -> PlatformFile:
    """The services, databases and variables of a Blueprint; all environments of all projects together.

    A variable group that the file does not define gives a variable named ``*``: any name may come from it. Errors are
    Render's (``render_schema``) and those of the YAML. Never raises.
    """
    if yaml_text.is_templated(source):
        return PlatformFile(source.path, "render")
    documents, problems = yaml_text.load(source)
    errors = list(problems)
    root = documents[0] if documents else None
    services: list[Service] = []
    found: list[Apart] = []
    if root is not None and root.is_mapping:
        errors += render_schema.top_errors(root)
        for scope in _scopes(root):
            services += _Scope(scope, source.path, errors).services()
            found += apart(*(dict(_named(scope.get(key))) for key in ("services", "databases")))
    return PlatformFile(source.path, "render", tuple(services), errors=tuple(errors), apart=tuple(found))


def _scopes(root: Node) -> Iterator[Node]:
    """The mappings that hold services: the root, each project's environments, and what is in none."""
    yield root
    for project in root.get("projects") or ():
        yield from project.get("environments") or ()
    ungrouped = root.get("ungrouped")
    if ungrouped is not None:
        yield ungrouped


class _Scope:
    """Services that may refer to each other."""

    def __init__(self, node: Node, path: str, errors: list[Unreadable]) -> None:
        self.node = node
        self.path = path
        self.errors = errors
        self.databases = frozenset(name for name, _ in _named(node.get("databases")))
        self.groups = {name: list(_entries(group)) for name, group in _named(node.get("envVarGroups"))}

    def services(self) -> Iterator[Service]:
        """Every service and database."""
        for number, group in enumerate(self.node.get("envVarGroups") or ()):
            for index, entry in enumerate(_entries(group)):
                self._check(entry, f"envVarGroups[{number}].envVars[{index}]", in_group=True)
        for number, node in enumerate(self.node.get("services") or ()):
            if node.is_mapping:
                self.errors += render_schema.service_errors(node, number)
                yield self._service(node, number)
        for node in self.node.get("databases") or ():
            if node.is_mapping:
                place = node.line_place
                is_there = (Variable("", "postgres", place, "database"),)
                name, plan = text_of(node, "name"), text_of(node, "plan")
                yield Service(
                    "render", name, "database", place, ports=tuple(_open(node)), databases=is_there, plan=plan
                )

    def _service(self, node: Node, number: int) -> Service:
        kind, runtime = _kind(node), _runtime(node)
        root = path_below("", text_of(node, "rootDir"))
        variables, databases = self._variables(node, number)
        is_docker = runtime == "docker"
        return Service(
            host="render",
            name=text_of(node, "name"),
            kind=kind,
            place=node.line_place,
            root=root,
            commands=commands_of(
                (node.get("buildCommand"), "build"),
                (node.get("preDeployCommand"), "release"),
                (node.get("dockerCommand" if is_docker else "startCommand"), "cron" if kind == "job" else "start"),
            ),
            variables=variables,
            folders=_folders(node, root, is_docker),
            python=self._python(node),
            mounts=_mounts(node),
            ports=(*_ports(node), *_open(node)),
            health_paths=_health_paths(node),
            databases=databases,
            image=_docker_path(node, "dockerfilePath", "Dockerfile", root) if is_docker else "",
            context=_docker_path(node, "dockerContext", ".", root) if is_docker else "",
            base=text_of(node, "image", "url") if runtime == "image" else "",
            instances=_instances(node),
            plan=text_of(node, "plan"),
        )

    # -- variables -----------------------------------------------------------------------------

    def _variables(self, node: Node, number: int) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
        listed = node.get("envVars")
        if listed is not None and not listed.is_sequence and not listed.is_null:
            self.errors.append(wrong_type(listed, f"services[{number}].envVars", "a list of keys with values"))
        for index, entry in enumerate(listed or ()):
            self._check(entry, f"services[{number}].envVars[{index}]")
        entries = list(self._expanded(node))
        variables = tuple(variable for entry in entries for variable in _variables(entry))
        return variables, tuple(database for entry in entries for database in _databases(entry))

    def _expanded(self, node: Node) -> Iterator[Node]:
        """The entries of a service's ``envVars``, those of the file's own groups in the place of the group."""
        for entry in node.get("envVars") or ():
            group = text_of(entry, "fromGroup")
            if group in self.groups:
                yield from (inner for inner in self.groups[group] if inner.get("fromGroup") is None)
            else:
                yield entry

    def _check(self, entry: Node, at: str, in_group: bool = False) -> None:
        self.errors += render_schema.variable_errors(entry, at, self.databases, in_group)

    def _python(self, node: Node) -> PythonVersion | None:
        for entry in self._expanded(node):
            if text_of(entry, "key") == "PYTHON_VERSION":
                return python_of(entry.get("value"), self.path.rpartition("/")[2])
        return None


def _variables(entry: Node) -> Iterator[Variable]:
    group, key = entry.get("fromGroup"), entry.get("key")
    if group is not None:
        yield Variable("*", None, group.place, "group")
    elif key is not None and key.text:
        value, source = _value(entry)
        yield Variable(key.text, value.text if value else None, (value or key).place, source)


def _open(node: Node) -> Iterator[Port]:
    """The entry of an ``ipAllowList`` that lets every address in."""
    for entry in node.get("ipAllowList") or ():
        source = entry.get("source") if entry.is_mapping else None
        if source is not None and text_of(entry, "source") in ("0.0.0.0/0", "::/0"):
            yield Port(0, "anyone", source.text_place)


def _databases(entry: Node) -> Iterator[Variable]:
    """The URL of a database or key-value store that the variable carries."""
    key, place = entry.get("key"), entry.get("fromDatabase") or entry.get("fromService")
    if key is None or place is None or text_of(place, "property") not in ("connectionString", "connectionPoolString"):
        return
    scheme = "postgres" if entry.get("fromDatabase") else "redis"
    yield Variable(key.value, scheme, key.place, "database")


def _value(entry: Node) -> tuple[Node | None, str]:
    """The value of an entry, if the file has it, and where it comes from."""
    value = entry.get("value")
    if value is not None:
        return value, "literal"
    generated = entry.get("generateValue")
    if generated is not None and generated.as_bool is not False:
        return None, "generated"
    for name, source in (("fromDatabase", "database"), ("fromService", "service")):
        if entry.get(name) is not None:
            return None, source
    return None, "dashboard"


# --- services ---------------------------------------------------------------------------------------


def _kind(node: Node) -> str:
    is_static = _runtime(node) == "static" or text_of(node, "type").startswith("static")
    return "static" if is_static else _KINDS.get(text_of(node, "type"), "web")


def _runtime(node: Node) -> str:
    return text_of(node, "runtime") or text_of(node, "env")


def _folders(node: Node, root: str, is_docker: bool) -> tuple[Folder, ...]:
    found = [folder_fact(node.get("rootDir"), "root"), folder_fact(node.get("staticPublishPath"), "static", root)]
    for key, role in (("dockerContext", "context"), ("dockerfilePath", "dockerfile")) if is_docker else ():
        written = node.get(key)
        if written is not None and written.text:
            found.append(Folder(_docker_path(node, key, "", root), written.text, role, written.text_place))
    return present(found)


def _docker_path(node: Node, key: str, default: str, root: str) -> str:
    return below_root(root, text_of(node, key) or default)


def _mounts(node: Node) -> tuple[Mount, ...]:
    path = node.get("disk", "mountPath")
    return (Mount(path.text, text_of(node, "disk", "name"), path.text_place),) if path is not None and path.text else ()


def _ports(node: Node) -> tuple[Port, ...]:
    """The port that a literal PORT variable makes Render forward to."""
    return tuple(
        Port(port, "forward", value.place)
        for entry in node.get("envVars") or ()
        if text_of(entry, "key") == "PORT"
        and (value := entry.get("value")) is not None
        and (port := numbers.number(value.value)) is not None
    )


def _health_paths(node: Node) -> tuple[Variable, ...]:
    path = node.get("healthCheckPath")
    return (Variable("healthCheckPath", path.text, path.text_place),) if path is not None and path.text else ()


def _instances(node: Node) -> int | None:
    count = node.get("numInstances") or node.get("scaling", "maxInstances")
    return count.as_int if count is not None else None


def _entries(group: Node) -> Iterator[Node]:
    yield from group.get("envVars") or ()


def _named(nodes: Node | None) -> Iterator[tuple[str, Node]]:
    for node in nodes or ():
        if node.is_mapping and text_of(node, "name"):
            yield text_of(node, "name"), node
