"""YAML files as nodes that know their places.

PyYAML's parser gives the events, so that nothing is constructed, no tag is refused and depth costs no recursion; the
nodes are put together here, because PyYAML's own composer drops duplicate keys, recurses in C and stops at the first
unknown anchor.
"""

from __future__ import annotations

import re

import yaml

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.budget import Budget
from flaskcheck.ground.limits import MAX_YAML_BYTES, MAX_YAML_DEPTH, MAX_YAML_NODES
from flaskcheck.readers.markup.node import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flaskcheck.files.source import Source

__all__ = ["Node", "is_templated", "load"]


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS: Any = yaml.SafeLoader.yaml_implicit_resolvers
_TYPES = ("str", "int", "float", "bool", "null", "timestamp")
_PROPERTIES = re.compile(r"(?:[!&]\S*\s+)+")
_TEMPLATE_WORDS = ("{{ .Values", "{{ .Release", "{{ include ", "{{- ", "{{ cookiecutter.", "{{cookiecutter.")


def load(source: Source) -> tuple[list[Node], tuple[Unreadable, ...]]:
    """The documents of a YAML file and what is wrong with it.

    Anchors and merges are followed. A document that cannot be parsed is left out, as are all after it. Errors:
    ``syntax``, ``merge-markers``, ``encoding``, ``duplicate-key`` (both pairs are kept), ``nested-too-deep``,
    ``too-large``. Never raises.
    """
    if len(source.raw) > MAX_YAML_BYTES:
        return [], (Unreadable("too-large", f"the file is larger than {MAX_YAML_BYTES} bytes", source.whole()),)
    if source.is_binary:
        return [], (Unreadable("encoding", "the file is not text", source.whole()),)
    composer = _Composer(source)
    loader = _LOADER(source.text)
    try:
        while not composer.stopped and loader.check_event():
            composer.take(loader.get_event())
    except yaml.reader.ReaderError as error:
        composer.refuse(
            "encoding", f"the file holds a character that YAML does not allow: {error.reason}", error.position
        )
    except yaml.MarkedYAMLError as error:
        composer.refuse_syntax(error)
    finally:
        loader.dispose()
    return composer.documents, tuple(composer.errors)


def is_templated(source: Source) -> bool:
    """Whether the file is a template that becomes YAML (Helm, Jinja, cookiecutter), not YAML itself.

    Quoted braces (``"{{ item }}"``, Docker's ``--format '{{.Names}}'``) and GitHub's ``${{ }}`` are plain YAML.
    """
    text = source.text
    if "{{" not in text and "{%" not in text:
        return False
    return any(words in text for words in _TEMPLATE_WORDS) or any(map(_is_template_line, source.lines))


_DOCKERS = re.compile(
    r"\{\{ ?\.(?:Name|ID|FullID|Image(?:ID|FullID|Name)|DaemonName|(?:Node|Service|Task)\.[A-Z]\w{1,20}) ?\}\}"
)
"""What Docker itself fills in, in the tags of logs and in variables of services ("Customize log driver output"; "docker service create", "Create services using templates")."""


def _is_template_line(line: str) -> bool:
    line = _DOCKERS.sub("", line) if "{{" in line else line
    for mark in ("{{", "{%"):
        before, found, _ = line.partition(mark)
        if found and not any(c in before for c in "'\"#`") and not before.endswith("$"):
            return True
    return False


class _Composer:
    """Puts events together; a stack of open collections instead of recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.documents: list[Node] = []
        self.errors: list[Unreadable] = []
        self.stopped = False
        self._open: list[Node] = []
        self._keys: list[Node | None] = []  # of each open mapping: the key whose value comes next
        self._names: list[set[str]] = []  # of each open mapping: the keys so far
        self._anchors: dict[str, Node] = {}
        self._budget = Budget(MAX_YAML_NODES)

    def take(self, event: Any) -> None:
        """Add one event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._finish(self._scalar(event), event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._anchors = {}

    def refuse(self, kind: str, message: str, start: int, end: int = -1) -> None:
        """Note an error."""
        self.errors.append(Unreadable(kind, message, self.source.span(start, max(start, end))))

    def refuse_syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Note what the parser stumbled over, or the merge markers that explain it."""
        for number, line in enumerate(self.source.lines, 1):
            if line.startswith(("<<<<<<< ", ">>>>>>> ")):
                place = self.source.line_place(number)
                self.errors.append(Unreadable("merge-markers", "an unresolved merge conflict", place))
                return
        mark = error.problem_mark or error.context_mark
        message = ", ".join(filter(None, (error.context, error.problem)))
        kind = "nested-too-deep" if "nesting depth" in message else "syntax"
        self.refuse(kind, message, min(mark.index, len(self.source.text)) if mark else 0)

    def _scalar(self, event: Any) -> Node:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
        if (event.anchor or event.tag) and (properties := _PROPERTIES.match(self.source.text, start, end)):
            start = properties.end()
        if style in ("|", ">"):  # the mark is at the next token
            end = start + len(self.source.text[start:end].rstrip())
        return Node(self.source, _scalar_type(event), start, end, event.value, style, event.tag or "")

    def _start(self, event: Any) -> None:
        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        node = Node(self.source, kind, event.start_mark.index, event.end_mark.index, "", "", event.tag or "")
        if event.anchor:
            self._anchors[event.anchor] = node
        self._open.append(node)
        self._keys.append(None)
        self._names.append(set())
        if len(self._open) > MAX_YAML_DEPTH:
            self._stop("nested-too-deep", f"the file is nested more than {MAX_YAML_DEPTH} levels deep", node)

    def _end(self, event: Any) -> None:
        node = self._open.pop()
        self._keys.pop()
        self._names.pop()
        if (
            event.end_mark.index > event.start_mark.index
        ):  # a closing bracket; block collections end with their last item
            node.end = event.end_mark.index
        self._finish(node, "")

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        node = self._anchors.get(event.anchor)
        if node is None or node in self._open:
            why = "contains itself" if node else "names no anchor"
            self.refuse("syntax", f"the alias *{event.anchor} {why}", start, end)
            node = Node(self.source, "null", start, end)
        self._finish(node, "", end)

    def _finish(self, node: Node, anchor: str | None, end: int = 0) -> None:
        """Hand a complete node to the collection around it."""
        if not self._budget.spend(node.weight if end else 1):
            self._stop(
                "too-large", f"the file grows to more than {MAX_YAML_NODES} values when its aliases are followed", node
            )
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.documents.append(node)
            return
        parent = self._open[-1]
        parent.end = max(parent.end, end or node.end)
        if parent.is_sequence:
            parent.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            self._add_pair(parent, self._keys[-1], node)
            self._keys[-1] = None

    def _add_pair(self, parent: Node, key: Node, value: Node) -> None:
        if key.value == "<<" and key.is_scalar and not key.style:
            for mapping in value if value.is_sequence else (value,):
                pairs = mapping.items()
                self._budget.spend(len(pairs))
                parent.merge(pairs)
            return
        if key.is_scalar:
            if key.value in self._names[-1]:
                self.refuse("duplicate-key", f'the key "{key.value}" is written twice', key.start, key.end)
            self._names[-1].add(key.value)
        parent.add(key, value)

    def _stop(self, kind: str, message: str, node: Node) -> None:
        self.stopped = True
        self.refuse(kind, message, node.start, node.start)


def _scalar_type(event: Any) -> str:
    """How YAML 1.1 reads a scalar; an explicit tag of another kind than ``!!int`` and the like makes it text."""
    if event.tag:
        name = event.tag.rpartition(":")[2]
        return name if event.tag.startswith("tag:yaml.org,2002:") and name in _TYPES else "str"
    if event.style:
        return "str"
    for tag, pattern in _RESOLVERS.get(event.value[:1], ()):
        if pattern.match(event.value):
            name = tag.rpartition(":")[2]
            return name if name in _TYPES else "str"
    return "str"
