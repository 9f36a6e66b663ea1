"""Deploying jobs of GitHub workflows."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, Port, PythonVersion, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import deploy_steps, github_workflow, index

PATH = ".github/workflows/deploy.yml"


def read(text: str) -> PlatformFile:
    return github_workflow.read(Source(PATH, text.encode()))


def steps(*written: str) -> str:
    return "jobs:\n  deploy:\n    steps:\n" + "".join(f"    - {step}\n" for step in written)


def on(line: int, column: int, end: int) -> Place:
    return Place(PATH, line, column, line, end)


def test_azure_in_full() -> None:
    file = read(
        "env:\n  NAME: cookies\njobs:\n"
        "  build:\n    steps:\n    - run: python -m pytest\n    - uses: actions/upload-artifact@v4\n"
        "  deploy:\n    runs-on: ubuntu-24.04\n    needs: build\n    env:\n      KEY: ${{ secrets.KEY }}\n    steps:\n"
        "    - uses: actions/download-artifact@v4\n"
        "    - run: |\n        flask db upgrade\n      working-directory: api\n"
        "    - uses: azure/webapps-deploy@v3\n      with:\n        startup-command: gunicorn run:app\n"
    )
    service = Service(
        host="azure",
        name="deploy",
        kind="web",
        place=on(18, 5, 36),
        commands=(
            Command("python -m pytest", "ci", on(6, 12, 28)),
            Command("flask db upgrade", "ci", on(16, 9, 25), cwd="api"),
            Command("gunicorn run:app", "start", on(20, 26, 42)),
        ),
        variables=(
            Variable("runs-on", "ubuntu-24.04", on(9, 14, 26), "build"),
            Variable("NAME", "cookies", on(2, 3, 16), "build"),
            Variable("KEY", None, on(12, 7, 30), "build"),
        ),
    )
    assert file == PlatformFile(PATH, "github", (service,))


@pytest.mark.parametrize(
    ("step", "host", "kind", "root", "image"),
    [
        ("uses: akhileshns/heroku-deploy@v3.13.15\n      with: {appdir: backend}", "heroku", "web", "backend", ""),
        ("uses: Azure/webapps-deploy@v2", "azure", "web", "", ""),
        ("uses: google-github-actions/deploy-appengine@v2", "app-engine", "web", "", ""),
        ("uses: google-github-actions/deploy-cloudrun@v2\n      with: {source: ./api}", "cloud-run", "web", "api", ""),
        ("uses: appleboy/ssh-action@v1", "server", "web", "", ""),
        ("uses: actions/deploy-pages@v4", "github-pages", "static", "", ""),
        ("uses: peaceiris/actions-gh-pages@v4\n      with: {publish_dir: ./build}", "github-pages", "static", "", ""),
        ("run: flyctl deploy --remote-only", "fly", "web", "", ""),
        ("run: railway up --service api", "railway", "web", "", ""),
        ("run: gcloud app deploy --quiet", "app-engine", "web", "", ""),
        ("run: aws s3 sync dist/ s3://bucket", "s3", "static", "", ""),
        ("run: git push https://x@git.heroku.com/app.git main", "heroku", "web", "", ""),
        ("run: heroku container:push web\n      working-directory: api", "heroku", "web", "api", "api/Dockerfile"),
        ("run: ssh deploy@example.com 'cd app && git pull'", "server", "web", "", ""),
        ("run: docker build . && kubectl apply -f k8s/", "kubernetes", "web", "", "Dockerfile"),
        ("run: curl https://api.render.com/deploy/srv-x?key=y", "render", "web", "", ""),
        ("run: eb deploy", "beanstalk", "web", "", ""),
    ],
)
def test_hosts(step: str, host: str, kind: str, root: str, image: str) -> None:
    (service,) = read(steps(step)).services
    assert (service.host, service.kind, service.root, service.image) == (host, kind, root, image)


@pytest.mark.parametrize(
    "step",
    [
        "run: pytest",
        "run: docker push example.com/image",
        "run: aws s3 sync s3://bucket data/",
        "uses: actions/checkout@v4",
        "run: echo heroku",
        "run: git push origin main",
        "run: kubectl apply -f k8s/",
    ],
)
def test_steps_that_do_not_deploy(step: str) -> None:
    assert read(steps(step)) == PlatformFile(PATH, "github")


@pytest.mark.parametrize(
    ("build", "image", "context"),
    [
        ("run: docker build -t web .", "Dockerfile", ""),
        ("run: docker build -t web -f deploy/Dockerfile .", "deploy/Dockerfile", ""),
        (
            "run: |\n        cd backend\n        docker build -t web .\n        docker push web",
            "backend/Dockerfile",
            "backend",
        ),
        ("run: docker build -t $IMAGE api && docker push $IMAGE", "api/Dockerfile", "api"),
        (
            "uses: docker/build-push-action@v6\n      with: {context: api, file: api/prod.Dockerfile}",
            "api/prod.Dockerfile",
            "api",
        ),
        ("run: gcloud builds submit --tag gcr.io/x/y", "Dockerfile", ""),
        ("run: gcloud builds submit --tag gcr.io/x/y ./api", "api/Dockerfile", "api"),
        ("run: docker build --build-arg A=b --tag web:$TAG \\\\\n        api/", "api/Dockerfile", "api"),
        ("run: docker build -t web ${{ env.FOLDER }}", "", ""),
    ],
)
def test_images(build: str, image: str, context: str) -> None:
    (service,) = read(steps(build, "run: gcloud run deploy web --image web")).services
    assert (service.image, service.context) == (image, context)


def test_cloud_run_variables_and_port() -> None:
    run = "gcloud run deploy web --port 5000 --set-env-vars A=b,SECRET=${{ secrets.SECRET }},C=$C"
    (service,) = read(steps(f"run: {run}")).services
    place = on(4, 12, 12 + len(run))
    assert service.variables == (
        Variable("A", "b", place),
        Variable("SECRET", None, place, "secret"),
        Variable("C", None, place, "secret"),
    )
    assert service.ports == (Port(5000, "forward", place),)


@pytest.mark.parametrize(
    ("run", "command"),
    [
        ("heroku run -a ${{ secrets.APP }} flask db upgrade", "flask db upgrade"),
        ("heroku run --app=x --exit-code -- flask db upgrade", "flask db upgrade"),
        ('heroku run "flask db upgrade" ', "flask db upgrade"),
        ("heroku run:detached -a x python seed.py", "python seed.py"),
    ],
)
def test_commands_that_run_on_heroku(run: str, command: str) -> None:
    (service,) = read(steps("run: git push heroku main", f"run: {run}")).services
    (found,) = service.commands
    assert (found.text, found.phase, found.exact) == (command, "release", False)


def test_the_script_of_an_ssh_action() -> None:
    (service,) = read(
        steps("uses: appleboy/ssh-action@v1\n      with:\n        script: |\n          cd app\n          git pull")
    ).services
    assert service.commands == (Command("cd app\ngit pull", "release", Place(PATH, 7, 11, 8, 19)),)


def test_the_python_of_azures_build() -> None:
    build = "uses: azure/appservice-build@v3\n      with: {platform: python, platform-version: '3.11'}"
    (service,) = read(steps(build, "uses: azure/webapps-deploy@v3")).services
    assert service.python == PythonVersion("3.11", "3.11", "platform-version", on(5, 51, 55))


def test_published_folders() -> None:
    (service,) = read(steps("run: aws s3 sync dist/ s3://x\n      working-directory: web")).services
    assert service.folders == (Folder("web/dist", "dist/", "static", on(4, 12, 36)),)


def test_errors() -> None:
    assert [e.kind for e in read("jobs:\n  a: [flyctl deploy\n").errors] == ["syntax"]


def test_the_cheap_words_hold_all_actions() -> None:
    hosts = [index.host(key) for key in index.MODULES]
    actions = [action for host in hosts for action in host.deploy_actions]
    assert len(set(actions)) == len(actions) == 28
    for action in actions:
        assert deploy_steps.may_deploy(f"uses: {action}@v1"), action
