"""Colours, and links that a terminal opens: the words of a report as people see them."""

from __future__ import annotations

from flaskcheck.ground.about import rule_url
from flaskcheck.rule import ERROR, INFO, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.output.presentation import Presentation
    from flaskcheck.rule import Rule

COLOURS = {
    ERROR: "31;1",
    WARNING: "33;1",
    INFO: "36;1",
    "bold": "1",
    "dim": "2",
    "gutter": "34;1",
    "help": "32;1",
}


class Painter:
    """Paints words, if the reader wants colour; links them, if the reader is a terminal."""

    def __init__(self, presentation: Presentation) -> None:
        self.colour = presentation.colour
        self.links = presentation.links
        self.docs = presentation.docs

    def __call__(self, kind: str, text: str) -> str:
        """The text in the colour of its kind."""
        return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m" if self.colour and text else text

    def all(self, kind: str, lines: list[str]) -> list[str]:
        """Each line in the colour of its kind."""
        return [self(kind, line) for line in lines] if self.colour else lines

    def name(self, rule: Rule | None, name: str) -> str:
        """The name of a rule, which leads to its page (OSC 8, "Hyperlinks in terminal emulators")."""
        if not self.links or rule is None or not rule.file:
            return name
        return f"\x1b]8;;{rule_url(rule.name, rule.file, self.docs)}\x1b\\{name}\x1b]8;;\x1b\\"
