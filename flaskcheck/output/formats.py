"""Reports: one function a format, each from the same ``engine.Report`` to a text."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Report
    from flaskcheck.output.presentation import Presentation

MODULES = {
    "text": "text",
    "concise": "concise",
    "json": "json_report",
    "github": "github",
    "sarif": "sarif",
    "gitlab": "gitlab",
    "junit": "junit",
    "markdown": "markdown",
}
"""The module of each format; its function ``render`` is the format. Only what is asked for is imported."""


def render(form: str, report: Report, presentation: Presentation) -> str:
    """The report in a format, without the last line end."""
    text: str = import_module(f"flaskcheck.output.{MODULES[form]}").render(report, presentation)
    return text
