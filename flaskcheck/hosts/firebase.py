"""Firebase Hosting: firebase.json.

Source: "Configure Hosting behavior" (firebase.google.com/docs).
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.declared import folder_fact, present
from flaskcheck.hosts.host import static_site
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    static_site(
        "firebase",
        "Firebase Hosting",
        deploy_actions=("firebaseextended/action-hosting-deploy",),
        deploy_commands=r"firebase\s+deploy\b",
    ),
)


def read(source: Source) -> PlatformFile:
    """The sites that the file declares; ``depends_on`` names the Cloud Run services that they pass requests on to. Never raises."""
    root, errors = json_text.load(source, relaxed=True)
    hosting = root.get("hosting") if root is not None else None
    if hosting is None:
        return PlatformFile(source.path, "firebase", errors=errors)
    sites = list(hosting) if hosting.is_sequence else [hosting]
    return PlatformFile(source.path, "firebase", tuple(_site(site, source.path) for site in sites), errors=errors)


def _site(node: Node, path: str) -> Service:
    folder = folder_of_file(path)
    targets = (text_of(rewrite, "run", "serviceId") for rewrite in node.get("rewrites") or ())
    return Service(
        host="firebase",
        name=text_of(node, "site") or text_of(node, "target"),
        kind="static",
        place=node.line_place,
        root=folder,
        folders=present((folder_fact(node.get("public"), "static", folder),)),
        depends_on=tuple(filter(None, targets)),
    )
