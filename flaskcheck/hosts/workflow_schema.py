"""What GitHub refuses in a workflow, by the schema that SchemaStore keeps. It is no schema of GitHub's own, so that nothing of it is said for sure."""

from __future__ import annotations

from flaskcheck.ground.words import did_you_mean
from flaskcheck.hosts.schema import Schema, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.hosts.schema import Said
    from flaskcheck.readers.markup.node import Node

_KIND = "unknown-value"


class _Words(Words):
    """GitHub's own words (actions/runner, src/Sdk/DTObjectTemplating).

    Of 1,294 workflows of public repositories none has an unknown key; ``strategy`` without ``matrix`` and a text where the schema wants a list stand in a dozen that run, so that
    nothing is said of what is missing or of another type.
    """

    def unknown(self, path: str, key: str, known: Collection[str]) -> Said:
        return _KIND, f"Unexpected value '{key}' in {path or 'the workflow'}{did_you_mean(key, known)}"

    def not_one(self, path: str, value: str, allowed: list[str]) -> Said:
        return _KIND, f"Unexpected value '{value}' for {path}{did_you_mean(value, allowed)}"


_SCHEMA = Schema("github_workflow", _Words())


def refused(root: Node, jobs: Node) -> Iterator[Unreadable]:
    """What is wrong with a workflow: at most one complaint about each key at its top and about each job."""
    yield from _SCHEMA.complaints(root, "", without=("jobs",))
    for key, job in jobs.items():
        yield from _SCHEMA.complaints(
            job, f"jobs.{key.value}", "reusableWorkflowCallJob" if job.get("uses") else "normalJob"
        )
