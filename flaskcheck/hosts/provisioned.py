"""The variables that are set where a deployment is provisioned, outside the files of any host: infrastructure as code, and command lines that set them on a host.

What such a file makes belongs to no service that can be determined for sure, and its values are mostly references: only the names are read, so that nobody is told that what it
sets is missing. Sources: "App settings" of Bicep and ARM templates (learn.microsoft.com), "Resources" of Terraform's providers (registry.terraform.io), "Template reference"
(docs.aws.amazon.com/AWSCloudFormation), "Templates" (docs.openshift.com); the reference of each command line tool.
"""

from __future__ import annotations

import posixpath
import re
from itertools import islice

from flaskcheck.files.paths import is_in
from flaskcheck.ground.limits import MAX_PROVISIONING_FILES
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import is_development

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.files.tree import Tree

_CODE = (".bicep", ".bicepparam", ".tf", ".tfvars", ".tofu")
"""Files that hold nothing but what is provisioned."""

_SCRIPT_ENDS = (".sh", ".bash", ".ps1")
_SCRIPTS = frozenset(
    """makefile azure-pipelines.yml azure-pipelines.yaml bitbucket-pipelines.yml .gitlab-ci.yml .gitlab-ci.yaml buildspec.yml buildspec.yaml cloudbuild.yml cloudbuild.yaml""".split()
)
_TEMPLATE_WORDS = "deploy template task stack infra provision cloudformation cfn ecs clowd openshift resources".split()
_SAM = re.compile(r"\bsam\b")
_TEMPLATE_FOLDERS = frozenset("cloudformation cfn aws azure ecs arm openshift".split())
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

_SETTING = tuple(
    words.split()
    for words in (
        "heroku,scalingo,dokku,secrets,eb setenv,eb create,cf set-env,cf push,railway,vercel,oc set env,oc new-app,"
        "az appsettings,az container,az staticwebapp,gcloud,aws,kubectl"
    ).split(",")
)
"""The words that they take, by which most texts are ruled out."""

_NAME = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")
_GIVEN = re.compile(r"(?<![${\w])([A-Z][A-Z0-9_]{2,})=")
_NAMED = re.compile(r"(?<![${\w])([A-Z][A-Z0-9_]{2,})(?=[=\s]|$)")
"""What a line gives a value; what a line that sets variables names besides."""

_KEPT = re.compile(
    r"^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=+[ \t]*[\"']?(?:op|sm|vault|awssm|gcpsm|akv|keyvault|secretref|doppler|infisical)://"
    r"|^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=+[ \t]*[\"']?(?:vault:|ref\+\w|arn:aws:(?:ssm|secretsmanager):|@Microsoft\.KeyVault|\{\{[ \t]*op://)",
    re.MULTILINE,
)
"""A line of a file of variables that names where a store of secrets keeps the value: the person who deploys puts it in (1Password's ``op run``, vals, Azure's Key Vault)."""

_STORES = (
    *("op://", "sm://", "vault", "akv://", "secretref://", "doppler://", "infisical://"),
    *("ref+", "arn:aws:", "@Microsoft.KeyVault"),
)
"""One of these is in every such line."""

_COMMENT = re.compile(r"\s*(?:#|//|;|--)")


class Provisioned(Record):
    """The variables that the files of one folder may set, and ``texts`` of these."""

    folder: str
    names: frozenset[str]
    texts: tuple[str, ...]

    def is_of(self, own: Iterable[str], others: Iterable[str]) -> bool:
        """Whether they may be of an application in folders of its own, beside others in theirs: no file names or lies in those alone."""
        is_named = any(map(self._names, own))
        return is_named or not any(map(self._names, others))

    def _names(self, folder: str) -> bool:
        return is_in(self.folder, folder) or any(folder in text for text in self.texts)


def provisioned(tree: Tree) -> tuple[Provisioned, ...]:
    """The names of all variables that files of the tree may set on a host, each written in capital letters, folder by folder."""
    names: dict[str, set[str]] = {}
    texts: dict[str, list[str]] = {}
    for path in _files(tree):
        source, found = tree.source(path), set[str]()
        if _is_env_file(path):
            named = _KEPT.findall(source.text) if any(store in source.text for store in _STORES) else ()
            found.update(first or second for first, second in named)
        elif path.endswith(_CODE) or is_template(tree, path):
            found.update(name for line in source.lines if not _COMMENT.match(line) for name in _NAME.findall(line))
        elif is_script(path) and _sets(source.text):
            found.update(_given(path, source.text))
        if found:
            together = path.rpartition("/")[0] if path.endswith(_CODE) else path
            names.setdefault(together, set()).update(found)
            texts.setdefault(together, []).append(source.text)
    return tuple(Provisioned(path, frozenset(found), tuple(texts[path])) for path, found in names.items())


def _is_env_file(path: str) -> bool:
    """Whether a file holds variables by its name: ``.env``, ``deploy/vaults.env``, ``prod.env.tpl``; one for a developer's machine says nothing of a host."""
    name = path.rpartition("/")[2]
    return (name.endswith((".env", ".env.tpl")) or name.startswith(".env")) and not is_development(name)


def is_template(tree: Tree, path: str) -> bool:
    """Whether a file is a template of resources: CloudFormation's, Azure's, OpenShift's."""
    return bool(_is_named_so(path) and _MARKS.search(tree.source(path).raw))


def _is_named_so(path: str) -> bool:
    """Whether a file may be a template of resources, by its name or by a folder that it lies in."""
    *folders, name = path.lower().split("/")
    stem, end = posixpath.splitext(name)
    if end not in _TEMPLATE_ENDS:
        return False
    is_meant = any(word in stem for word in _TEMPLATE_WORDS) or ("sam" in stem and _SAM.search(stem))
    return bool(is_meant) or any(map(_may_hold_templates, folders))


def _may_hold_templates(folder: str) -> bool:
    name = folder.removeprefix(".")
    is_word = name.startswith(("deploy", "infra")) and name.replace("_", "").isalnum()
    return is_word or name in _TEMPLATE_FOLDERS


def is_script(path: str) -> bool:
    """Whether a file may hold command lines that set variables on a host: a script, steps of a pipeline, a README; not deep in the repository."""
    folder, _, name = path.lower().rpartition("/")
    if folder == ".github/workflows" and name.endswith((".yml", ".yaml")):
        return name not in (".yml", ".yaml")
    is_one = name.endswith(_SCRIPT_ENDS) and name not in _SCRIPT_ENDS
    return path.count("/") <= 2 and (is_one or name.startswith("readme") or name in _SCRIPTS)


def _sets(text: str) -> bool:
    return any(all(word in text for word in words) for words in _SETTING) and bool(_SETS.search(text))


def _files(tree: Tree) -> list[str]:
    meant = (path for path in tree.files if "node_modules/" not in path and "site-packages/" not in path)
    found = (p for p in meant if p.endswith(_CODE) or _is_env_file(p) or is_script(p) or _is_named_so(p))
    return list(islice(found, MAX_PROVISIONING_FILES))


def _given(path: str, text: str) -> Iterator[str]:
    """The names that command lines set. In a script another line may have put together what one of them sets; a text shows single ones."""
    is_text = path.rpartition("/")[2].upper().startswith("README")
    for line in text.replace("\\\r\n", " ").replace("\\\n", " ").splitlines():
        if _sets(line):
            yield from _NAMED.findall(line)
        elif not is_text and not _COMMENT.match(line):
            yield from _GIVEN.findall(line)
