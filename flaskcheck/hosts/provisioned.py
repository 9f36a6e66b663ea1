"""The variables that are set where a deployment is provisioned, outside the files of any host: infrastructure as code, and command lines that set them on a host.

What such a file makes belongs to no service that can be told for sure, and its values are mostly references: only the names are read, so that nobody is told that what it
sets is missing. Sources: "App settings" of Bicep and ARM templates (learn.microsoft.com), "Resources" of Terraform's providers (registry.terraform.io), "Template reference"
(docs.aws.amazon.com/AWSCloudFormation), "Templates" (docs.openshift.com); the reference of each command line tool.
"""

from __future__ import annotations

import posixpath
import re
from itertools import islice

from flaskcheck.ground.limits import MAX_PROVISIONING_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.tree import Tree

_CODE = (".bicep", ".bicepparam", ".tf", ".tfvars", ".tofu")
"""Files that hold nothing but what is provisioned."""

_SCRIPT = re.compile(
    r"(?i)(?:[^/]+/){0,2}(?:[^/]+\.(?:sh|bash|ps1)|Makefile|README[^/]*|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|\.gitlab-ci\.ya?ml|buildspec\.ya?ml|cloudbuild\.ya?ml)"
    r"|\.github/workflows/[^/]+\.ya?ml"
)
_TEMPLATE_NAME = re.compile(
    r"(?i)deploy|template|task|stack|infra|provision|cloudformation|cfn|\bsam\b|ecs|clowd|openshift|resources"
)
_TEMPLATE_FOLDER = re.compile(r"(?i)\.?(?:deploy\w*|infra\w*|cloudformation|cfn|aws|azure|ecs|arm|openshift)")
_TEMPLATE_ENDS = (".json", ".yaml", ".yml", ".template")
_MARKS = re.compile(
    rb"schema\.management\.azure\.com/schemas/[\w-]+/(?:\w+T|t)emplate|AWSTemplateFormatVersion|AWS::Serverless|\"containerDefinitions\"|kind: Template\b|kind: ClowdApp\b"
)
"""What only templates hold: of Azure's Resource Manager, CloudFormation and SAM, ECS, OpenShift."""

_SETS = re.compile(
    r"\b(?:heroku|scalingo|dokku)\b[^\n]{0,200}\b(?:config|env)[:-](?:set|add)\b"
    r"|\bfly(?:ctl)?\s+secrets\s+(?:set|import)\b|\beb\s+(?:setenv|create)\b|\bcf\s+(?:set-env|push)\b|\brailway\s+variables?\b|\bvercel\s+env\s+add\b|\boc\s+(?:set\s+env|new-app)\b"
    r"|\baz\s+(?:webapp|functionapp)\s+config\s+appsettings\s+set\b|\baz\s+(?:containerapp|container|staticwebapp)\b[^\n]{0,200}\b(?:create|update|up|appsettings)\b"
    r"|\bgcloud\b[^\n]{0,200}\b(?:run|functions)\s+(?:services\s+)?(?:deploy|update)\b|\baws\s+(?:lambda|elasticbeanstalk|ecs|ssm|secretsmanager|apprunner)\s|\bkubectl\s+(?:set\s+env|create\s+(?:secret|configmap))\b"
)
"""Command lines that give an application its variables."""

_NAME = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")
_GIVEN = re.compile(r"(?<![${\w])([A-Z][A-Z0-9_]{2,})=")
_NAMED = re.compile(r"(?<![${\w])([A-Z][A-Z0-9_]{2,})(?=[=\s]|$)")
"""What a line gives a value; what a line that sets variables names besides."""

_COMMENT = re.compile(r"\s*(?:#|//|;|--)")


def provisioned(tree: Tree) -> frozenset[str]:
    """The names of all variables that files of the tree may set on a host, each written in capital letters."""
    found: set[str] = set()
    for path in _files(tree):
        source = tree.source(path)
        if path.endswith(_CODE) or is_template(tree, path):
            found.update(name for line in source.lines if not _COMMENT.match(line) for name in _NAME.findall(line))
        elif _SCRIPT.fullmatch(path) and _SETS.search(source.text):
            found.update(_given(path, source.text))
    return frozenset(found)


def is_template(tree: Tree, path: str) -> bool:
    """Whether a file is a template of resources: CloudFormation's, Azure's, OpenShift's."""
    return bool(_is_named_so(path) and _MARKS.search(tree.source(path).raw))


def _is_named_so(path: str) -> bool:
    """Whether a file may be a template of resources, by its name or by a folder that it lies in."""
    *folders, name = path.split("/")
    stem, end = posixpath.splitext(name)
    is_meant = _TEMPLATE_NAME.search(stem) or any(map(_TEMPLATE_FOLDER.fullmatch, folders))
    return end.lower() in _TEMPLATE_ENDS and bool(is_meant)


def _files(tree: Tree) -> list[str]:
    meant = (path for path in tree.files if "node_modules/" not in path and "site-packages/" not in path)
    found = (p for p in meant if p.endswith(_CODE) or _SCRIPT.fullmatch(p) or _is_named_so(p))
    return list(islice(found, MAX_PROVISIONING_FILES))


def _given(path: str, text: str) -> Iterator[str]:
    """The names that command lines set. In a script another line may have put together what one of them sets; a text shows single ones."""
    is_text = path.rpartition("/")[2].upper().startswith("README")
    for line in text.replace("\\\r\n", " ").replace("\\\n", " ").splitlines():
        if _SETS.search(line):
            yield from _NAMED.findall(line)
        elif not is_text and not _COMMENT.match(line):
            yield from _GIVEN.findall(line)
