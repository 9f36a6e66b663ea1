"""Hosts of static files: netlify.toml, firebase.json, and the files that only mark a host (CNAME, .surgeignore).

Sources: "File-based configuration" (docs.netlify.com), "Configure Hosting behavior" (firebase.google.com/docs),
"Managing a custom domain for your GitHub Pages site" (docs.github.com), "Ignoring files and folders" (surge.sh).
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import below_root, commands_of, folder_fact, present, variables_of
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

_READERS = {"netlify.toml": "netlify", "firebase.json": "firebase", "CNAME": "github-pages", ".surgeignore": "surge"}


def read(source: Source) -> PlatformFile:
    """The site that the file declares, as a service of kind ``static``. Never raises.

    ``depends_on`` names what a Netlify or Firebase site passes requests on to (a URL, a Cloud Run service): then the
    site is only the front.
    """
    host = _READERS.get(source.path.rpartition("/")[2], "netlify")
    if host == "netlify":
        return _netlify(source)
    if host == "firebase":
        return _firebase(source)
    site = Service(host, "", "static", source.line_place(1), folder_of_file(source.path))
    return PlatformFile(source.path, host, (site,))


def _netlify(source: Source) -> PlatformFile:
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
        depends_on=tuple(_netlify_targets(root)),
    )
    return PlatformFile(source.path, "netlify", (site,), errors=errors)


def _netlify_targets(root: Node) -> Iterator[str]:
    for redirect in root.get("redirects") or ():
        if text_of(redirect, "to").startswith(("http://", "https://")):
            yield text_of(redirect, "to")


def _firebase(source: Source) -> PlatformFile:
    root, errors = json_text.load(source, relaxed=True)
    hosting = root.get("hosting") if root is not None else None
    if hosting is None:
        return PlatformFile(source.path, "firebase", errors=errors)
    sites = list(hosting) if hosting.is_sequence else [hosting]
    return PlatformFile(
        source.path, "firebase", tuple(_firebase_site(site, source.path) for site in sites), errors=errors
    )


def _firebase_site(node: Node, path: str) -> Service:
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
