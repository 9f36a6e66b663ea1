"""What load balancers and probes ask for that are described apart from the host's file."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef home():\n    return 'shop'\n"
DOCKERFILE = "FROM python:3.13\nCOPY . /srv\nWORKDIR /srv\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
PROJECT = {"app.py": APP, "requirements.txt": "flask\ngunicorn\n", "Dockerfile": DOCKERFILE}
TARGET = "AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  Path:\n    Type: String\n    Default: /up\nResources:\n  Web:\n    Type: AWS::ElasticLoadBalancingV2::TargetGroup\n    Properties:\n"
JSON = '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Web": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"HealthCheckPath": "/up"}}}}'

ASKED = [
    ("template.yaml", f"{TARGET}      HealthCheckPath: /up\n", 10),
    ("cloudformation/web.json", JSON, 1),
    ("infra/web.yml", f"{TARGET}      HealthCheckPath: !Ref Path\n", 10),
    ("main.tf", 'resource "aws_lb_target_group" "web" {\n  health_check {\n    path = "/up"\n  }\n}\n', 3),
    ("terraform/lb.tf", 'resource "aws_alb_target_group" "web" {\n  health_check {\n    interval = 30\n    path     = "/up" // ours\n    matcher  = "200-299"\n  }\n}\n', 4),
    ("infra/site.tf", 'resource "azurerm_linux_web_app" "web" {\n  site_config {\n    health_check_path = "/up"\n  }\n}\n', 3),
    ("gcp.tf", 'resource "google_compute_health_check" "web" {\n  http_health_check {\n    request_path = "/up"\n  }\n}\n', 3),
    ("run.tf", 'resource "google_cloud_run_v2_service" "web" {\n  template {\n    containers {\n      liveness_probe {\n        http_get {\n          path = "/up"\n        }\n      }\n    }\n  }\n}\n', 6),
    ("m.tf", 'variable "up" {\n  default = "/up"\n}\nmodule "web" {\n  health_check = {\n    path = var.up\n  }\n}\n', 6),
    ("infra/app.bicep", "resource web 'Microsoft.Web/sites@2023-01-01' = {\n  properties: {\n    siteConfig: {\n      healthCheckPath: '/up'\n    }\n  }\n}\n", 4),
    ("compose.yaml", "services:\n  web:\n    build: .\n    labels:\n      - traefik.http.services.shop.loadbalancer.healthcheck.path=/up\n", 5),
    ("docker-compose.yml", "services:\n  web:\n    build: .\n    labels:\n      traefik.http.services.shop.loadBalancer.healthCheck.path: /up\n", 5),
    ("docker-stack.yml", "services:\n  web:\n    build: .\n    deploy:\n      labels: ['traefik.http.services.shop.loadbalancer.healthcheck.path=/up']\n", 5),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "line"), ASKED, ids=[path for path, _, _ in ASKED])
def test_a_path_that_no_route_answers(path: str, text: str, line: int) -> None:
    found = check("unrouted-health-check", {**PROJECT, path: text})
    assert [(where, number) for where, number, _ in found] == [(path, line)]
    answered = APP + "@app.get('/up')\ndef up():\n    return 'yes'\n"
    assert not check("unrouted-health-check", {**PROJECT, "app.py": answered, path: text})


@pytest.mark.parametrize(
    "files",
    [
        {"main.tf": 'resource "aws_iam_role" "web" {\n  path = "/service/"\n}\n'},
        {"main.tf": 'resource "aws_lb_target_group" "web" {\n  health_check {\n    path = var.path\n  }\n}\n'},
        {"main.tf": 'resource "aws_lb_target_group" "web" {\n  health_check {\n    path = "/up"\n    matcher = "200-499"\n  }\n}\n'},
        {"main.tf": '# health_check_path = "/up"\n'},
        {"template.yaml": f"{TARGET}      HealthCheckPath: !Sub '/${{Path}}'\n"},
        {"template.yaml": f"{TARGET}      HealthCheckPath: /up\n      Matcher:\n        HttpCode: 200,404\n"},
        {"template.yaml": f"{TARGET}      HealthCheckPath: /up\n", "main.tf": 'health_check_path = "/other"\n'},
        {"main.tf": 'health_check_path = "/up"\n', "web/Dockerfile": "FROM nginx\n"},
        {"compose.yaml": "services:\n  web:\n    build: .\n  front:\n    image: nginx\n    labels:\n      - traefik.http.services.f.loadbalancer.healthcheck.path=/up\n"},
        {"compose.yaml": "services:\n  web:\n    build: .\n    labels:\n      - traefik.http.routers.shop.rule=Path(`/up`)\n"},
    ],
)  # fmt: skip
def test_what_asks_for_nothing_that_is_known(files: dict[str, str]) -> None:
    assert not check("unrouted-health-check", {**PROJECT, **files})
