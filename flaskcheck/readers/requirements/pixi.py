"""pixi.toml and ``[tool.pixi]`` of a pyproject.toml ("Pixi manifest" in pixi's documentation)."""

from __future__ import annotations

from flaskcheck.facts.requirements import DependencyFile, Requirement
from flaskcheck.known.names import normalised
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import pair_place, text_of
from flaskcheck.readers.requirements.conda import specifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node


def read(source: Source) -> DependencyFile:
    """The packages of conda's channels and of PyPI; those of a feature have its name as their group."""
    root, errors = toml_text.load(source)
    if root is None:
        return DependencyFile(source.path, "pixi", invalid=errors, complete=False)
    found = tuple(requirements(root))
    features, tasks = root.get("feature"), root.get("tasks")
    return DependencyFile(
        source.path,
        "pixi",
        found,
        python=specifier(version(root.get("dependencies", "python"))).removeprefix("==").removesuffix(".*"),
        scripts=tuple((f"run:{k.value}", text_of(v) or text_of(v, "cmd")) for k, v in tasks.items()) if tasks else (),
        optional=tuple(features.keys()) if features is not None and features.is_mapping else (),
    )


def requirements(manifest: Node) -> Iterator[Requirement]:
    """What a manifest asks for, the interpreter left out."""
    features = manifest.get("feature")
    tables = [("", manifest), *((k.value, f) for k, f in (features.items() if features is not None else ()))]
    for group, table in tables:
        for name in ("dependencies", "pypi-dependencies"):
            listed = table.get(name)
            for key, value in listed.items() if listed is not None else ():
                if key.value != "python":
                    yield _requirement(key, value, group, specifier if name == "dependencies" else _pypi)


def version(entry: Node | None) -> str:
    """The version of a dependency: the text itself, or the key of its table."""
    return (text_of(entry, "version") or text_of(entry)) if entry is not None else ""


def _requirement(key: Node, value: Node, group: str, read_version: Callable[[str], str]) -> Requirement:
    url = next((text for source in ("git", "path", "url") if (text := text_of(value, source))), "")
    place = pair_place(key, value)
    return Requirement(normalised(key.value), key.value, place, read_version(version(value)), group=group, url=url)


def _pypi(version: str) -> str:
    return "" if version.strip() == "*" else version.replace(" ", "")
