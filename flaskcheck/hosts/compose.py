"""Compose files: services, how they are built, what they run, which variables, ports and volumes they have.

Sources: "Compose file reference" (docs.docker.com) and compose-spec/compose-go for what it leaves open. Which files belong together is in
``compose_files.py``; what Compose refuses is in ``compose_checks.py``.
"""

from __future__ import annotations

from flaskcheck.facts.services import Command, Folder, Mount, PlatformFile, Port, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.words import DEVELOPMENT, RIGS, is_development_folder
from flaskcheck.hosts import compose_checks, compose_values, health
from flaskcheck.hosts import compose_parts as parts
from flaskcheck.hosts.compose_consistency import defined
from flaskcheck.hosts.compose_files import (
    is_compose_file,
    is_development,
    is_development_service,
    is_part,
    reloads,
    sharing,
    speaks_of_development,
)
from flaskcheck.hosts.compose_values import elsewhere, text_of
from flaskcheck.hosts.host import Host
from flaskcheck.known import database_images
from flaskcheck.known.loopback import is_loopback_address
from flaskcheck.readers.docker import inline
from flaskcheck.readers.markup import yaml as yaml_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.facts.docker import Dockerfile
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node


HOSTS = (
    Host(  # docs.docker.com/compose: "Set environment variables": nothing but the file and what it names
        "compose",
        "Docker Compose",
        lists_processes=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        has_dashboard=False,
        file_is_complete=True,
        sets_variables=("HOSTNAME", "HOME", "PATH"),
        own_commands_only=True,
        reference=("{value}", "${{{name}}}"),
        is_container=True,
        is_at_home=True,
    ),
)

__all__ = ["is_compose_file", "read"]


def read(source: Source) -> PlatformFile:
    """The services of a Compose file, those extended from the same file with what they extend.

    A service that extends one of another file has a ``Folder`` of role ``extends`` with that file's path and the service's name as ``written``.
    Bind mounts of the repository have a ``Mount`` (source: repository path) and a ``Folder`` of role ``bind``. An environment file that may be absent has
    the role ``optional-env-file``. Never raises.
    """
    documents, problems = yaml_text.load(source)
    root = documents[0] if documents else None
    if yaml_text.is_templated(source) or compose_checks.is_of_another_program(root):
        return PlatformFile(source.path, "compose")
    is_broken = any(problem.kind == "syntax" for problem in problems)  # what is left of such a file says nothing more
    if root is None or not root.is_mapping:
        told = (*problems, *(() if is_broken else compose_checks.no_mapping(root, source)))
        return PlatformFile(source.path, "compose", errors=told)
    errors = [*problems, *(() if is_broken else compose_checks.top_errors(root, source))]
    is_first = root.get("services") is None  # such a file is refused as a whole, whatever else is wrong in it
    reader = _Reader(source, compose_checks.services_of(root), [] if is_first else errors)
    services = sharing([reader.service(key, node) for key, node in reader.nodes], reader.named)
    known = {s.name: s.databases[0].value or "" for s in services if s.kind == "database" and s.databases}
    services = [s if s.kind == "database" else s.replaced(databases=_databases(s, known)) for s in services]
    inside, found = tuple(reader.dockerfiles.values()), tuple(services)
    told, defines = compose_checks.one_of_outdented(errors), defined(root)
    return PlatformFile(source.path, "compose", found, errors=told, dockerfiles=inside, defines=defines)


def _databases(service: Service, known: dict[str, str]) -> tuple[Variable, ...]:
    """The variables whose URL names a database service of the same file."""
    found = []
    for variable in service.variables:
        scheme, separator, rest = (variable.value or "").partition("://")
        host = rest.partition("/")[0].rpartition("@")[2].partition(":")[0]
        if separator and scheme and host in known:
            found.append(Variable(variable.name, known[host], variable.place, "database"))
    return tuple(found)


class _Reader:
    def __init__(self, source: Source, nodes: list[tuple[Node, Node]], errors: list[Unreadable]) -> None:
        self.folder, self.errors = folder_of_file(source.path), errors
        self.nodes = [(key, node) for key, node in nodes if node.is_mapping]
        self.dockerfiles: dict[str, Dockerfile] = {}
        self.named = {key.value: node for key, node in self.nodes}
        self.joined = compose_values.joined_networks(self.named.values())
        self.waiting = parts.waiting(self.nodes)
        self.development = is_development(source.path) or speaks_of_development(source)

    def service(self, key: Node, node: Node) -> Service:
        merged, outside = self._extended(node)
        variables = (*self._variables(merged), *self._arguments(merged))
        commands = self._commands(merged)
        image, context, folders = self._build(merged)
        build = merged.get("build")
        base = elsewhere(context) if build and build.tag != parts.RESET else text_of(merged.get("image"))
        scheme = database_images.scheme_of(base)
        ports = (*self._ports(merged), *(p for c in commands if c.phase == "health" for p in health.ports_of(c)))
        return Service(
            host="compose",
            name=key.value,
            kind="database" if scheme else parts.kind_of(key.value, commands, ports),
            place=key.place,
            root=context if image else self.folder,
            commands=commands,
            variables=variables,
            env_files=tuple(self._env_files(merged)),
            folders=(*folders, *outside, *self._binds(merged)),
            mounts=tuple(self._mounts(merged)),
            ports=ports,
            health_paths=health.asked(commands, *merged.all("labels"), merged.get("deploy", "labels")),
            databases=(Variable("", scheme, key.place, "database"),) if scheme else (),
            image=image,
            context=context,
            target=text_of(merged.get("build", "target")),
            base=base,
            depends_on=tuple(parts.names_of(merged)),
            waiting=tuple(self.waiting.get(key.value, ())),
            instances=parts.instances_of(merged),
            shares_network=compose_values.shares_network(key.value, merged.get("network_mode"), self.joined),
            development=self.development
            or self._is_optional(merged)
            or self._is_given_a_developers(merged)
            or is_development_service(key.value, commands)
            or (any(True for _ in self._binds(merged)) and (reloads(commands) or parts.is_for_development(merged))),
        )

    def _is_given_a_developers(self, merged: parts.Merged) -> bool:
        """Whether all files of variables that a service is given lie in a folder for development (``config/development/web.env``)."""
        given = [folder.path for folder in self._env_files(merged)]
        return bool(given) and all(map(is_development_folder, given))

    def _extended(self, node: Node) -> tuple[parts.Merged, tuple[Folder, ...]]:
        nodes = [node]
        outside: tuple[Folder, ...] = ()
        while len(nodes) < 20:
            extends = nodes[-1].get("extends")
            if extends is None:
                break
            name = extends.text or text_of(extends.get("service"))
            file = extends.get("file")
            if file is not None and file.text:
                outside = (Folder(path_below(self.folder, file.text), name, "extends", file.text_place),)
                break
            if name not in self.named or self.named[name] in nodes:
                break
            nodes.append(self.named[name])
        return parts.Merged(nodes), outside

    # -- how it is built -----------------------------------------------------------------------

    def _build(self, merged: parts.Merged) -> tuple[str, str, tuple[Folder, ...]]:
        """The Dockerfile, the build context and where they are named."""
        build = merged.get("build")
        written = build if build is not None and build.is_scalar else merged.get("build", "context")
        text = text_of(written) or "."
        if build is not None and build.tag == parts.RESET:
            return "", "", (Folder(self.folder, parts.RESET, "reset", build.place),)
        if build is None or build.is_null or elsewhere(text) or HOLE in text:
            return "", elsewhere(text) if HOLE not in text else "", ()
        context = path_below(self.folder, text)
        folders = [Folder(context, text, "context", written.text_place)] if written is not None else []
        if (inside := merged.get("build", "dockerfile_inline")) is not None:
            return self._inside(inside), context, tuple(folders)
        named = merged.get("build", "dockerfile")
        dockerfile = text_of(named)
        image = path_below(context, dockerfile or "Dockerfile")
        if named is not None and HOLE not in dockerfile:
            folders.append(Folder(image, dockerfile, "dockerfile", named.text_place))
        return image if HOLE not in dockerfile else "", context, () if is_part(build.place.path) else tuple(folders)

    def _inside(self, node: Node) -> str:
        """The name of a Dockerfile that stands in the file."""
        name = f"{node.place.path}:{node.place.line}"
        self.dockerfiles[name] = inline.read(name, node, text_of(node))
        return name

    def _arguments(self, merged: parts.Merged) -> Iterator[Variable]:
        for node in reversed(merged.nodes):
            for variable in parts.pairs(node.get("build", "args")):
                yield variable.replaced(source="build")

    # -- what it runs --------------------------------------------------------------------------

    def _commands(self, merged: parts.Merged) -> tuple[Command, ...]:
        cwd = text_of(merged.get("working_dir")) or None
        entrypoint = self._command(merged.get("entrypoint"), cwd)
        command = self._command(merged.get("command"), cwd)
        start: Command | None = None
        if entrypoint is None:
            start = command.replaced(as_arguments=True) if command else None
        elif command is not None and command.argv:
            start = parts.joined(entrypoint, command)
        elif entrypoint.argv:
            start = entrypoint
        test = self._health(merged.get("healthcheck", "test"), cwd)
        return tuple(c for c in (start, test) if c is not None)

    def _command(self, node: Node | None, cwd: str | None, phase: str = "start") -> Command | None:
        """A command or entrypoint; one with an empty ``argv`` is an explicit nothing."""
        if node is None or node.is_null or node.is_mapping:
            return None
        if node.is_sequence:
            return parts.exec_form(list(node), node, cwd, phase)
        text = compose_values.interpolated(node.value)
        words, stop, accepted = compose_values.split(text.value)
        self.errors.extend(compose_checks.command_errors(node, text, stop, accepted))
        if not accepted:  # told; what is meant by the line is judged further
            return Command(text.value.strip(), phase, node.text_place, tuple(text.value.split()), (), False, cwd)
        places = tuple(compose_values.word_place(node, text, word) for word in words)
        argv = tuple(word.value for word in words)
        return Command(text.value.strip(), phase, node.text_place, argv, places, False, cwd)

    def _health(self, node: Node | None, cwd: str | None) -> Command | None:
        if node is None or node.is_null:
            return None
        if node.is_scalar:
            text = text_of(node)
            return Command(text, "health", node.text_place, exact=node.verbatim and text == node.value, cwd=cwd)
        items = list(node)
        kind = text_of(items[0]) if items else ""
        if kind == "CMD":
            return parts.exec_form(items[1:], node, cwd, "health")
        if kind != "CMD-SHELL" or len(items) < 2:
            return None
        text = text_of(items[1])
        exact = items[1].verbatim and text == items[1].value
        return Command(text, "health", items[1].text_place, exact=exact, cwd=cwd)

    # -- variables -----------------------------------------------------------------------------

    def _variables(self, merged: parts.Merged) -> tuple[Variable, ...]:
        found: dict[str, Variable] = {}
        for node in merged.all("environment"):
            found.update({variable.name: variable for variable in parts.pairs(node)})
        unnamed = compose_values.unnamed(merged.items("env_file"))
        return (*found.values(), *(Variable("*", None, item.place, "group") for item in unnamed[:1]))

    def _env_files(self, merged: parts.Merged) -> Iterator[Folder]:
        for item in merged.items("env_file"):
            path, required = (item.get("path"), item.get("required")) if item.is_mapping else (item, None)
            role = "optional-env-file" if required is not None and required.as_bool is False else "env-file"
            if path is not None and (text := text_of(path)) and HOLE not in text:
                yield Folder(path_below(self.folder, text), text, role, path.text_place)

    # -- ports and volumes -----------------------------------------------------------------------

    def _ports(self, merged: parts.Merged) -> Iterator[Port]:
        for item in merged.items("ports"):
            node = item.get("target") if item.is_mapping else item
            protocol = text_of(item.get("protocol")) if item.is_mapping else ""
            address = text_of(item.get("host_ip")) if item.is_mapping else text_of(item).rpartition(":")[0]
            is_local = is_loopback_address(address.rpartition(":")[0] or address)
            outer = text_of(item.get("published")) if item.is_mapping else address.rpartition(":")[2]
            yield from (
                port.replaced(is_local=is_local, published=outer) for port in parts.port_of(node, "publish", protocol)
            )
        for item in merged.items("expose"):
            yield from parts.port_of(item, "expose", "")

    def _volumes(self, merged: parts.Merged) -> Iterator[tuple[str, str, str, Place]]:
        """(type, source, target, place) of each volume."""
        for item in merged.items("volumes"):
            if item.is_mapping:
                target = item.get("target")
                if target is not None:
                    place = target.text_place
                    yield text_of(item.get("type")) or "volume", text_of(item.get("source")), text_of(target), place
            elif item.text:
                source, target_path = parts.short_volume(text_of(item))
                is_bind = source.startswith((".", "/", "~", HOLE)) or source[1:2] == ":"
                yield "bind" if is_bind else "volume", source, target_path, item.text_place

    def _mounts(self, merged: parts.Merged) -> Iterator[Mount]:
        for kind, source, target, place in self._volumes(merged):
            if kind in ("bind", "volume") and target:
                yield Mount(target, self._bound(source) if kind == "bind" else source, place)

    def _binds(self, merged: parts.Merged) -> Iterator[Folder]:
        for kind, source, _, place in self._volumes(merged):
            if kind == "bind" and source.startswith("."):
                yield Folder(self._bound(source), source, "bind", place)

    def _bound(self, source: str) -> str:
        return path_below(self.folder, source) if source.startswith(".") else source

    def _is_optional(self, merged: parts.Merged) -> bool:
        profiles = {text_of(item).lower() for item in merged.items("profiles")}
        return bool(profiles) and all(profile in DEVELOPMENT or profile in RIGS for profile in profiles)
