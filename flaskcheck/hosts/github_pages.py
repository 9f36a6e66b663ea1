"""GitHub Pages: a ``CNAME`` marks a site.

Source: "Managing a custom domain for your GitHub Pages site" (docs.github.com).
"""

from __future__ import annotations

from flaskcheck.hosts.declared import marked_site
from flaskcheck.hosts.host import static_site

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.source import Source

HOSTS = (
    static_site(
        "github-pages",
        "GitHub Pages",
        deploy_actions=(
            "actions/deploy-pages",
            "peaceiris/actions-gh-pages",
            "jamesives/github-pages-deploy-action",
        ),
        deploy_commands=r"\bgh-deploy\b|gh-pages\s+-d\b|ghp-import\b",
    ),
)


def read(source: Source) -> PlatformFile:
    """The site in the folder of the file. Never raises."""
    return marked_site(source, "github-pages")
