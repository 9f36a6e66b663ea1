"""The image that the job of a GitHub workflow builds, and the folder of a step."""

from __future__ import annotations

import re

from flaskcheck.files.paths import path_below, words
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.readers.markup.node import Node

_BUILD = re.compile(
    r"(?:docker\s+(?:buildx\s+)?build|gcloud\s+builds\s+submit|heroku\s+container:push)\b(?P<rest>(?:\\\n|[^\n;&|])*)"
)
_CHANGE = re.compile(r"(?:^|&&|;)[ \t]*cd[ \t]+([\w./-]+)", re.MULTILINE)
_BUILD_WORDS = ("docker", "buildx", "build", "gcloud", "builds", "submit")
_VALUED = words(
    "-t --tag --build-arg --target --platform --cache-from --cache-to -o --output --progress --secret --ssh --label "
    "--network --config --timeout --project --region --builder"
)
EXPRESSION = re.compile(r"\$\{\{(?:(?!\$\{\{|\}\}).)*\}\}|\$\w+|\$\{\w+\}")


def image_of(job: Node, steps: list[Node]) -> tuple[str, str]:
    """The Dockerfile and the context that the job builds last."""
    image = ("", "")
    for step in steps:
        if text_of(step, "uses").startswith("docker/build-push-action"):
            image = _image_paths("", text_of(step, "with", "context") or ".", text_of(step, "with", "file"))
            continue
        run = text_of(step, "run")
        found = _BUILD.search(run)
        if not found:
            continue
        changes = _CHANGE.findall(run, 0, found.start())
        here = path_below("", "/".join([working_folder(step, job) or ".", *changes]))
        image = _image_paths(here, *_build_arguments(found.group()))
    return image


def _build_arguments(command: str) -> tuple[str, str]:
    """The context and the file of a build command; what a variable holds is unknown (``$``)."""
    words = (word.strip("\"'") for word in EXPRESSION.sub("$", command).replace("\\\n", " ").split())
    context, file = "" if command.startswith("docker") else ".", ""
    names_processes = "container:push" in command  # heroku container:push web
    for word in words:
        if word in ("-f", "--file"):
            file = next(words, "")
        elif word.startswith("--file="):
            file = word.partition("=")[2]
        elif word in _VALUED:
            next(words, "")
        elif not word.startswith("-") and word not in _BUILD_WORDS and not names_processes:
            context = word
    return context, file


def _image_paths(here: str, context: str, file: str) -> tuple[str, str]:
    if not context or "$" in context or "$" in file or ":" in context:
        return "", ""
    folder = path_below(here, context)
    return (path_below(here, file) if file else path_below(folder, "Dockerfile")), folder


def working_folder(step: Node, job: Node) -> str:
    """The folder in which a step runs."""
    return text_of(step, "working-directory") or text_of(job, "defaults", "run", "working-directory")
