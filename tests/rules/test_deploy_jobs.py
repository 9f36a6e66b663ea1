"""Jobs of GitLab's pipelines and GitHub's workflows that start the server on a machine of one's own."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FILES: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask==3.0.3\ngunicorn==22.0.0\n"}
GITLAB = "stages: [test, deploy]\ntest:\n  script: [pytest]\ndeploy:\n  stage: deploy\n"
GITHUB = "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n"
PLACE = "cd /srv/shop && "


def gitlab(script: str) -> dict[str, str | bytes]:
    return {".gitlab-ci.yml": GITLAB + script, **FILES}


def github(steps: str) -> dict[str, str | bytes]:
    return {".github/workflows/deploy.yml": GITHUB + steps, **FILES}


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        (gitlab(f"  script:\n    - ssh me@example.com '{PLACE}gunicorn -D wrong:app'\n"), True),
        (gitlab(f'  script: ssh me@example.com "{PLACE}nohup gunicorn wrong:app &"\n'), True),
        (gitlab(f"  before_script: [ls]\n  script:\n    - ssh me@example.com '{PLACE}gunicorn -D app:app'\n"), False),
        (
            gitlab(
                "  script:\n    - |\n      ssh -p 22 me@example.com << END\n        cd /srv/shop\n        gunicorn -D wrong:app\n      END\n"
            ),
            True,
        ),
        (gitlab("  script:\n    - ssh me@example.com ''\n    - ssh me@example.com \"\"\n"), False),
        (github("      - run: |\n          ssh me@example.com <<EOF\n\n          EOF\n"), False),
        (gitlab("  script:\n    - ssh me@example.com 'systemctl restart gunicorn'\n"), False),
        (
            gitlab(f"  script:\n    - gunicorn --check-config wrong:app\n    - echo '{PLACE}gunicorn wrong:app'\n"),
            False,
        ),
        (github(f"      - run: ssh me@example.com '{PLACE}gunicorn -D wrong:app'\n"), True),
        (
            github(
                "      - uses: appleboy/ssh-action@v1\n        with:\n          host: a\n          script: |\n            cd /srv/shop\n            venv/bin/gunicorn -D wrong:app\n"
            ),
            True,
        ),
        (
            github(
                "      - uses: appleboy/ssh-action@v1\n        with:\n          host: a\n          script: |\n            cd /srv/shop\n            pip install gunicorn\n            sudo systemctl restart gunicorn\n"
            ),
            False,
        ),
    ],
)
def test_a_server_that_a_job_starts(files: dict[str, str | bytes], is_told: bool) -> None:
    assert bool(check("unresolved-app", files)) is is_told
