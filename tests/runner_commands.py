"""What GitHub's runner takes for a command, retold from its source (``ActionCommand.TryParseV2`` and ``TryParse``), to hold our output against."""

from __future__ import annotations

NAMES = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher", "save-state", "set-env", "set-output",
    "stop-commands", "warning",
}  # fmt: skip


def parse(line: str) -> tuple[str, dict[str, str], str] | None:
    """Name, properties and data of the command that a line is; ``None`` when it is none."""
    bare = line.lstrip()
    head, separator, data = bare[2:].partition("::")
    if bare.startswith("::") and separator and head.partition(" ")[0].lower() in NAMES:
        name, _, given = head.partition(" ")
        pairs = (pair.partition("=") for pair in given.strip().split(",") if pair)
        return name, {key: _property(value) for key, _, value in pairs}, _data(data)
    _, old, rest = line.partition("##[")
    info, closed, data = rest.partition("]")
    if old and closed and info.partition(" ")[0].lower() in NAMES:
        return info.partition(" ")[0], {}, data
    return None


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _property(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
