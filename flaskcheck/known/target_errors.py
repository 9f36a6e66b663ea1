"""What servers say of a target that they cannot load or serve, and whether they end with it.

The texts of gunicorn are those of ``gunicorn.util.import_app`` (27.0.1), those of uWSGI what 2.0.31 logs.
"""

from __future__ import annotations

NO_MODULE = "No module named '{target.module}'"
NO_ATTRIBUTE = "Failed to find attribute '{target.attribute}' in '{target.module}'"

MESSAGES = {
    "hidden": (NO_MODULE, "{hidden} exists locally, but isn't in git."),
    "uncopied": (NO_MODULE, "the image has no {hidden} ({image} does not copy it)."),
    "excluded": (NO_MODULE, "the image has no {hidden} (this line leaves it out)."),
    "missing-module": (NO_MODULE, "there is no such module in the folder where the command runs."),
    "missing-folder": ("can't chdir to '{folder}'", "there is no such folder."),
    "missing-attribute": (NO_ATTRIBUTE, "{where} doesn't define it."),
    "main-guard": (
        NO_ATTRIBUTE,
        "{where} doesn't define it at module level.",
    ),
    "standard-library": (
        NO_ATTRIBUTE,
        "it has the standard library's module of that name loaded already, and never reads yours.",
    ),
    "package-shadows-module": (
        NO_ATTRIBUTE,
        "Python imports the package {target.path}, not {target.shadowed}, and the package has no '{target.attribute}'.",
    ),
    "none": ("Failed to find application object: '{target.attribute}'", "{target.path} gives None there."),
    "none of factory": (
        "Failed to find application object: {target.attribute}()",
        "{target.function.name}() returns nothing: it lacks return app.",
    ),
    "submodule": (NO_ATTRIBUTE, "that is a module."),
    "called": (
        "'Flask' object has no attribute '__code__'",
        "'{target.attribute}' in {target.path} is the app, not a function that creates one. Leave out the parentheses.",
    ),
    "not-callable": (
        "Application object must be callable.",
        "'{target.attribute}' in {target.path} is no application.",
    ),
    "script: module": (NO_MODULE, "none of the folders on sys.path has it."),
    "script: module later": (NO_MODULE, "the folder that has it is added to sys.path further down."),
    "script: import": (
        "cannot import name '{target.attribute}' from '{target.module}'",
        "the module doesn't define it.",
    ),
    "script: name": (
        "Target WSGI script does not contain WSGI application '{target.attribute}'",
        "the script doesn't define that name.",
    ),
}
"""What a server says, and why, by what is wrong with its target."""

UWSGI_SAYS = "unable to load app 0 (mountpoint='') (callable not found or import error)"
PYTHON_SAYS = "module '{target.module}' has no attribute '{target.attribute}'"
REFUSED = ("none", "none of factory", "submodule", "called", "not-callable")
"""What is under the name cannot answer requests; gunicorn says so at once, other servers with the first request."""


def case_of(status: str, reason: str, by_file: bool, is_factory: bool) -> str:
    """What is wrong, as ``MESSAGES`` tells it."""
    if status == "not-callable":
        return "none of factory" if reason == "none" and is_factory else reason if reason in REFUSED else status
    if by_file:
        if status == "missing-module":
            return "script: module later" if reason == "later" else "script: module"
        return "script: import" if reason == "import" else "script: name"
    return reason if status == "missing-attribute" and reason in MESSAGES else status


def told(case: str, program: str, stays: bool, is_hosts: bool, **names: object) -> str:
    """How a server ends, or does not: some go on without an application and answer 500."""
    if case == "syntax":
        return f"{program} refuses '{names['written']}': {names['reason']}. The app never starts."
    said, why = (text.format(**names) for text in MESSAGES[case])
    if is_hosts:
        said = PYTHON_SAYS.format(**names) if said.startswith("Failed to find attribute") else said
        return f'{program} can\'t load the app, "{said}": {why}'
    if case in REFUSED:
        stops = f'{program} stops with "{said}"' if program == "gunicorn" else f"{program} finds no app"
        return f"{stops}: {why}"
    if stays and case in ("missing-attribute", "main-guard"):
        said = UWSGI_SAYS
    if stays and case not in ("missing-folder", "standard-library", "package-shadows-module"):
        return f'{program} logs "{said}" and answers every request with 500: {why}'
    return f'{program} stops with "{said}": {why}'
