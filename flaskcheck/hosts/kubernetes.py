"""Kubernetes: what the containers of plain manifests run, with which variables; templates of charts are left alone.

Source: the API reference (kubernetes.io): ``command`` replaces an image's ENTRYPOINT, ``args`` its CMD; Knative's "Service" for ``serving.knative.dev``; "Define Dependent Environment Variables" for ``$(NAME)``.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, PlatformFile, Port, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.ground.budget import Room
from flaskcheck.hosts.host import Host, names
from flaskcheck.hosts.machine import kind_of
from flaskcheck.known import database_images
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    Host(
        "kubernetes",
        "Kubernetes",
        ephemeral_disk=True,
        routed=True,
        docker=True,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=names("HOSTNAME HOME PATH KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT"),
        own_commands_only=True,
        is_container=True,
        variable_form="$({})",  # kubernetes.io: "Define a Command and Arguments for a Container"
        has_manifests=True,
        deploy_commands=r"kubectl\s+(?:apply|set\s+image|rollout)|helm\s+upgrade",
    ),
)

_PODS = {
    "Pod": (),
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
}
"""Where the pod stands in each kind of object."""

_OF_KNATIVE = names("PORT K_SERVICE K_REVISION K_CONFIGURATION")
"""The variables that a service of Knative, or of Cloud Run, which reads the same files, is given ("Knative runtime contract")."""

_MAPS = ("ConfigMap", "Secret")
_REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z_][\w.-]*)\)")
_PROBES = ("readinessProbe", "livenessProbe", "startupProbe")


def read(source: Source) -> PlatformFile:
    """The containers of the file's pods as services, and its maps of variables as services of that kind. Never raises."""
    if yaml_text.is_templated(source):
        return PlatformFile(source.path, "")
    documents, _ = yaml_text.load(source)
    objects = [item for document in documents for item in _objects(document)]
    services = tuple(service for item in objects for service in _services(item, source.path))
    return PlatformFile(source.path, "kubernetes" if services else "", services)


def _objects(document: Node) -> Iterator[Node]:
    """The object of a document, or those of a list."""
    if document.is_mapping and text_of(document, "kind") == "List":
        yield from document.get("items") or ()
    elif document.is_mapping:
        yield document


def _services(item: Node, path: str) -> Iterator[Service]:
    kind, name = text_of(item, "kind"), text_of(item, "metadata", "name")
    if kind in _MAPS:
        found = tuple(
            v for key in ("data", "stringData") for v in _data(item.get(key), key if kind == "Secret" else "")
        )
        yield Service("kubernetes", f"{kind}/{name}", "variables", item.place, folder_of_file(path), variables=found)
    is_run = kind == "Service" and text_of(item, "apiVersion").startswith("serving.knative.dev/")
    if kind == "Service" and name and not is_run and not _is_headless(item) and _has_ports(item):
        selected, ports = tuple(_pairs(item.get("spec", "selector"))), tuple(_targets(item))
        links = tuple(_links(item, name))
        yield Service(
            "kubernetes", f"{kind}/{name}", "variables", item.place, variables=links, labels=selected, ports=ports
        )
    below = ("spec", "template") if is_run else _PODS.get(kind)
    pod = item if below == () else item.get(*below) if below else None
    if pod is None:
        return
    shares = len(list(pod.get("spec", "containers") or ())) > 1 or text_of(pod, "spec", "hostNetwork") == "true"
    unlinked = text_of(pod, "spec", "enableServiceLinks") == "false"
    for key in ("initContainers", "containers"):
        for container in pod.get("spec", key) or ():
            if container.is_mapping and text_of(container, "image"):
                service = _service(container, item, kind, path, key == "initContainers")
                given = tuple(Variable(n, None, item.place, "host") for n in sorted(_OF_KNATIVE)) if is_run else ()
                yield service.replaced(
                    shares_network=shares,
                    unlinked=unlinked,
                    variables=(*given, *service.variables),
                    labels=tuple(_pairs(pod.get("metadata", "labels"))),
                )


def _pairs(mapping: Node | None) -> Iterator[str]:
    """The labels of a pod, or those that a service asks for, each as ``key=value``."""
    for key, value in mapping.items() if mapping is not None else ():
        yield f"{key.value}={value.text}"


def _targets(item: Node) -> Iterator[Port]:
    """The ports of the pods that a service passes requests on to, where they are numbers: its own where ``targetPort`` names none ("Services", `spec.ports`)."""
    for entry in item.get("spec", "ports") or ():
        if text_of(entry, "protocol") in ("", "TCP"):
            yield from _numbered(entry.get("targetPort") or entry.get("port"), "forward")


def _numbered(port: Node | None, role: str) -> Iterator[Port]:
    """A port that is a number, and no name."""
    number = port.as_int if port is not None else None
    if port is not None and number is not None and 0 < number < 65536:
        yield Port(number, role, port.text_place)


def _has_ports(item: Node) -> bool:
    """Whether a service names the ports that every one has: what names none is laid over another ("Kustomize", patches)."""
    return any(True for _ in item.get("spec", "ports") or ())


def _is_headless(item: Node) -> bool:
    """Whether a service has no address of its own, so that no variable tells of it ("Headless Services", "Type ExternalName")."""
    return text_of(item, "spec", "clusterIP") == "None" or text_of(item, "spec", "type") == "ExternalName"


def _data(mapping: Node | None, key: str) -> Iterator[Variable]:
    """The variables of a map; what a Secret holds in base 64 is not read."""
    for name, value in mapping.items() if mapping is not None else ():
        yield Variable(name.value, None if key == "data" else value.text, pair_place(name, value), "literal")


def _links(item: Node, name: str) -> Iterator[Variable]:
    """What every container is told of a service ("Connecting Applications with Services"): its address, and its ports once more by their names."""
    prefix = f"{name.upper().replace('-', '_')}_SERVICE"
    named = (text_of(port, "name") for port in item.get("spec", "ports") or () if port.is_mapping)
    endings = ("_HOST", "_PORT", *(f"_PORT_{word.upper().replace('-', '_')}" for word in named if word))
    yield from (Variable(prefix + ending, None, item.place, "service") for ending in endings)


def _service(container: Node, item: Node, kind: str, path: str, is_first: bool) -> Service:
    variables = tuple(_variables(container))
    start = _command(container, {v.name: v.value for v in variables if v.value is not None}, _phase(kind, is_first))
    commands = () if start is None else (start,)
    base = text_of(container, "image")
    is_database = bool(database_images.scheme_of(base))
    is_job = is_first or kind in ("Job", "CronJob")
    count = item.get("spec", "replicas")
    return Service(
        "kubernetes",
        text_of(item, "metadata", "name") or text_of(container, "name"),
        "database" if is_database else "job" if is_job else kind_of(commands),
        container.place,
        folder_of_file(path),
        commands,
        variables,
        ports=tuple(_ports(container)),
        health_paths=tuple(_health_paths(container)),
        base=base,
        instances=count.as_int if count is not None else None,
        development=words.is_development_folder(path) or (kind == "Pod" and _is_typed_in(container)),
    )


def _is_typed_in(container: Node) -> bool:
    """Whether a container offers nothing but a terminal, for people to type commands in ("Get a Shell to a Running Container")."""
    is_terminal = "true" in (text_of(container, "tty"), text_of(container, "stdin"))
    return is_terminal and not any(container.get(key) is not None for key in ("ports", *_PROBES))


def _phase(kind: str, is_first: bool) -> str:
    return "release" if is_first or kind == "Job" else "cron" if kind == "CronJob" else "start"


def _command(container: Node, values: dict[str, str], phase: str) -> Command | None:
    """``command`` with ``args``; ``args`` alone go to the image's ENTRYPOINT."""
    replaces = container.get("command") is not None
    items = [item for key in ("command", "args") for item in container.get(key) or () if item.is_scalar]
    if not items:
        return None
    room = Room()
    argv = tuple(room.filled_or_left(_REFERENCE, lambda m: _referred(m, values), i.text or "") for i in items)
    places = tuple(item.text_place for item in items)
    place = places[0].replaced(end_line=places[-1].end_line, end_column=places[-1].end_column)
    folder = text_of(container, "workingDir") or None
    return Command(" ".join(argv), phase, place, argv, places, False, folder, as_arguments=not replaces)


def _referred(found: re.Match[str], values: dict[str, str]) -> str:
    name = found.group(1)
    return values.get(name, f"${{{name}}}") if name else "$"


def _variables(container: Node) -> Iterator[Variable]:
    for entry in container.get("envFrom") or ():
        for key, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
            if entry.get(key) is not None:
                yield Variable(
                    f"{text_of(entry, 'prefix')}*", f"{kind}/{text_of(entry, key, 'name')}", entry.place, "group"
                )
    for entry in container.get("env") or ():
        name, value = entry.get("name"), entry.get("value")
        if name is not None and name.text:
            is_given = entry.get("valueFrom") is None
            text = (value.text if value is not None else "") if is_given else None
            yield Variable(name.text, text, pair_place(name, value or name), "literal" if is_given else "secret")


def _ports(container: Node) -> Iterator[Port]:
    for entry in container.get("ports") or ():
        yield from _numbered(entry.get("containerPort"), "expose")


def _health_paths(container: Node) -> Iterator[Variable]:
    for probe in _PROBES:
        path = container.get(probe, "httpGet", "path")
        if path is not None and path.text:
            yield Variable(probe, path.text.partition("?")[0], path.text_place)


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """Containers with the variables of the maps that they name; a map that is not among the files stays unseen."""
    own = [service for file in files if file.host == "kubernetes" for service in file.services]
    maps = {service.name: service.variables for service in own if service.kind == "variables"}
    links = tuple(v for name, found in maps.items() if name.startswith("Service/") for v in found)
    asking = [service for service in own if service.kind == "variables" and service.ports and service.labels]
    return [_filled(file, maps, links, asking) if file.host == "kubernetes" else file for file in files]


def _filled(
    file: PlatformFile,
    maps: dict[str, tuple[Variable, ...]],
    links: tuple[Variable, ...],
    asking: list[Service],
) -> PlatformFile:
    services = []
    for service in file.services:
        given = tuple(v for variable in service.variables for v in _of_map(variable, maps))
        is_told = service.kind != "variables" and not service.unlinked
        ports = service.ports if service.kind == "variables" else (*service.ports, *_asked_for(service, asking))
        services.append(service.replaced(variables=(*links, *given) if is_told else given, ports=ports))
    return file.replaced(services=tuple(services))


def _asked_for(service: Service, asking: list[Service]) -> Iterator[Port]:
    """The ports of a container that services pass requests on to which select its pod; in a pod of several any of them may be meant."""
    for each in asking if not service.shares_network else ():
        if {*each.labels} <= {*service.labels}:
            yield from each.ports


def _of_map(variable: Variable, maps: dict[str, tuple[Variable, ...]]) -> tuple[Variable, ...]:
    if variable.source != "group":
        return (variable,)
    found = maps.get(variable.value or "")
    if found is None:
        return (variable.replaced(value=None),)
    prefix = variable.name.removesuffix("*")
    return tuple(v.replaced(name=f"{prefix}{v.name}") for v in found)
