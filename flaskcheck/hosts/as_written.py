"""Whether production reads a platform file as it stands in the repository: templates are filled in first, scripts edit files in place, and those of a folder for development deploy nothing."""

from __future__ import annotations

import re

from flaskcheck.files.paths import is_in, parents
from flaskcheck.ground import words
from flaskcheck.ground.encoded import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.files.tree import Tree

_EDITS = re.compile(
    rb"\b(?:sed|perl|gsed)\s+(?:-\S+\s+)*?(?:-[A-Za-z]*i|--in-place)|\byq\s+(?:\S+\s+)?-i\b|\benvsubst\b|\bsponge\b"
)
_FILLS = re.compile(rb"\b(?:sed|perl|gsed|awk|m4)\s")
_WRITTEN = re.compile(rb"(?:^|[^0-9&>])>|\|\s*(?:sudo\s+(?:-\S+\s+)*)?tee\b")
_CONTINUED = re.compile(rb"\\\r?\n")
_SCRIPTS = (".sh", ".bash", "Makefile", "Justfile", "justfile")


def is_template(tree: Tree, path: str) -> bool:
    """Whether a YAML file is a template (Helm, Jinja) rather than YAML."""
    if not path.endswith((".yml", ".yaml")):
        return False
    from flaskcheck.readers.markup.yaml import is_templated

    return is_templated(tree.source(path))


def is_package_data(tree: Tree, path: str) -> bool:
    """Whether a file that lies in a package is what the package's code puts into other folders: the code names it, with the folder that it lies in."""
    folder, _, name = path.rpartition("/")
    if not any(tree.has(f"{above}/__init__.py") for above in (folder, *parents(folder)) if above):
        return False
    named, around = encoded(name), encoded(folder.rpartition("/")[2])
    quoted = re.compile(rb"[\"'/]" + re.escape(named) + rb"[\"']")
    code = (tree.source(each).raw for each in tree.below(folder.partition("/")[0]) if each.endswith(".py"))
    return any(around in line and quoted.search(line) for raw in code if named in raw for line in raw.splitlines())


def is_of_developers(path: str, applications: Iterable[str]) -> bool:
    """Whether a file lies in a folder for development (``devel/ansible/…``) that holds no application itself; workflows deploy from theirs."""
    folders = parents(path)
    if not folders or folders[0] in words.CI_FOLDERS:
        return False
    meant = next((folder for folder in folders if words.is_development_folder(f"{folder}/-")), None)
    return meant is not None and not any(is_in(application, meant) for application in applications)


def is_edited_first(tree: Tree, path: str) -> bool:
    """Whether a script edits a file in place, or fills it in, before anything reads it: ``sed -i s/PLACE/there/ tools/compose.yaml``, ``sed s/PLACE/there/ tools/shop.service > /etc/…``."""
    scripts = (tree.source(script) for script in tree.files if script.endswith(_SCRIPTS))
    wanted = encoded("/".join(path.split("/")[-2:]))
    lines = (_CONTINUED.sub(b" ", script.raw).splitlines() for script in scripts if wanted in script.raw)
    return any(_edits(line, wanted) for found in lines for line in found)


def _edits(line: bytes, wanted: bytes) -> bool:
    named = line.find(wanted)
    before = line[named - 1 : named] if named > 0 else b" "
    if named < 0 or before not in (b" ", b"/", b"'", b'"', b"\t", b"=", b"<"):
        return False
    fills = _FILLS.search(line)
    return bool(_EDITS.search(line) or (fills and _WRITTEN.search(line, max(named, fills.end()))))
