"""Adding to a configuration that somebody wrote: one key or one table more, and all else of the file, comments too, as it was."""

from __future__ import annotations

import json
import os
import re

from flaskcheck.ground.encoded import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_HEADER = re.compile(rb"[ \t]*\[")
_OWN_HEADER = re.compile(rb"[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*flaskcheck[ \t]*\]")


def keys_of(path: str, *keys: str) -> tuple[str, ...]:
    """Where a setting stands in a configuration file: below ``tool.flaskcheck`` in a pyproject.toml."""
    return ("tool", "flaskcheck", *keys) if os.path.basename(path) == "pyproject.toml" else keys


def only_adds(raw: bytes, changed: bytes, keys: tuple[str, ...]) -> bool:
    """Whether a TOML file says after a change what it said before, and one key or table more."""
    import tomli

    try:
        before, after = tomli.loads(raw.decode("utf-8-sig")), tomli.loads(changed.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    outer: Any = before
    inner: Any = after
    for key in keys[:-1]:
        outer, inner = outer.setdefault(key, {}), inner.get(key)
        if not isinstance(outer, dict) or not isinstance(inner, dict):
            return False
    return keys[-1] not in outer and inner.pop(keys[-1], None) is not None and before == after


def with_text(raw: bytes, path: str, key: str, value: str) -> bytes | None:
    """The file ``path`` with one more setting, a text: in the place of a comment that shows it, else among the others; ``None`` where there is no place for it."""
    line = encoded(f"{key} = {quoted(value)}")
    tried = _with_line(raw, path, encoded(key), line)
    return next((changed for changed in tried if only_adds(raw, changed, keys_of(path, key))), None)


def with_table(raw: bytes, path: str, key: str, settings: dict[str, str]) -> bytes | None:
    """The file ``path`` with one more table of texts at its end; ``None`` where it takes none."""
    changed = raw + encoded(fitted(table(path, key, settings), raw))
    return changed if only_adds(raw, changed, keys_of(path, key)) else None


def table(path: str, key: str, settings: dict[str, str]) -> str:
    """A table of texts as it stands in the file ``path``."""
    lines = (f"{name} = {quoted(value)}" for name, value in settings.items())
    return "\n".join((f"[{'.'.join(keys_of(path, key))}]", *lines, ""))


def quoted(value: str) -> str:
    """A text as TOML; every JSON text is one."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def fitted(text: str, raw: bytes) -> str:
    """A text to follow a file: on a line of its own after an empty one, with the file's line ends."""
    gap = "" if not raw.strip() else "\n" if raw.endswith(b"\n") else "\n\n"
    text = gap + text
    return text.replace("\n", "\r\n") if b"\r\n" in raw else text


def _with_line(raw: bytes, path: str, key: bytes, line: bytes) -> Iterator[bytes]:
    """The file with a line more, at each place that it could have."""
    lines, end = raw.splitlines(keepends=True), b"\r\n" if b"\r\n" in raw else b"\n"
    for at, old in enumerate(lines):
        word, sign, _ = old.lstrip(b"# \t").partition(b"=")
        if old.startswith(b"#") and sign and word.strip() == key:
            yield b"".join((*lines[:at], line, end, *lines[at + 1 :]))
    headers = [at for at, old in enumerate(lines) if _HEADER.match(old)]
    if len(keys_of(path)) == 0:
        yield _inserted(lines, _above(lines, headers[0]) if headers else len(lines), line + end, end)
        return
    for at in headers:
        if _OWN_HEADER.match(lines[at]):
            yield _inserted(lines, at + 1, line + end, end)
    yield raw + encoded(fitted(f"[tool.flaskcheck]\n{line.decode()}\n", raw))


def _above(lines: list[bytes], at: int) -> int:
    """The line before which a key is put that is to stand before a header: above the header's own comments and what is empty."""
    while at and lines[at - 1].lstrip().startswith(b"#"):
        at -= 1
    while at and not lines[at - 1].strip():
        at -= 1
    return at


def _inserted(lines: list[bytes], at: int, line: bytes, end: bytes) -> bytes:
    before = b"".join(lines[:at])
    gap = end if before and not before.endswith(b"\n") else b""
    return before + gap + line + b"".join(lines[at:])
