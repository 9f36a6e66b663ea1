"""flaskcheck finds what will break, leak secrets or lose data when you deploy a Flask app.

``flaskcheck.check(path)`` is the command as a function; ``flaskcheck/api.py`` says what there is.
"""

__all__ = ["Config", "Finding", "FlaskcheckError", "Report", "__version__", "check", "exit_code", "render"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.api import check, exit_code, render
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.about import VERSION as __version__  # noqa: N811
    from flaskcheck.ground.errors import FlaskcheckError


def __getattr__(name: str) -> object:
    """What the library offers, imported when it is asked for: the command has no use for it, and ends in one sentence whatever fails after this module."""
    if name not in __all__:
        raise AttributeError(f"module 'flaskcheck' has no attribute {name!r}")
    from importlib import import_module

    if name == "__version__":
        return import_module("flaskcheck.ground.about").VERSION
    return getattr(import_module("flaskcheck.api"), name)
