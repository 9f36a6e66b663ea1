"""Writes the table of all rules into README.md: ``python docs/rule_table.py``. A test compares."""

from __future__ import annotations

from pathlib import Path

from flaskcheck.findings.registry import load_all
from flaskcheck.output.explain import rule_list

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- rules: written by python docs/rule_table.py -->\n", "<!-- end -->\n"


def with_table(text: str) -> str:
    """A text with the table of today's rules between the two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    rules, _ = load_all()
    return f"{before}{BEGIN}\n{rule_list(rules, 'markdown')}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
