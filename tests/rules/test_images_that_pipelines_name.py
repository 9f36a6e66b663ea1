"""Which Dockerfile a pipeline builds: one that it names, in quotes or not, from a folder in quotes or not; the others are for developers."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD {}\n"
COMPOSE = "services:\n  web:\n    build: .\n    command: flask run -h 0.0.0.0\n    volumes: ['.:/srv']\n    environment: [FLASK_ENV=development]\n"
GITLAB = "deploy:\n  stage: deploy\n  script:\n    - docker build --tag registry.heroku.com/shop/web {}\n    - docker push registry.heroku.com/shop/web\n"
GITHUB = "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n    - run: |\n        docker build -t registry.heroku.com/shop/web {}\n        docker push registry.heroku.com/shop/web\n        heroku container:release web -a shop\n"
ACTION = "on: push\njobs:\n  push:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: docker/build-push-action@v6\n      with:\n        push: true\n        {}\n"


def told(pipeline: dict[str, str]) -> bool:
    """Whether the container that developers work in counts as production."""
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "docker-compose.yml": COMPOSE,
        "Dockerfile": IMAGE.format("flask run -h 0.0.0.0"),
        "Dockerfile.prod": IMAGE.format("gunicorn -b 0.0.0.0:$PORT app:app"),
        **pipeline,
    }
    return bool(check("development-server", files))


@pytest.mark.parametrize(
    "words",
    [
        "--file ./Dockerfile.prod .",
        '--file ./Dockerfile.prod "."',
        "-f Dockerfile.prod '.'",
        '--file="Dockerfile.prod" .',
    ],
)
def test_a_named_image_is_what_production_runs(words: str) -> None:
    assert not told({".gitlab-ci.yml": GITLAB.format(words)})
    assert not told({".github/workflows/deploy.yml": GITHUB.format(words)})


def test_one_that_an_action_names() -> None:
    assert not told({".github/workflows/push.yml": ACTION.format("file: ./Dockerfile.prod")})


@pytest.mark.parametrize("words", [".", '"."', "-f Dockerfile .", "--file ./Dockerfile ."])
def test_the_other_one_is_built(words: str) -> None:
    assert told({".gitlab-ci.yml": GITLAB.format(words)})


def test_both_are_built() -> None:
    both = GITLAB.format(".") + "    - docker build --tag shop/prod -f Dockerfile.prod .\n    - docker push shop/prod\n"
    assert told({".gitlab-ci.yml": both})
