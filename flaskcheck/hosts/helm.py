"""Helm charts: which variables they give the containers that they deploy.

The templates of a chart are no YAML before Helm has filled them, so that only names are read: those of entries of ``env`` in the templates, and the keys of the values that
are written like variables. Sources: "Charts" (file structure) and "Values files" (helm.sh); "Define environment variables for a container" (kubernetes.io).
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Variable
from flaskcheck.files.paths import folder_of_file, is_in
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.tree import Tree

_CHART = "Chart.yaml"
_WRITTEN = (".yaml", ".yml", ".tpl")
_ENTRY = re.compile(r"-?\s*name:\s*[\"']?([A-Z][A-Z0-9_]+)[\"']?\s*(?:#.*)?")
_KEY = re.compile(r"[\"']?([A-Z][A-Z0-9_]{2,})[\"']?:(?:\s.*)?")


def charted(tree: Tree) -> tuple[Variable, ...]:
    """The variables that the charts of the repository give, each once; their values are the chart's own affair."""
    folders = [folder_of_file(path) for path in tree.named(_CHART)]
    found = {name: place for folder in folders for name, place in _names(tree, folder)}
    return tuple(Variable(name, None, place, "host") for name, place in found.items())


def _names(tree: Tree, folder: str) -> Iterator[tuple[str, Place]]:
    for path in tree.below(folder):
        if not path.endswith(_WRITTEN):
            continue
        is_template = is_in(path, f"{folder}/templates".lstrip("/"))
        for number, line in enumerate(tree.source(path).lines, 1):
            text = line.strip()
            found = _ENTRY.fullmatch(text) if is_template else _KEY.fullmatch(text)
            if found:
                yield found[1], Place(path, number)
