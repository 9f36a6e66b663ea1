"""What infrastructure as code, templates and command lines set on a host is not missing there, although no file of the host says so."""

from __future__ import annotations

import pytest
from checking import check

APP = """import os
from flask import Flask

app = Flask(__name__)
if "SHOP_ONLINE" in os.environ:
    app.config.from_object("config.production")
else:
    app.config.from_object("config.development")
"""
PROJECT = {
    "app.py": APP,
    "config/__init__.py": "",
    "config/development.py": "DEBUG = True\n",
    "config/production.py": "DEBUG = False\n",
    "requirements.txt": "flask\ngunicorn\n",
}
CONTAINER = {
    "Dockerfile": "FROM python:3.13\nCOPY . /srv\nWORKDIR /srv\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
}
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
COMPOSE = {**CONTAINER, "compose.yaml": "services:\n  web:\n    build: .\n    ports: ['8000:8000']\n"}
ARM = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


@pytest.mark.parametrize("deployed", [PROCFILE, CONTAINER, COMPOSE, {}], ids=["procfile", "docker", "compose", "none"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("infra/web.bicep", "param x string\nresource web 'Microsoft.App/containerApps@2023-05-01' = {\n  env: [\n    {\n      name: 'SHOP_ONLINE'\n      value: 'true'\n    }\n  ]\n}\n"),
        ("main.tf", 'resource "aws_ecs_task_definition" "web" {\n  container_definitions = jsonencode([{ environment = [{ name = "SHOP_ONLINE", value = "1" }] }])\n}\n'),
        ("terraform/prod.tfvars", 'environment = {\n  SHOP_ONLINE = "1"\n}\n'),
        ("azuredeploy.json", '{"$schema": "' + ARM + '", "appSettings": [{"name": "SHOP_ONLINE", "value": "1"}]}'),
        ("ecs/task-definition.json", '{"containerDefinitions": [{"environment": [{"name": "SHOP_ONLINE", "value": "1"}]}]}'),
        ("template.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Task:\n    Environment:\n      - Name: SHOP_ONLINE\n        Value: '1'\n"),
        ("deploy/openshift.yml", "kind: Template\nobjects:\n- kind: DeploymentConfig\n  env:\n  - name: SHOP_ONLINE\n    value: '1'\n"),
        ("scripts/create.sh", "#!/bin/sh\nVARS=\"HOST=$SHOP_HOST SHOP_ONLINE=1 REGION=$R\"\naz containerapp create --name shop --env-vars $VARS\n"),
        ("deploy.sh", "gcloud run deploy shop \\\n  --set-env-vars=SHOP_ONLINE=1\n"),
        ("README.md", "# Shop\n\n    $ heroku config:set SHOP_ONLINE=1\n"),
        ("README.rst", "Shop\n\n    fly secrets set SHOP_ONLINE=yes\n"),
        ("Makefile", "deploy:\n\teb setenv SHOP_ONLINE=1\n"),
        (".github/workflows/deploy.yml", "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: az webapp config appsettings set --name shop --settings SHOP_ONLINE=1\n"),
    ],
)  # fmt: skip
def test_what_is_set_elsewhere(deployed: dict[str, str], path: str, text: str) -> None:
    files = {**PROJECT, **deployed}
    assert check("development-config", files)
    assert not check("development-config", {**files, path: text})
    assert check("development-config", {**files, path: text.replace("SHOP_ONLINE", "SHOP_NAME")})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("infra/web.bicep", "// SHOP_ONLINE: 'true'\n"),
        ("main.tf", "# SHOP_ONLINE = 1\n"),
        ("README.md", "Set `SHOP_ONLINE=1` on a server of your own. On Heroku it is not set:\n\n    heroku config:set NAME=shop\n"),
        ("scripts/test.sh", "SHOP_ONLINE=1 pytest\n"),
        ("data/template.yaml", "SHOP_ONLINE: 1\n"),
        ("deploy.sh", "echo \"online: $SHOP_ONLINE\"\ngcloud run deploy shop --set-env-vars NAME=$SHOP_ONLINE\n"),
        (".github/workflows/test.yml", "on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - run: SHOP_ONLINE=1 pytest\n"),
    ],
)  # fmt: skip
def test_what_sets_nothing(path: str, text: str) -> None:
    assert check("development-config", {**PROJECT, **PROCFILE, path: text})


def test_what_a_files_own_variable_says_counts_more() -> None:
    """A file of the host gives the value; a template that names it too says nothing more."""
    render = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n    envVars:\n      - key: SETTINGS\n        value: config.development\n"
    files = {
        **PROJECT,
        "app.py": "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config.from_object(os.environ['SETTINGS'])\n",
        "render.yaml": render,
    }
    assert check("development-config", files)
    assert check("development-config", {**files, "main.tf": 'env = { SETTINGS = "x" }\n'})


def test_the_application_of_a_flask_command() -> None:
    """What a README sets with the host's own command line is not missing for ``flask db upgrade`` either."""
    files = {
        "run.py": "from shop import create_app\napp = create_app()\n",
        "shop/__init__.py": "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n",
        "requirements.txt": "flask\ngunicorn\nflask-migrate\n",
        "Procfile": "release: flask db upgrade\nweb: gunicorn run:app\n",
    }
    assert check("unresolved-flask-app", files)
    assert not check("unresolved-flask-app", {**files, "README.md": "    $ heroku config:set FLASK_APP=run.py\n"})
