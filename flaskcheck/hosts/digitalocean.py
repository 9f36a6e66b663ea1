"""App specs of DigitalOcean's App Platform: .do/app.yaml and .do/deploy.template.yaml.

Source: "App Spec Reference" (docs.digitalocean.com). Paths are relative to the repository, so to the folder that
holds ``.do``.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import PlatformFile, Port, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import commands_of, folder_fact, grouped, present, wrong_type
from flaskcheck.hosts.host import BUILDPACK_FILES, Host, names
from flaskcheck.hosts.known_keys import keys, unknown_keys
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.hosts.known_keys import Keys
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # docs.digitalocean.com: "App Spec reference" (http_port, PORT), "Environment variables", "Python buildpack"
        "digitalocean",
        "DigitalOcean App Platform",
        lists_processes=True,
        has_command_fields=True,
        needs_command=True,  # "Python Buildpack on App Platform": a run command is required where none is detected
        once_per_deploy="a job of the kind PRE_DEPLOY",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgresql",),
        sets_variables=names("PORT APP_DOMAIN APP_URL APP_ID COMMIT_HASH PRIVATE_DOMAIN PRIVATE_URL PRIVATE_PORT"),
        installs_from=BUILDPACK_FILES,
        home="/workspace",
        reads_procfile=True,
        top_folder=".do",
        root_key="source_dir: {0}",
        attaching=(("postgres", "Bind the database's own variable: value: ${{{name}.DATABASE_URL}}"),),
        deploy_actions=("digitalocean/app_action",),
        deploy_commands=r"doctl\s+apps\s+(?:create|update)",
    ),
)

_KINDS = {"services": "web", "workers": "worker", "jobs": "job", "static_sites": "static"}
_VARIABLES = keys("key value scope type")
_REPOSITORY = keys("repo branch deploy_on_push")
_SOURCES: Keys = {
    "git": keys("repo_clone_url branch"),
    "github": _REPOSITORY,
    "gitlab": _REPOSITORY,
    "bitbucket": _REPOSITORY,
}
_IMAGE = keys("registry_type registry registry_credentials repository tag digest deploy_on_push")
_HEALTH = keys(
    "path http_path port initial_delay_seconds period_seconds timeout_seconds success_threshold failure_threshold"
)
_BUILT: Keys = {
    **_SOURCES,
    **keys("name dockerfile_path build_command source_dir environment_slug log_destinations alerts", envs=_VARIABLES),
}
_RUN: Keys = {
    **_BUILT,
    **keys("run_command instance_size_slug instance_count autoscaling termination inactivity_sleep", image=_IMAGE),
}
_SERVED = keys("cors", routes=keys("path preserve_path_prefix"))
_SPEC = keys(
    "name region alerts ingress egress features maintenance vpc disable_edge_cache disable_email_obfuscation "
    "enhanced_threat_control_enabled",
    services={
        **_RUN,
        **_SERVED,
        **keys("http_port protocol internal_ports", health_check=_HEALTH, liveness_health_check=_HEALTH),
    },
    workers={**_RUN, **keys("", liveness_health_check=_HEALTH)},
    jobs={**_RUN, **keys("kind schedule")},
    static_sites={**_BUILT, **_SERVED, **keys("output_dir index_document error_document catchall_document")},
    functions={**_BUILT, **_SERVED},
    databases=keys("name engine version size num_nodes production cluster_name db_name db_user"),
    domains=keys("domain type wildcard zone certificate minimum_tls_version"),
    envs=_VARIABLES,
)
"""``AppSpec`` of digitalocean/godo, into which doctl decodes a spec with unknown fields forbidden."""
_LISTS = (*_KINDS, "databases", "envs", "domains")
_ENGINES = {
    "": "postgres",
    "PG": "postgres",
    "MYSQL": "mysql",
    "REDIS": "redis",
    "VALKEY": "redis",
    "MONGODB": "mongodb",
}
_BOUND = re.compile(r"\$\{([\w-]+)\.([A-Z_]+)\}")
_PHASES = {"PRE_DEPLOY": "release", "POST_DEPLOY": "release", "SCHEDULED": "cron"}


def read(source: Source) -> PlatformFile:
    """The components, databases and variables of an app spec. Never raises."""
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents else None
    spec = (root.get("spec") or root) if root is not None else None
    refused = unknown_keys(root, _SPEC, _unknown_field) if root is not None and spec is root else ()
    if spec is None or not spec.is_mapping:
        return PlatformFile(source.path, "digitalocean", errors=errors)
    engines = {text_of(node, "name"): _ENGINES.get(text_of(node, "engine"), "") for node in spec.get("databases") or ()}
    base = folder_of_file(folder_of_file(source.path)) if "/" in source.path else ""
    return PlatformFile(
        source.path,
        "digitalocean",
        services=tuple(_services(spec, base, engines)),
        variables=_variables(spec),
        errors=(*errors, *_errors(spec), *refused),
        addons=_databases(spec, engines),
    )


def _unknown_field(path: str, key: str) -> str:
    return f'json: unknown field "{key}"'


def _errors(spec: Node) -> Iterator[Unreadable]:
    for name in _LISTS:
        node = spec.get(name)
        if node is not None and not (node.is_sequence or node.is_null):
            yield wrong_type(node, name, "a list")
    for name in _KINDS:
        for component in spec.get(name) or ():
            port = component.get("http_port")
            if port is not None and port.as_int is None:
                yield wrong_type(port, f"{name}.http_port", "a number")
    yield from _unbound(spec)


def _unbound(spec: Node) -> Iterator[Unreadable]:
    """The variables that are bound to a database or component which the spec does not have ("How to Use Environment Variables": only those of the same app can be)."""
    parts = [part for name in (*_LISTS, "functions") for part in spec.get(name) or ()]
    named = {text_of(part, "name") for part in parts} | {text_of(spec, "name"), "_self", ""}
    for part in (spec, *parts):
        for entry in part.get("envs") or ():
            bound, value = _BOUND.fullmatch(text_of(entry, "value")), entry.get("value")
            if bound and value is not None and bound.group(1) not in named:
                message = f'"{bound.group(1)}" is no database or component of this app'
                yield Unreadable("undefined-reference", message, value.place)


def _services(spec: Node, base: str, engines: dict[str, str]) -> Iterator[Service]:
    for group, kind in _KINDS.items():
        for node in spec.get(group) or ():
            if node.is_mapping:
                yield _service(node, kind, base, engines)
    for node in spec.get("databases") or ():
        name, place = text_of(node, "name"), node.line_place
        is_there = (Variable("", engines[name], place, "database"),) if engines.get(name) else ()
        yield Service("digitalocean", name, "database", place, databases=is_there, plan=text_of(node, "size"))


def _service(node: Node, kind: str, base: str, engines: dict[str, str]) -> Service:
    root = path_below(base, text_of(node, "source_dir") or ".")
    written = text_of(node, "dockerfile_path")
    phase = _PHASES.get(text_of(node, "kind"), "release") if kind == "job" else "start"
    port = node.get("http_port")
    return Service(
        host="digitalocean",
        name=text_of(node, "name"),
        kind=kind,
        place=node.line_place,
        root=root,
        commands=commands_of((node.get("build_command"), "build"), (node.get("run_command"), phase)),
        variables=_variables(node),
        folders=present(
            (
                folder_fact(node.get("source_dir"), "root", base),
                folder_fact(node.get("dockerfile_path"), "dockerfile", base),
                folder_fact(node.get("output_dir"), "static", root),
            )
        ),
        ports=(Port(port.as_int, "forward", port.place),) if port is not None and port.as_int is not None else (),
        health_paths=_health_paths(node),
        databases=_databases(node, engines),
        image=path_below(base, written) if written else "",
        context=root if written else "",
        base=text_of(node, "image", "repository"),
        instances=_instances(node),
        plan=text_of(node, "instance_size_slug"),
    )


def _variables(node: Node) -> tuple[Variable, ...]:
    return tuple(_variable(entry) for entry in node.get("envs") or () if text_of(entry, "key"))


def _variable(entry: Node) -> Variable:
    key, value = entry.get("key"), entry.get("value")
    place = (value or key or entry).place
    name, text = text_of(entry, "key"), value.text if value is not None else None
    if text_of(entry, "type") == "SECRET" and (text is None or text.startswith("EV[")):
        return Variable(name, None, place, "secret")
    if text is None:
        return Variable(name, None, place, "dashboard")
    if _BOUND.search(text):
        return Variable(name, None, place, "database" if "DATABASE" in text else "service")
    if "${" in text:
        return Variable(name, text, place, "reference")
    return Variable(name, text, place, "build" if text_of(entry, "scope") == "BUILD_TIME" else "literal")


def _databases(node: Node, engines: dict[str, str]) -> tuple[Variable, ...]:
    """The variables that carry a database's URL; a database that is not in the file may be of any kind."""
    found = []
    for entry in node.get("envs") or ():
        bound = _BOUND.fullmatch(text_of(entry, "value"))
        if bound and bound.group(2) == "DATABASE_URL" and engines.get(bound.group(1)):
            found.append(Variable(text_of(entry, "key"), engines[bound.group(1)], entry.line_place, "database"))
    return tuple(found)


def _health_paths(node: Node) -> tuple[Variable, ...]:
    path = node.get("health_check", "http_path")
    return (Variable("health_check.http_path", path.text, path.text_place),) if path is not None and path.text else ()


def _instances(node: Node) -> int | None:
    count = node.get("instance_count") or node.get("autoscaling", "max_instance_count")
    return count.as_int if count is not None else None


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """``.do/app.yaml`` alone where there is one: the template beside it is only for the deploy button."""
    return grouped(files, "digitalocean", _prefer_app_spec)


def _prefer_app_spec(files: list[PlatformFile]) -> list[PlatformFile]:
    specs = [f for f in files if f.path.rpartition("/")[2] in ("app.yaml", "app.yml")]
    return specs or files
