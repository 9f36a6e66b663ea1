"""What load balancers and probes ask an application for that are described apart from its host's file: in CloudFormation's templates, Terraform, Bicep.

Sources: "AWS::ElasticLoadBalancingV2::TargetGroup" (docs.aws.amazon.com/AWSCloudFormation); ``aws_lb_target_group``, ``azurerm_linux_web_app``, ``google_compute_health_check``
and others (registry.terraform.io); "Microsoft.Web sites/config" (learn.microsoft.com).
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.provisioned import is_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.readers.hcl import HclAttribute
    from flaskcheck.readers.markup.node import Node

BALANCER, PROBE = "The load balancer", "The probe"
"""Who asks, as messages name them."""

_CHECK = re.compile(r"health_?check\w*|(?:http|https|http2)_health_check")
_PROBE = re.compile(r"(?:liveness|readiness|startup)_probe")
_PATHS = frozenset(("health_check_path", "healthcheck_path", "health_path"))
_INSIDE = frozenset(("path", "request_path", "http_path"))
_BICEP = re.compile(r"[ \t]*healthCheckPath[ \t]*:[ \t]*'([^'$\n]*)'")
_TARGETS = "AWS::ElasticLoadBalancingV2::TargetGroup"


def asked(tree: Tree) -> tuple[Variable, ...]:
    """The one path that is asked for, where it is first written; nothing where there are several, one each for different programs."""
    found = [path for path in _paths(tree) if (path.value or "").startswith("/")]
    return tuple(found[:1]) if len({path.value for path in found}) == 1 else ()


def _paths(tree: Tree) -> Iterator[Variable]:
    for path in tree.files:
        if path.endswith((".tf", ".tofu")):
            yield from _of_terraform(tree, path)
        elif path.endswith(".bicep"):
            yield from _of_bicep(tree.source(path))
        elif path.endswith((".json", ".yml", ".yaml", ".template")) and is_template(tree, path):
            yield from _of_template(tree.source(path))


def _takes_404(codes: str) -> bool:
    """Whether a list of codes and ranges (``200,301``, ``200-499``) has the one of a page that is not there."""
    ranges = (part.strip().partition("-") for part in codes.split(","))
    return any(low <= "404" <= (high or low) for low, _, high in ranges)


# --- Terraform, Bicep -------------------------------------------------------------------------------------


def _of_terraform(tree: Tree, path: str) -> Iterator[Variable]:
    from flaskcheck.readers import hcl  # few repositories have any

    found = tuple(hcl.attributes(tree.source(path)))
    content = {a.blocks for a in found if a.name == "matcher" and _takes_404(a.text)}
    for attribute in found:
        who = _asker(attribute)
        if who and attribute.blocks not in content:
            text = attribute.text or _default(tree, path, attribute.reference)
            yield Variable(attribute.name, text, attribute.place, who)


def _asker(attribute: HclAttribute) -> str:
    if attribute.name in _PATHS:
        return BALANCER
    if attribute.name not in _INSIDE or not attribute.blocks:
        return ""
    heads = [head.partition(" ")[0] for head in attribute.blocks]
    if any(map(_PROBE.fullmatch, heads)):
        return PROBE
    return BALANCER if any(map(_CHECK.fullmatch, heads)) else ""


def _default(tree: Tree, path: str, reference: str) -> str:
    """What a variable is where nobody gives it a value: ``var.path``, declared in the same folder."""
    from flaskcheck.readers import hcl

    head, _, name = reference.partition(".")
    beside = (p for p in tree.below(folder_of_file(path)) if p.endswith(".tf") and head == "var")
    for other in (p for p in beside if folder_of_file(p) == folder_of_file(path)):
        for attribute in hcl.attributes(tree.source(other)):
            if attribute.blocks == (f"variable {name}",) and attribute.name == "default":
                return attribute.text
    return ""


def _of_bicep(source: Source) -> Iterator[Variable]:
    for number, line in enumerate(source.lines, 1):
        found = _BICEP.match(line)
        if found:
            place = source.line_place(number).replaced(column=found.start(1) + 1, end_column=found.end(1) + 1)
            yield Variable("healthCheckPath", found[1], place, "Azure App Service")


# --- CloudFormation ---------------------------------------------------------------------------------------


def _of_template(source: Source) -> Iterator[Variable]:
    from flaskcheck.readers.markup import json as json_text
    from flaskcheck.readers.markup import yaml as yaml_text
    from flaskcheck.readers.markup.node import text_of

    root = json_text.load(source)[0] if source.raw.lstrip()[:1] == b"{" else next(iter(yaml_text.load(source)[0]), None)
    resources = root.get("Resources") if root is not None else None
    if root is None or resources is None:
        return
    for _, resource in resources.items():
        path = resource.get("Properties", "HealthCheckPath")
        content = _takes_404(text_of(resource, "Properties", "Matcher", "HttpCode"))
        if path is not None and text_of(resource, "Type") == _TARGETS and not content:
            named = path.value if path.tag == "!Ref" else text_of(path, "Ref")
            yield from _written(root, path, named)


def _written(root: Node, path: Node, named: str) -> Iterator[Variable]:
    """A text, or the default of the parameter that is named."""
    value = root.get("Parameters", named, "Default") if named else path
    if value is not None and value.text and (named or not path.tag):
        yield Variable("HealthCheckPath", value.text, path.text_place if path.is_scalar else path.place, BALANCER)
