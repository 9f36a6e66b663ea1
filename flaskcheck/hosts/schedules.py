"""The addresses of an application that its host asks for by a schedule.

Sources: "cron.yaml reference" (cloud.google.com/appengine/docs); "Cron Jobs", ``crons`` of vercel.json (vercel.com/docs).
"""

from __future__ import annotations

from flaskcheck.readers.markup import yaml as yaml_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.tree import Tree

_FILES = {"cron.yaml": ("cron", "url"), "vercel.json": ("crons", "path")}
"""The names of the files, each with the key of its jobs and the one in a job that holds the path."""


def scheduled(tree: Tree) -> frozenset[str]:
    """The paths that jobs of hosts ask for, without what is asked of them (``/tasks/sync``)."""
    return frozenset(path.partition("?")[0] for path in _paths(tree) if path.startswith("/"))


def _paths(tree: Tree) -> Iterator[str]:
    for name, (jobs, key) in _FILES.items():
        for path in tree.named(name):
            documents, _ = yaml_text.load(tree.source(path))
            listed = documents[0].get(jobs) if documents else None
            for job in listed if listed is not None and listed.is_sequence else ():
                asked = job.get(key) if job.is_mapping else None
                yield (asked.text or "") if asked is not None else ""
