"""The name of the program itself where a key is expected, and paths in commands for others."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REST = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nrequests==2.32.5\nkubernetes==34.1.0\ndocker==7.1.0\n", "Procfile": "web: gunicorn orchard.web:app\n"}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("headers = {'X-Api-Key': 'orchard'}", 0),
        ("headers = {'X-API-KEY': 'Orchard'}", 0),
        ("api_key = 'orchard'", 0),
        ("client_token = 'orchard'", 0),
        ("headers = {'X-Api-Key': 'orchid4711'}", 1),
        ("password = 'orchard'", 1),
    ],
)
def test_its_own_name(line: str, told: int) -> None:
    files = {"orchard/__init__.py": "", "orchard/web.py": f"{FLASK}{line}\n", **REST}
    assert len(check("hard-coded-credentials", files)) == told


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("from kubernetes import client\nprobe = client.V1ExecAction(command=['stat', '/home/pear/ready'])", 0),
        ("from kubernetes import client\nc = client.V1Container(name='a', args=['--at', '/home/pear/ready'])", 0),
        ("import docker\ndocker.from_env().containers.run('a', entrypoint=['sh', '/home/pear/go.sh'])", 0),
        ("import docker\ndocker.from_env().containers.run('a', command=['sh', '/home/pear/go.sh'])", 0),
        ("import subprocess\nsubprocess.run(args=['sh', '/home/pear/go.sh'])", 1),
        ("import subprocess\nsubprocess.run(['sh', '/home/pear/go.sh'])", 1),
        ("open('/home/pear/ready')", 1),
    ],
)
def test_a_path_of_another_container(code: str, told: int) -> None:
    files = {"orchard/__init__.py": "", "orchard/web.py": f"{FLASK}{code}\n", **REST}
    assert len(check("absolute-local-path", files)) == told
