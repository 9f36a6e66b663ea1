"""Services beside the application on a server of your own, to which a workflow logs in."""

from __future__ import annotations

import pytest
from checking import FLASK, check

CODE = f"import os\nimport redis\n{FLASK}store = redis.Redis(host=os.environ.get('STORE_HOST', 'localhost'))\n"
JOB = "on:\n  push:\n    branches: [main]\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n{}"
ACTION = "      - uses: appleboy/ssh-action@v1\n        with:\n          host: shop.example.org\n          script: |\n            cd /srv/shop\n            git pull\n            pip install -r requirements.txt\n            systemctl restart shop\n"
SHELL = "      - run: ssh me@shop.example.org 'cd /srv/shop && git pull && pip install -r requirements.txt && systemctl restart shop'\n"
HEROKU = "      - uses: akhileshns/heroku-deploy@v3.13.15\n        with:\n          heroku_app_name: shop\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({".github/workflows/main.yml": JOB.format(ACTION)}, 0),
        ({".github/workflows/main.yml": JOB.format(SHELL)}, 0),
        ({".github/workflows/main.yml": JOB.format(HEROKU), "Procfile": "web: gunicorn app:app\n"}, 1),
        ({"Procfile": "web: gunicorn app:app\n"}, 1),
    ],
)
def test_a_server_may_hold_them(files: dict[str, str], told: int) -> None:
    rest = {"app.py": CODE, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nredis==6.4.0\n"}
    assert len(check("loopback-service", {**rest, **files})) == told


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("apt-get install -y redis-server\nservice redis-server start\n", 0),
        ("cat > /etc/supervisor/conf.d/shop.conf <<EOF\n[program:shop]\nEOF\nsupervisorctl update\n", 0),
        ("cp ops/shop.txt /etc/systemd/system/shop.service\nsystemctl enable --now shop\n", 0),
        ("/etc/init.d/nginx restart\n", 0),
        ("systemctl status shop\n", 1),
        ("echo 'then: systemctl restart shop'\n", 1),
    ],
)
def test_a_script_that_sets_a_machine_up(script: str, told: int) -> None:
    """Where no file says where it runs, a script that starts services of the system does: on a machine of one's own."""
    rest = {"app.py": CODE, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nredis==6.4.0\n"}
    assert len(check("loopback-service", {**rest, "ops/install.sh": f"#!/bin/bash\nset -e\n{script}"})) == told
    on_host = {**rest, "ops/install.sh": script, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("loopback-service", on_host)) == 1
