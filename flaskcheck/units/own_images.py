"""Which Dockerfile of the repository makes the image that a file only names: a registry stands between the two."""

from __future__ import annotations

import re
from itertools import islice

from flaskcheck.facts.services import Folder, Mount
from flaskcheck.files.paths import folder_of_file, is_in, path_below
from flaskcheck.files.tree import fitting
from flaskcheck.ground import words
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_STATED_FILES
from flaskcheck.ground.place import Place
from flaskcheck.hosts import index
from flaskcheck.known.base_images import is_runtime, parse
from flaskcheck.known.usual_names import PYTHON_PROGRAMS
from flaskcheck.shell.program import base_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.docker import Dockerfile
    from flaskcheck.facts.services import Service
    from flaskcheck.units.repository import Repository


def with_dockerfiles(repository: Repository, services: list[Service]) -> list[Service]:
    """The services whose host runs images by their names, with the Dockerfile that makes each: other images are others'. What a workflow builds for them is told by them."""
    services = [_composed(repository, service) if _may_be_own(service) else service for service in services]
    if not any(_is_named(service) for service in services):
        return services
    found = [_with_dockerfile(repository, service) if _is_named(service) else service for service in services]
    found = [service if _is_own(repository, service, found) else old for service, old in zip(found, services)]
    known = {(service.host, service.image) for service in found if service.base and service.image}
    return [s for s in found if not _is_named(s) and (s.base or (s.host, s.image) not in known)]


def _may_be_own(service: Service) -> bool:
    """Whether a service that runs an image by its name, beside others that are built, starts a program of Python in it."""
    if not service.base or service.image or index.host(service.host).has_manifests:
        return False
    starts = [" ".join(c.argv or (c.text,)) for c in service.commands if c.phase == "start"]
    called = {base_name(word) for text in starts for word in text.split()}
    return not is_runtime(parse(service.base)) and not called.isdisjoint(PYTHON_PROGRAMS)


def _composed(repository: Repository, service: Service) -> Service:
    """It with the Dockerfile that is called like its image, or the only one there is where the image has the project's own name."""
    made = _with_dockerfile(repository, service)
    is_own = bool(made.image) and _is_called_alike(repository, made.image, _image_name(service))
    return made if is_own and _takes_code(repository, made.image) else service


def _takes_code(repository: Repository, path: str) -> bool:
    """Whether a Dockerfile copies folders or modules, and not lists of requirements alone."""
    copies = (i for i in repository.dockerfiles[path].instructions if i.name in ("COPY", "ADD"))
    sources = (word for i in copies for word in (i.argv or i.text.split())[:-1])
    return any("." not in word.strip("./").rpartition("/")[2] or word.endswith(".py") for word in sources)


def _is_called_alike(repository: Repository, path: str, image: str) -> bool:
    stages = {stage.lower() for stage in repository.dockerfiles[path].stages}
    packages = {part.lower() for a in repository.applications for part in a.path.split("/")[:-1]}
    return image in stages or bool(_parts(image) & (_names(path) | packages))


def _is_named(service: Service) -> bool:
    return bool(service.base) and not service.image and index.host(service.host).has_manifests


def _is_own(repository: Repository, service: Service, found: list[Service]) -> bool:
    """Whether a Dockerfile makes the image that a service names: of several images that it might make, those called like the application are its."""
    if not (service.base and service.image):
        return True
    images = {_image_name(s) for s in found if s.base and s.image == service.image}
    called = {word.lower() for a in repository.applications for word in a.path.split("/")[:-1]}
    own = {name for name in images if _parts(name) & called}
    return not own or _image_name(service) in own


def _image_name(service: Service) -> str:
    return service.base.partition("@")[0].rpartition("/")[2].partition(":")[0].lower()


def _with_dockerfile(repository: Repository, service: Service) -> Service:
    path = _dockerfile_of(service, repository)
    if not path:
        return service
    folder = path.rpartition("/")[0]
    target = production_stage(repository.dockerfiles[path].stages)
    return service.replaced(image=path, context=folder, root=folder, target=target)


def production_stage(stages: tuple[str, ...]) -> str:
    """The stage that production builds when the last one is for tests or development; ``""`` for the last."""
    if not stages or not words.is_development(stages[-1]):
        return ""
    wanted = [s for s in stages if s.lower().startswith(words.FINAL_STAGES)]
    return wanted[-1] if wanted else ""


def _is_for_development(comments: str) -> bool:
    from flaskcheck.hosts.compose_files import is_for_development

    return is_for_development(comments)


def is_for_developers(repository: Repository, path: str) -> bool:
    """Whether a Dockerfile is for a developer's machine: its first comments say so, what it builds upon is called so, or it debugs and only developers' files build it; not where a workflow publishes it."""
    source = repository.tree.source(path)
    comments = " ".join(line.strip() for line in source.lines[:_HEAD] if line.lstrip().startswith("#"))
    bases = [_repository_of(line) for line in source.lines if line[:5].upper() == "FROM "]
    stages = repository.dockerfiles[path].stages  # what they are called says how an image is built, not what for
    told = bool(comments) and _is_for_development(comments)
    told = told or any(words.is_development(base) for base in bases[-1:] if base not in stages)
    return (told or _debugs_for_developers(repository, path)) and not is_published(repository, path)


def _debugs_for_developers(repository: Repository, path: str) -> bool:
    """Whether an image starts with ``--debug``, and all files that build it are called as those of developers are, or lie in folders that are."""
    files = [f.path for f in repository.platform_files if any(s.image == path for s in f.services)]
    starts = (i for i in repository.dockerfiles[path].instructions if i.name in ("CMD", "ENTRYPOINT"))
    is_debugged = any("--debug" in (i.argv or i.text.split()) for i in starts)
    names = ((file, file.rpartition("/")[2]) for file in files if is_debugged)
    found = [words.is_development(name) or words.is_development_folder(file) for file, name in names]
    return bool(found) and all(found)


def _repository_of(line: str) -> str:
    """The last part of the name of the image that a FROM line names, without its tag."""
    named = [word for word in line.split()[1:] if not word.startswith("--")]
    return named[0].partition("@")[0].rpartition("/")[2].partition(":")[0] if named else ""


_HANDS_OVER = re.compile(rb"^[ \t]+uses:[ \t]*[\w.-]+/[\w.-]+/\.github/workflows/[\w.-]+@", re.MULTILINE)
"""A job that is a workflow of another repository."""


def is_built_from_clone(repository: Repository, path: str) -> bool:
    """Whether a workflow builds the image of a Dockerfile, or hands its folder to a workflow of another repository that does: what git ignores is not there."""
    if is_published(repository, path):
        return True
    folder = encoded(folder_of_file(path))
    raws = (repository.tree.source(workflow).raw for workflow in repository.tree.below(".github/workflows"))
    return bool(folder) and any(_HANDS_OVER.search(raw) and _gives(raw, folder) for raw in raws)


def _gives(raw: bytes, folder: bytes) -> bool:
    """Whether a workflow names a folder as a whole value: ``working_directory: "./api"``."""
    return re.search(rb":\s*[\"']?(?:\./)?" + re.escape(folder) + rb"/?[\"']?\s*$", raw, re.MULTILINE) is not None


def is_published(repository: Repository, path: str) -> bool:
    """Whether a workflow or a pipeline pushes an image that it builds from a Dockerfile: someone else runs it, and says how."""
    raws = (repository.tree.source(pipeline).raw for pipeline in fitting(repository.tree, _is_pipeline))
    return any(_pushes(raw) and _builds(raw, encoded(path)) for raw in raws)


def _is_pipeline(path: str) -> bool:
    return path.startswith(_PIPELINES)


def _builds(raw: bytes, path: bytes) -> bool:
    """Whether a workflow may build a Dockerfile: it names it, or no file, or builds more than it names files for."""
    named = [match.group(1) for match in _NAMED.finditer(raw)]
    if path != b"Dockerfile":
        return path in named or b" " + path in raw
    return not named or path in named or len(_BUILDING.findall(raw)) > len(named)


def _pushes(raw: bytes) -> bool:
    """Whether a workflow pushes an image: by a command or an action that says so, or by one that builds images and is given the password of a registry."""
    if b"push" in raw and any(each != _BUILDING_ACTION or _TOLD.search(raw) for each in _PUSHES.findall(raw)):
        return True
    return b"password:" in raw and bool(_BUILDS.search(raw))


_BUILDING_ACTION = b"docker/build-push-action"
_TOLD = re.compile(rb"(?:^[ \t]+|[{,][ \t]*)push:[ \t]*(?!['\"]?false\b)[^\s#]|type=registry|push=true", re.MULTILINE)
"""What tells that action to push, which it does not by itself (its README, "inputs": ``push`` is ``false``)."""


def _dockerfile_of(service: Service, repository: Repository) -> str:
    """The Dockerfile beside the manifest of a project that lies in one folder; else the one whose folder or ending is called like the image or the service, the only
    one beside the manifest, the only one at all, where the image is nobody else's."""
    paths = [p for p in repository.dockerfiles if not words.is_development(p.rpartition("/")[2])]
    image = _image_name(service)
    folder = service.place.path.rpartition("/")[0]
    beside = [path for path in paths if path.rpartition("/")[0] == folder]
    is_project = bool(folder) and any(is_in(a.path, folder) for a in repository.applications)
    alike = [path for path in paths if _names(path) & {*_parts(image), *_parts(service.name.lower())}]
    if len(beside) == 1 and (is_project or not alike):
        paths = beside
    elif len(alike) == 1 and len(paths) > 1:
        return alike[0]
    plain = [path for path in paths if path.rpartition("/")[2] == "Dockerfile"]
    if len(plain) == 1 and len({path.rpartition("/")[0] for path in paths}) == 1:
        paths = plain  # those beside it with an ending are of other images
    return paths[0] if len(paths) == 1 and image not in _OTHERS else ""


def _names(path: str) -> set[str]:
    """What a Dockerfile is called after: its folder, its ending."""
    folder, _, name = path.rpartition("/")
    ending = name.lower().removeprefix("dockerfile").removesuffix("dockerfile").strip(".-_")
    return {word for word in (folder.rpartition("/")[2].lower(), ending) if word}


def _parts(name: str) -> set[str]:
    return {name, *name.replace("_", "-").split("-")}


_PUSHES = re.compile(
    rb"docker/build-push-action|docker\s+(?:image\s+)?push|uses:\s*\S{0,200}(?:docker|image)[\w-]{0,100}push|uses:\s*\S{0,200}push[\w-]{0,100}(?:docker|image)"
)

_NAMED = re.compile(rb"(?:--file|-f|file:)[ \t=]+[\"']?(?:\./)?([\w./-]*[Dd]ockerfile[\w.-]*)")
"""The Dockerfile that a build is told to take."""
_BUILDING = re.compile(rb"docker\s+(?:buildx\s+)?build\b|docker/build-push-action")

_PIPELINES = (
    *(
        ".github/workflows/",
        ".circleci/",
        ".gitlab-ci.yml",
        ".gitlab-ci.yaml",
        ".travis.yml",
        ".drone.yml",
        ".woodpecker",
    ),
    *("azure-pipelines", "bitbucket-pipelines.yml", "Jenkinsfile", ".taskcluster.yml", "buildspec.yml", ".buildkite/"),
)
"""How the files of services begin that test, build and publish what git has."""

_BUILDS = re.compile(rb"uses:\s*\S{0,200}docker[\w-]{0,100}build")

_HEAD = 12
"""How many lines of a Dockerfile may say what it is for."""

_OTHERS = frozenset(
    "alpine bash busybox caddy curl debian elasticsearch envoy grafana haproxy httpd kafka minio nginx nginx-unprivileged node oauth2-proxy prometheus "
    "python rabbitmq traefik ubuntu wait-for zookeeper adminer pgadmin4 mailhog cloud-sql-proxy git-sync kubectl "
    "cloudsql-proxy gce-proxy endpoints-runtime endpoints-runtime-serverless esp esp-v2 proxyv2 linkerd-proxy fluentd fluent-bit filebeat vault vault-agent "
    "opentelemetry-collector opentelemetry-collector-contrib jaeger-agent statsd statsd-exporter redis-exporter redis_exporter postgres-exporter postgres_exporter "
    "nginx-prometheus-exporter pgbouncer keycloak keycloak-gatekeeper louketo-proxy mysqld-exporter memcached".split()
)
"""Images that others publish and that stand beside an application, often in the same pod."""


_RUN = re.compile(rb"docker[ \t]+(?:container[ \t]+)?run\b((?:\\\r?\n|[^\n;&|])*)")
_MOUNT = re.compile(
    rb"(?:-v|--volume|--mount)[ \t=]+[\"']?(?:type=bind,(?:source|src)=)?[\"']?(?:\$\{?PWD\}?|\$?\$\(pwd\)|`pwd`|\$\(CURDIR\)|%cd%|\.)"
    rb"(/[\w./-]*)?[\"']?(?::|,(?:target|dst|destination)=)(/[\w./-]*)"
)
"""A folder below the one where a command stands, and where a container sees it."""


def mounted_by_hand(repository: Repository, path: str, context: str) -> tuple[tuple[Folder, Mount], ...]:
    """The folders that a script or a page of the repository mounts where it runs the image of a Dockerfile that has no code of its own."""
    if _takes_code(repository, path):
        return ()
    names = (p for p in repository.tree.files if p.endswith((".sh", ".md")) or p.rpartition("/")[2] == "Makefile")
    found: dict[str, tuple[Folder, Mount]] = {}
    for name in islice(names, MAX_STATED_FILES):
        raw = repository.tree.source(name).raw
        for run in _RUN.finditer(raw) if b"docker" in raw else ():
            for mount in _MOUNT.finditer(run.group(1)):
                below, to = (mount.group(1) or b"").decode(), mount.group(2).decode()
                folder, place = path_below(context, f"./{below}"), Place(name, raw.count(b"\n", 0, run.start()) + 1)
                found.setdefault(to, (Folder(folder, below, "bind", place), Mount(to, folder, place)))
    return tuple(found.values())


def names_port(dockerfile: Dockerfile, port: int) -> bool:
    """Whether a Dockerfile names a port where it says what its containers start and offer."""
    said = (i.text for i in dockerfile.instructions if i.name in ("CMD", "ENTRYPOINT", "EXPOSE"))
    return any(re.search(rf"(?<![\w.]){port}(?![\w.])", text) for text in said)
