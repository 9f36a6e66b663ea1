"""GitHub workflows: the jobs that deploy.

Sources: "Workflow syntax for GitHub Actions" (docs.github.com) and the pages of the actions in ``deploy_steps``. What
a job runs before it deploys is run by GitHub's machine, so its commands are of phase ``build`` and its variables of
source ``build``.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Folder, PlatformFile, Port, PythonVersion, Service, Variable
from flaskcheck.files.paths import path_below
from flaskcheck.ground import numbers
from flaskcheck.ground.place import HOLE
from flaskcheck.hosts import deploy_steps, index, workflow_schema
from flaskcheck.hosts.declared import command_of
from flaskcheck.hosts.machine import home_of, starts_server
from flaskcheck.hosts.python_version import python_of
from flaskcheck.hosts.workflow_images import EXPRESSION, image_of, working_folder
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

_DEPLOYED = ("appdir", "working_directory", "source", "package")
"""Inputs of deploy actions that name the folder of the application."""
_PACKED = re.compile(r"\.(?:zip|jar|war|tgz|tar|gz)$|[*?$]", re.IGNORECASE)
_PUBLISHED = ("publish_dir", "folder", "publish-dir", "local-dir", "path", "working-directory", "directory")
_SYNCED = re.compile(
    r"(?:aws\s+s3\s+(?:sync|cp)|gsutil\s+(?:-m\s+)?(?:rsync|cp)|gcloud\s+storage\s+(?:rsync|cp)|wrangler\s+pages\s+(?:deploy|publish)|^pages\s+(?:deploy|publish))"
    r"(?:\s+-[\w-]+)*\s+([\w./-]+)"
)
_SET_VARIABLES = re.compile(r"--(?:set|update)-env-vars[ =]\"?((?:\$\{\{(?:(?!\$\{\{|\}\}).)*\}\}|[^\s\"])+)")
_SOURCE = re.compile(r"--source[ =]([\w./-]+)")
_PORT = re.compile(r"--port[ =](\d+)")


def read(source: Source) -> PlatformFile:
    """One service for each host that each job deploys to. ``host`` is ``github``, which is no host of applications.
    Never raises."""
    documents, errors = documents_of(source)
    root = documents[0] if documents else None
    jobs = root.get("jobs") if root is not None else None
    if root is None or jobs is None:
        return PlatformFile(source.path, index.WORKFLOW, errors=errors)
    services = tuple(service for key, job in jobs.items() for service in services_of(root, jobs, key.value, job))
    refused = tuple(workflow_schema.refused(root, jobs)) if services else ()
    return PlatformFile(source.path, index.WORKFLOW, services, errors=(*errors, *refused))


def documents_of(source: Source) -> tuple[list[Node], tuple[Unreadable, ...]]:
    """The documents of a workflow or pipeline that may deploy, and what is wrong with them."""
    is_read = not source.is_binary and deploy_steps.may_deploy(source.text)
    return yaml_text.load(source) if is_read else ([], ())


def services_of(root: Node, jobs: Node, name: str, job: Node) -> Iterator[Service]:
    """What a job of a workflow deploys: one service for each host."""
    steps = list(job.get("steps") or ())
    deploys: dict[str, list[int]] = {}
    for position, step in enumerate(steps):
        host = deploy_steps.host_of(step)
        if host:
            deploys.setdefault(host, []).append(position)
    for host, indices in deploys.items():
        own = [steps[position] for position in indices]
        before = steps[: indices[0]]
        variables = [variable for node in (root, job, *own) for variable in _environment(node.get("env"))]
        image = image_of(job, [*before, *own])
        if index.host(host).has_manifests and not image[0]:
            continue  # its manifests say what runs
        yield _service(
            host,
            name,
            job,
            own,
            commands=(
                *_artifact_commands(jobs, job),
                *_commands(job, before),
                *_on_host(steps[indices[0] :]),
                *_set_starts(index.host(host).start_option, steps),
                *(c for step in own for c in _step_commands(step)),
            ),
            variables=(*_runner(job), *variables, *_cloud_run_variables(own)),
            image=image,
            python=next(_pythons(before), None),
            artifacts=[step for step in before if "upload-pages-artifact" in text_of(step, "uses")],
        )


def _service(
    host: str,
    name: str,
    job: Node,
    steps: list[Node],
    commands: tuple[Command, ...],
    variables: tuple[Variable, ...],
    image: tuple[str, str],
    python: PythonVersion | None,
    artifacts: list[Node],
) -> Service:
    is_static = not index.host(host).runs_python
    return Service(
        host=host,
        name=name,
        kind="static" if is_static else "web",
        place=steps[0].line_place,
        root="" if is_static else _root(job, steps),
        commands=commands,
        variables=variables,
        folders=tuple(_folders(job, [*artifacts, *steps])) if is_static else tuple(_sources(steps)),
        python=python,
        ports=tuple(_ports(steps)),
        image="" if is_static else image[0],
        context="" if is_static else image[1],
        home=home_of("", commands),
    )


# --- commands ---------------------------------------------------------------------------------------


def _commands(job: Node, steps: list[Node]) -> Iterator[Command]:
    for step in steps:
        folder = working_folder(step, job)
        command = command_of(step.get("run"), "ci", cwd=folder or None)
        if command:
            yield command


def _artifact_commands(jobs: Node, job: Node) -> Iterator[Command]:
    """The commands of the jobs whose artifact this one deploys."""
    needs = job.get("needs")
    wanted = [node.value for node in needs] if needs is not None and needs.is_sequence else [text_of(job, "needs")]
    for name in wanted:
        other = jobs.get(name)
        steps = list(other.get("steps") or ()) if other is not None else []
        if other is not None and any("/upload-" in text_of(step, "uses") for step in steps):
            yield from _commands(other, steps)


def _on_host(steps: list[Node]) -> Iterator[Command]:
    """What a later step runs on the host itself."""
    for step in steps:
        run = step.get("run")
        if run is not None:
            for command in deploy_steps.commands_on_host(run.value):
                yield Command(command, _phase(command), run.text_place, exact=False)


def _set_starts(option: str, steps: list[Node]) -> Iterator[Command]:
    """The start command that the last step with a host's option for it sets; a text file that holds it is the host's own business."""
    pattern = re.compile(rf"{option}[= ]\s*(?:\"(?P<double>[^\"]+)\"|'(?P<single>[^']+)'|(?P<word>\S+))")
    for step in reversed(steps) if option else ():
        node = step.get("run") or step.get("with", "inlineScript")
        found = pattern.search(node.value) if node is not None else None
        text = (found["double"] or found["single"] or found["word"]) if found else ""
        if node is not None and text and "$" not in text:
            if not text.endswith(".txt"):
                yield Command(text, "start", node.text_place, exact=False)
            return


def _step_commands(step: Node) -> Iterator[Command]:
    """Commands among the inputs of a deploy action: Azure's start-up command, the script of an SSH action."""
    for key in ("startup-command", "script"):
        phase = _phase(text_of(step, "with", key)) if key == "script" else "start"
        command = command_of(step.get("with", key), phase)
        if command:
            yield command


def _phase(script: str) -> str:
    """Whether a script that runs on a machine starts the server there or is run before that by whatever restarts it."""
    return "start" if starts_server(script) else "release"


# --- what is deployed -------------------------------------------------------------------------------


def _root(job: Node, steps: list[Node]) -> str:
    for step in steps:
        inputs = [text_of(step, "with", key) for key in _DEPLOYED]
        own = working_folder(step, job) if step.get("run") is not None else ""
        named = _SOURCE.search(text_of(step, "run"))
        if named:
            return path_below("", f"{own or '.'}/{named.group(1)}")
        for written in (*inputs, own):
            if written and not _PACKED.search(written):
                return path_below("", written)
    return ""


def _sources(steps: list[Node]) -> Iterator[Folder]:
    """The folder that a step asks its host to build an application from."""
    for step in steps:
        node, run = step.get("with", "source"), step.get("run")
        found = _SOURCE.search(run.value) if run is not None else None
        if run is not None and found and "--command" not in run.value:
            folder = path_below("", f"{text_of(step, 'working-directory') or '.'}/{found.group(1)}")
            yield Folder(folder, found.group(1), "root", run.text_place)
        elif node is not None and node.text and "$" not in node.text:
            yield Folder(path_below("", node.text), node.text, "root", node.text_place)


def _folders(job: Node, steps: list[Node]) -> Iterator[Folder]:
    for step in steps:
        for key in _PUBLISHED:
            node = step.get("with", key)
            if node is not None and node.text and "$" not in node.text:
                yield Folder(path_below("", node.text), node.text, "static", node.text_place)
        yield from _of_static_web_app(step)
        run = step.get("run") or step.get("with", "command")
        found = _SYNCED.search(run.value) if run is not None else None
        if run is not None and found:
            folder = path_below("", working_folder(step, job) or ".")
            yield Folder(path_below(folder, found.group(1)), found.group(1), "static", run.text_place)


def _of_static_web_app(step: Node) -> Iterator[Folder]:
    """What ``Azure/static-web-apps-deploy`` publishes: the output of a build below the folder of the site, or that folder as it is."""
    site, output = step.get("with", "app_location"), text_of(step, "with", "output_location")
    if site is not None and site.text and "$" not in f"{site.text}{output}":
        yield Folder(path_below(site.text.strip("/"), output or "."), site.text, "static", site.text_place)


def _ports(steps: list[Node]) -> Iterator[Port]:
    for step in steps:
        for node in (step.get("run"), step.get("with", "flags")):
            found = _PORT.search(node.value) if node is not None else None
            port = numbers.number(found[1]) if found else None
            if node is not None and port is not None:
                yield Port(port, "forward", node.text_place)


def _pythons(steps: list[Node]) -> Iterator[PythonVersion]:
    """The Python that Azure's own build is to use."""
    for step in steps:
        if text_of(step, "uses").lower().startswith("azure/appservice-build"):
            found = python_of(step.get("with", "platform-version"), "platform-version")
            if found:
                yield found


# --- variables --------------------------------------------------------------------------------------


def _runner(job: Node) -> Iterator[Variable]:
    """The machine image of the job, as a build variable ``runs-on``."""
    image = job.get("runs-on")
    if image is not None and image.text and "$" not in image.text:
        yield Variable("runs-on", image.text, image.text_place, "build")


def _environment(node: Node | None) -> Iterator[Variable]:
    for key, value in node.items() if node is not None else ():
        text = value.text
        known = text if text is None or not EXPRESSION.search(text) else None
        yield Variable(key.value, known, pair_place(key, value), "build")


def _cloud_run_variables(steps: list[Node]) -> Iterator[Variable]:
    """The variables that a deploy to Cloud Run gives the service."""
    for step in steps:
        run, inputs = step.get("run"), step.get("with", "env_vars")
        for found in _SET_VARIABLES.finditer(run.value) if run is not None else ():
            if run is not None:
                yield from _pairs(found.group(1), run)
        if inputs is not None:
            yield from _pairs(inputs.value, inputs)


def _pairs(text: str, node: Node) -> Iterator[Variable]:
    hidden = EXPRESSION.sub(HOLE, text)
    for pair in re.split(r"[,\n]", hidden):
        name, equals, value = pair.strip().partition("=")
        if equals and name.isidentifier():
            is_known = HOLE not in value
            yield Variable(name, value if is_known else None, node.text_place, "literal" if is_known else "secret")
