"""Netlify: netlify.toml.

Source: "File-based configuration" (docs.netlify.com).
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import below_root, commands_of, folder_fact, present, variables_of
from flaskcheck.hosts.host import static_site
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    static_site(
        "netlify",
        "Netlify",
        deploy_actions=(
            "nwtgck/actions-netlify",
            "netlify/actions",
        ),
        deploy_commands=r"netlify\s+deploy\b",
    ),
)


def read(source: Source) -> PlatformFile:
    """The site that the file declares, as a service of kind ``static``; ``depends_on`` names what it passes requests on to. Never raises."""
    root, errors = toml_text.load(source)
    if root is None:
        return PlatformFile(source.path, "netlify", errors=errors)
    below = folder_of_file(source.path)
    folder = path_below(below, text_of(root, "build", "base") or ".")
    build, publish = root.get("build"), folder_fact(root.get("build", "publish"), "static", folder)
    if publish:
        publish = publish.replaced(path=below_root(folder, publish.written))
    site = Service(
        host="netlify",
        name="",
        kind="static",
        place=(build or root).line_place,
        root=folder,
        commands=commands_of((root.get("build", "command"), "build")),
        variables=variables_of(root.get("build", "environment"), "build"),
        folders=present((folder_fact(root.get("build", "base"), "root", below), publish)),
        depends_on=tuple(_targets(root)),
    )
    return PlatformFile(source.path, "netlify", (site,), errors=errors)


def _targets(root: Node) -> Iterator[str]:
    for redirect in root.get("redirects") or ():
        if text_of(redirect, "to").startswith(("http://", "https://")):
            yield text_of(redirect, "to")
