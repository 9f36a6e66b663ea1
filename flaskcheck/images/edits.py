"""Programs that change files in place: which files, and which of their lines (``sed -i``)."""

from __future__ import annotations

from flaskcheck.ground.place import HOLE

ANY_LINE = ("",)
"""A text that every line holds."""

EDITORS = frozenset(("sed", "gsed", "perl", "ex", "ed", "crudini", "augtool", "patch", "yq", "awk", "gawk", "ansible"))
"""Programs that change files in place."""

_REPEATED = "*?{"
_SPECIAL = frozenset("\\.[]^$*+?(){}|" + HOLE)
_SCRIPT = ("-e", "--expression")


def edited(program: str, words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The files that a program changes in place, and the texts of which every line holds one that it changes."""
    if program in ("sed", "gsed"):
        return _by_sed(words)
    named = [word for word in words if not word.startswith("-") and HOLE not in word]
    if program == "dos2unix":
        return named, ()
    if program == "perl":
        is_in_place = any(word.startswith("-") and not word.startswith("--") and "i" in word for word in words)
        return (named, ANY_LINE) if is_in_place else ([], ())
    if program in ("awk", "gawk", "yq") and not any("inplace" in w.replace("-", "") or w == "-i" for w in words):
        return [], ()
    return named, ANY_LINE


def _by_sed(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    scripts: list[str] = []
    rest: list[str] = []
    is_in_place = is_whole = False
    todo = list(words)
    while todo:
        word = todo.pop(0)
        if word in _SCRIPT and todo:
            scripts.append(todo.pop(0))
        elif word.startswith("--expression="):
            scripts.append(word.partition("=")[2])
        elif word.startswith("-") and len(word) > 1:
            is_in_place = is_in_place or word.startswith("--in-place") or (word[1] != "-" and "i" in word)
            is_whole = is_whole or word[:2] == "-f" or word.startswith("--file")
            if word[1] != "-" and word.endswith("e") and "i" not in word and todo:  # -ne SCRIPT
                scripts.append(todo.pop(0))
        else:
            rest.append(word)
    if not is_in_place:
        return [], ()
    if not (scripts or is_whole) and rest:
        scripts.append(rest.pop(0))
    texts = tuple(dict.fromkeys(text for script in scripts for text in replaced_texts(script)))
    return [word for word in rest if word and HOLE not in word], ANY_LINE if is_whole or "" in texts else texts


def replaced_texts(script: str) -> tuple[str, ...]:
    """A text of each substitution in a script of sed that every line holds which it changes; ``""`` where there is none, or where the script does something else."""
    found: list[str] = []
    for command in script.splitlines():
        at = command.strip()
        while at:
            split = _substitution(at.lstrip("0123456789,$! "))
            if split is None:
                return ANY_LINE
            pattern, at = split
            found.append(literal_part(pattern))
    return tuple(found)


def _substitution(text: str) -> tuple[str, str] | None:
    """The pattern of ``s/pattern/replacement/flags`` and the commands after it; ``None`` for any other command."""
    if len(text) < 4 or text[0] != "s" or text[1].isalnum() or text[1] in "\\ ":
        return None
    parts, at = [], 2
    for _ in range(2):
        end = _unescaped(text, text[1], at)
        if end < 0:
            return None
        parts.append(text[at:end])
        at = end + 1
    flags, _, rest = text[at:].partition(";")
    is_plain = not flags.strip(" gp0123456789m")
    return (parts[0], rest.strip()) if is_plain else None


def _unescaped(text: str, char: str, at: int) -> int:
    while at < len(text) and text[at] != char:
        at += 2 if text[at] == "\\" else 1
    return at if at < len(text) else -1


def literal_part(pattern: str) -> str:
    """The longest text that all matches of a pattern surely hold; ``""`` where there is none."""
    if "|" in pattern or any(f"){sign}" in pattern for sign in _REPEATED):
        return ""
    runs: list[str] = []
    run, is_escaped, in_class, in_name = "", False, False, False
    for char in pattern:
        if in_class:
            in_class = char != "]"
        elif is_escaped:
            is_escaped = False
            if char.isalnum() or char in "(){}<>+?'`":
                runs, run = [*runs, run[:-1] if char in "{?+" else run], ""
            else:
                run += char
        elif in_name and (char.isalnum() or char in "_{}"):
            continue
        elif char in _SPECIAL:
            runs, run = [*runs, run[:-1] if char in _REPEATED else run], ""
            is_escaped, in_class, in_name = char == "\\", char == "[", char == "$"
            continue
        else:
            run += char
        in_name = False
    return max((*runs, run), key=len)
