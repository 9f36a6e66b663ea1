"""What hosts and images do: static sites that workflows publish, load balancers' health paths, programs and shells that images lack, folders that images are built in."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REST = {"app.py": FLASK, "templates/index.html": "<p></p>", "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}


def workflow(step: str) -> dict[str, str | bytes]:
    return {
        **REST,
        ".github/workflows/a.yml": f"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - {step}\n",
    }


@pytest.mark.parametrize(
    ("step", "is_told"),
    [
        ("run: aws s3 cp --recursive templates s3://shop", True),
        ("run: aws s3 cp . s3://shop --recursive", True),
        ("run: aws s3 cp backup.sql s3://shop", False),
        ("run: gsutil -m rsync -r . gs://shop", True),
        ("run: gcloud storage cp -r templates gs://shop", True),
        ("run: gsutil cp gs://shop/key.json .", False),
        ("run: npx wrangler pages deploy . --project-name shop", True),
        ("{uses: cloudflare/wrangler-action@v3, with: {command: pages deploy templates}}", True),
        ("{uses: cloudflare/wrangler-action@v3, with: {command: deploy}}", False),
        ("{uses: cloudflare/pages-action@v1, with: {directory: web/dist}}", False),
        ("{uses: Azure/static-web-apps-deploy@v1, with: {app_location: /, output_location: ''}}", True),
        ("{uses: Azure/static-web-apps-deploy@v1, with: {app_location: web, output_location: dist}}", False),
    ],
)
def test_static_sites_of_workflows(step: str, is_told: bool) -> None:
    assert check("static-host", workflow(step)) == ([(".github/workflows/a.yml", 6, "error")] if is_told else [])


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ("  aws:elasticbeanstalk:environment:process:default:\n    HealthCheckPath: /health\n", [3]),
        ("  aws:elasticbeanstalk:application:\n    Application Healthcheck URL: /health\n", [3]),
        ("  aws:elasticbeanstalk:application:\n    Application Healthcheck URL: HTTP:80/health\n", [3]),
        ("- namespace: aws:elasticbeanstalk:environment:process:default\n  option_name: HealthCheckPath\n  value: /health\n", [4]),
        ("  aws:elasticbeanstalk:environment:process:default:\n    HealthCheckPath: /\n", []),
        ("  aws:elasticbeanstalk:application:\n    Application Healthcheck URL: TCP:80\n", []),
    ],
)  # fmt: skip
def test_what_beanstalks_load_balancer_asks_for(options: str, lines: list[int]) -> None:
    app = (
        "from flask import Flask\napplication = Flask(__name__)\n@application.route('/')\ndef index():\n    return ''\n"
    )
    files = {"application.py": app, "requirements.txt": "flask\n", ".ebextensions/a.config": "option_settings:\n" + options}  # fmt: skip
    assert check("unrouted-health-check", {**files}) == [(".ebextensions/a.config", n, "warning") for n in lines]
    procfile = {**files, "Procfile": "web: gunicorn -b 127.0.0.1:8000 application:application\n"}
    assert check("unrouted-health-check", procfile) == [(".ebextensions/a.config", n, "warning") for n in lines]


IMAGE = "FROM python:3.13-%s\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n%s"
START = "#!/bin/bash\nset -e\nexec gunicorn -b 0.0.0.0:8000 app:app\n"
STARTED = 'ENTRYPOINT ["./start.sh"]\n'


@pytest.mark.parametrize(
    ("image", "lines"),
    [
        (IMAGE % ("alpine", STARTED), [5]),
        (IMAGE % ("alpine", 'ENTRYPOINT ["bash", "start.sh"]\n'), [5]),
        (IMAGE % ("slim", STARTED), []),
        (IMAGE % ("alpine", "RUN apk add --no-cache bash\n" + STARTED), []),
        (IMAGE % ("alpine", 'ENTRYPOINT ["sh", "start.sh"]\n'), []),
        ("FROM acme/base\nCOPY . .\n" + STARTED, []),
    ],
)
def test_a_shell_that_the_image_lacks(image: str, lines: list[int]) -> None:
    files = {**REST, "start.sh": START, "Dockerfile": image}
    assert check("command-not-installed", dict(files)) == [("Dockerfile", line, "error") for line in lines]
    by_env = {**files, "start.sh": START.replace("/bin/bash", "/usr/bin/env bash")}
    assert check("command-not-installed", dict(by_env)) == [("Dockerfile", line, "error") for line in lines]
    assert check("command-not-installed", {**files, "start.sh": START.replace("bash", "sh")}) in ([], [("Dockerfile", 5, "error")])  # fmt: skip


@pytest.mark.parametrize(
    ("base", "test", "is_told"),
    [
        ("slim", "['CMD', 'curl', '-f', 'http://localhost:8000/']", True),
        ("slim", "curl -f http://localhost:8000/ || exit 1", True),
        ("alpine", "['CMD', 'wget', '-q', 'http://localhost:8000/']", False),
        ("bookworm", "['CMD', 'curl', '-f', 'http://localhost:8000/']", False),
        ("slim", "['CMD', 'python', 'check.py']", False),
    ],
)
def test_a_health_check_that_the_image_cannot_run(base: str, test: str, is_told: bool) -> None:
    compose = f"services:\n  web:\n    build: .\n    ports: ['80:8000']\n    healthcheck:\n      test: {test}\n"
    files = {**REST, "Dockerfile": IMAGE % (base, "CMD gunicorn -b 0.0.0.0:8000 app:app\n"), "compose.yaml": compose}
    expected = [("compose.yaml", 6, "info")] if is_told else []
    assert check("command-not-installed", dict(files)) == expected


def test_the_folder_that_a_dockerfile_below_is_built_in() -> None:
    """Both folders have what it copies; only one has the application."""
    below = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . /srv\nRUN pip install -r requirements.txt\nCMD gunicorn shop.%s:app\n"
    files = {"shop/__init__.py": "", "shop/web.py": FLASK, "requirements.txt": "flask\ngunicorn\n"}
    assert check("no-requirements", {**files, "ops/Dockerfile": below % "web"}) == []
    assert check("unresolved-app", {**files, "ops/Dockerfile": below % "web"}) == []
    assert check("unresolved-app", {**files, "ops/Dockerfile": below % "wen"}) == [("ops/Dockerfile", 5, "error")]


def test_a_worker_that_runs_the_development_server() -> None:
    render = "services:\n- type: worker\n  name: w\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: python %s\n"
    run = FLASK + "if __name__ == '__main__':\n    app.run(host='0.0.0.0')\n"
    files = {**REST, "app.py": run, "jobs.py": "import time\ntime.sleep(1)\n"}
    assert check("no-web-process", {**files, "render.yaml": render % "app.py"}) == [("render.yaml", 2, "error")]
    assert check("no-web-process", {**files, "render.yaml": render % "jobs.py"}) == []
