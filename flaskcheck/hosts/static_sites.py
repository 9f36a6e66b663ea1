"""Hosts of static files that only workflows tell of.

Sources: "gsutil rsync", "gcloud storage rsync" (cloud.google.com); "Direct Upload" of Cloudflare Pages (developers.cloudflare.com/pages); "Build configuration for Azure Static Web Apps"
(learn.microsoft.com): its managed functions run beside the site, not a Flask application in the published folder.
"""

from __future__ import annotations

from flaskcheck.hosts.host import static_site

HOSTS = (
    static_site(
        "cloud-storage",
        "Google Cloud Storage",
        deploy_commands=r"gsutil\s+(?:-m\s+)?(?:rsync|cp)\s[^\n|&;]*gs://|gcloud\s+storage\s+(?:rsync|cp)\s[^\n|&;]*gs://",
    ),
    static_site(
        "cloudflare-pages",
        "Cloudflare Pages",
        deploy_actions=("cloudflare/pages-action", "cloudflare/wrangler-action"),
        deploy_commands=r"wrangler\s+pages\s+(?:deploy|publish)\s",
    ),
    static_site("azure-static-web-apps", "Azure Static Web Apps", deploy_actions=("azure/static-web-apps-deploy",)),
)
