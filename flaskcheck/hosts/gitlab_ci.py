"""GitLab pipelines: the jobs that deploy, read as the jobs of GitHub's workflows are.

Source: "CI/CD YAML syntax reference" (docs.gitlab.com): ``before_script`` and ``script`` run in one shell, in order; keys that begin with a dot are no jobs.
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile
from flaskcheck.hosts import index
from flaskcheck.hosts.github_workflow import documents_of, services_of
from flaskcheck.readers.markup.node import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

_SCRIPTS = ("before_script", "script")


def read(source: Source) -> PlatformFile:
    """One service for each host that each job deploys to. Never raises."""
    documents, errors = documents_of(source)
    root = documents[-1] if documents else None  # what its inputs are stands before it
    if root is None or not root.is_mapping:
        return PlatformFile(source.path, index.WORKFLOW, errors=errors)
    workflow = _mapping(source, root, ("env", root.get("variables")))
    services = (s for name, job in _jobs(source, root) for s in services_of(workflow, job, name, job))
    return PlatformFile(source.path, index.WORKFLOW, tuple(services), errors=errors)


def _jobs(source: Source, root: Node) -> list[tuple[str, Node]]:
    return [
        (key.value, _job(source, root, job))
        for key, job in root.items()
        if job.is_mapping and not key.value.startswith(".") and job.get("script") is not None
    ]


def _job(source: Source, root: Node, job: Node) -> Node:
    """A job as one of a workflow: a step for each line of its scripts."""
    steps = Node(source, "sequence", job.start, job.end)
    for line in _lines(root, job):
        steps.append(_mapping(source, line, ("run", line)))
    return _mapping(source, job, ("steps", steps), ("env", job.get("variables")))


def _lines(root: Node, job: Node) -> Iterator[Node]:
    for key in _SCRIPTS:
        node = job.get(key)
        node = root.get(key) if node is None and key != "script" else node
        if node is not None:
            yield from node if node.is_sequence else (node,)


def _mapping(source: Source, around: Node, *pairs: tuple[str, Node | None]) -> Node:
    made = Node(source, "mapping", around.start, around.end)
    for key, value in pairs:
        if value is not None:
            made.add(Node(source, "str", value.start, value.start, key), value)
    return made
