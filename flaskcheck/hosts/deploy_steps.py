"""Which host a step of a workflow deploys to: by the action it uses or by the command line tool it runs."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.readers.markup.node import Node

_ACTIONS = {
    "akhileshns/heroku-deploy": "heroku",
    "azure/webapps-deploy": "azure",
    "google-github-actions/deploy-appengine": "app-engine",
    "google-github-actions/deploy-cloudrun": "cloud-run",
    "superfly/flyctl-actions": "fly",
    "digitalocean/app_action": "digitalocean",
    "einaregilsson/beanstalk-deploy": "beanstalk",
    "amondnet/vercel-action": "vercel",
    "johnbeynon/render-deploy-action": "render",
    "bervprojects/railway-deploy": "railway",
    "dokku/github-action": "procfile",
    "appleboy/ssh-action": "server",
    "appleboy/scp-action": "server",
    "easingthemes/ssh-deploy": "server",
    "burnett01/rsync-deployments": "server",
    "actions/deploy-pages": "github-pages",
    "peaceiris/actions-gh-pages": "github-pages",
    "jamesives/github-pages-deploy-action": "github-pages",
    "nwtgck/actions-netlify": "netlify",
    "netlify/actions": "netlify",
    "firebaseextended/action-hosting-deploy": "firebase",
    "jakejarvis/s3-sync-action": "s3",
}
_TOOLS = (
    ("heroku", r"heroku\s+container:(?:push|release)|git\s+push\s+[^\n]*heroku|registry\.heroku\.com"),
    ("railway", r"railway\s+(?:up|redeploy)\b"),
    ("fly", r"fly(?:ctl)?\s+deploy\b"),
    ("app-engine", r"gcloud\s+(?:beta\s+)?app\s+deploy\b"),
    ("cloud-run", r"gcloud\s+(?:beta\s+)?run\s+(?:services\s+)?(?:deploy|update)\b"),
    ("azure", r"az\s+webapp\s+(?:up|deploy)\b"),
    ("beanstalk", r"eb\s+deploy\b|elasticbeanstalk\s+update-environment"),
    ("zappa", r"zappa\s+(?:deploy|update)\b"),
    ("serverless", r"(?:serverless|sls)\s+deploy\b"),
    ("vercel", r"vercel\s+(?:deploy|--prod)\b"),
    ("render", r"api\.render\.com/(?:deploy|v1/services)"),
    ("digitalocean", r"doctl\s+apps\s+(?:create|update)"),
    ("kubernetes", r"kubectl\s+(?:apply|set\s+image|rollout)|helm\s+upgrade"),
    ("netlify", r"netlify\s+deploy\b"),
    ("firebase", r"firebase\s+deploy\b"),
    ("surge", r"(?:npx\s+)?surge\s+[./\w]"),
    ("s3", r"aws\s+s3\s+sync\s+(?!s3:)"),
    ("github-pages", r"\bgh-deploy\b|gh-pages\s+-d\b|ghp-import\b"),
    ("server", r"(?:^|\s)(?:ssh|rsync)\s[^\n]*@"),
)
_ANY = re.compile(
    "|".join((*map(re.escape, _ACTIONS), *(pattern for _, pattern in _TOOLS))), re.IGNORECASE | re.MULTILINE
)

_WORDS = (
    *(
        "heroku",
        "railway",
        "flyctl",
        "fly deploy",
        "gcloud",
        "cloudrun",
        "appengine",
        "az webapp",
        "webapps-deploy",
        "eb deploy",
    ),
    *(
        "beanstalk",
        "zappa",
        "serverless",
        "sls ",
        "vercel",
        "render",
        "doctl",
        "digitalocean",
        "dokku",
        "kubectl",
        "helm ",
    ),
    *(
        "netlify",
        "firebase",
        "surge",
        "s3 sync",
        "s3-sync",
        "gh-deploy",
        "gh-pages",
        "ghp-import",
        "github-pages",
        "deploy-pages",
    ),
    *("ssh", "scp", "rsync"),
)
"""What every match of the pattern above holds one of: looked for first, for that is a hundred times faster."""

ON_HOST = re.compile(
    r"heroku\s+run(?::detached)?(?:\s+(?:(?:-a|--app|-s|--size|--type|-e|--env|-r|--remote)(?:=|\s+)(?:\$\{\{.*?\}\}|\S+)"
    r"|-x|--exit-code|--no-tty|--no-notify|--))*\s+(?P<quote>[\"']?)(?P<command>[^-\s\"'].*?)(?P=quote)\s*$",
    re.MULTILINE,
)
"""``heroku run -a app flask db upgrade``: the command runs on the host."""


def may_deploy(text: str) -> bool:
    """Whether a workflow's text names anything that deploys; a cheap question before the file is parsed."""
    lower = text.lower()
    return any(word in lower for word in _WORDS) and bool(_ANY.search(text))


def host_of(step: Node) -> str:
    """The key of the host that a step deploys to, or ``""``."""
    uses, run = step.get("uses"), step.get("run")
    if uses is not None and uses.text:
        return _ACTIONS.get("/".join(uses.value.lower().partition("@")[0].split("/")[:2]), "")
    if run is None or not run.text:
        return ""
    return next((host for host, pattern in _TOOLS if re.search(pattern, run.value, re.IGNORECASE | re.MULTILINE)), "")
