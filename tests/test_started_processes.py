"""Python scripts that start other programs: what they start is judged like a command that is written down."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

HEAD = "import os\nimport shlex\nimport subprocess\nimport sys\n"


def repository(script: str, command: str = "python start.py", **files: str) -> dict[str, str | bytes]:
    return {
        "app.py": FLASK,
        "start.py": HEAD + script,
        "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": f"web: {command}\n",
        **files,
    }


def targets(files: dict[str, str | bytes]) -> list[str]:
    [deployment] = Project(MemoryTree(files)).deployments
    return [server.target for server in deployment.commands.servers if server.kind == "wsgi"]


SCRIPTS = {
    "a list": "subprocess.run(['gunicorn', '-b', '0.0.0.0:8000', 'x:app'], check=True)\n",
    "a text": "subprocess.call('gunicorn x:app', shell=True)\n",
    "under the main guard": "def main():\n    subprocess.check_call(['gunicorn', 'x:app'])\nif __name__ == '__main__':\n    main()\n",
    "exec": "port = os.environ.get('PORT', '8000')\nos.execvp('gunicorn', ['gunicorn', '-b', f'0.0.0.0:{port}', 'x:app'])\n",
    "exec of words": "os.execlp('gunicorn', 'gunicorn', '-w', '2', 'x:app')\n",
    "the interpreter": "subprocess.Popen([sys.executable, '-m', 'gunicorn', 'x:app']).wait()\n",
    "a split text": "subprocess.run(shlex.split('gunicorn x:app'))\n",
    "a joined list": "words = ['gunicorn']\nwords += ['-w', str(2)]\nwords.append('x:app')\nos.system(' '.join(words))\n",
    "a helper": "def sh(command):\n    print(command)\n    subprocess.run(command, shell=True)\nsh('flask db upgrade')\nsh('gunicorn x:app')\n",
    "a name": "COMMAND = 'gunicorn x:app'\nos.system(COMMAND)\n",
    "put together": "module = 'x'\nos.system('exec gunicorn %s:app' % module)\n",
    "in a branch that is taken": "if os.environ.get('PORT'):\n    os.system('gunicorn x:app')\n",
    "variables": "subprocess.run(['gunicorn', 'x:app'], env={**os.environ, 'A': '1'})\n",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_what_a_script_starts(script: str) -> None:
    assert targets(repository(script)) == ["x:app"]
    assert targets(repository(script, "python -m start")) == ["x:app"]


UNSURE = {
    "an argument": "os.system('gunicorn ' + sys.argv[1])\n",
    "a list under conditions": "words = ['gunicorn']\nif sys.argv[1:]:\n    words.append('x:app')\nelse:\n    words.append('y:app')\nsubprocess.run(words)\n",
    "a file": "subprocess.run(open('command').read(), shell=True)\n",
    "never": "def main():\n    os.system('gunicorn x:app')\n",
    "development only": "if os.environ.get('FLASK_ENV') == 'development':\n    os.system('gunicorn x:app')\n",
    "another folder": "os.chdir(os.path.dirname(__file__))\nos.system('gunicorn x:app')\n",
}


@pytest.mark.parametrize("script", UNSURE.values(), ids=UNSURE)
def test_what_is_not_known_is_silent(script: str) -> None:
    assert check("unresolved-app", repository(script)) == []


def test_the_right_target_is_found_and_served() -> None:
    script = SCRIPTS["a list"].replace("x:app", "app:app")
    files = repository(script, **{"app.py": FLASK + "app.config['DEBUG'] = True\n"})
    assert check("unresolved-app", dict(files)) == []
    assert check("debug-setting", dict(files)) == [("app.py", 3, "error")]
    assert check("development-server", dict(files)) == []


def test_a_folder_and_variables() -> None:
    inner = {"web/site.py": FLASK}
    script = "os.environ['PYTHONPATH'] = 'lib'\nsubprocess.run(['gunicorn', '%s:app'], cwd='web')\n"
    assert check("unresolved-app", repository(script % "site2", **inner)) == [("start.py", 6, "error")]
    assert check("unresolved-app", repository(script % "site_", **{"web/site_.py": FLASK})) == []
    [deployment] = Project(MemoryTree(repository(script % "site2", **inner))).deployments
    [server] = [s for s in deployment.commands.servers if s.kind == "wsgi"]
    assert (server.invocation.environment, server.invocation.via) == ((("PYTHONPATH", "lib"),), ("start.py",))


def test_a_text_that_no_shell_reads_is_one_program() -> None:
    """``subprocess.run("gunicorn app:app")``: FileNotFoundError: [Errno 2] No such file or directory: 'gunicorn app:app'."""
    whole = repository("subprocess.run('gunicorn app:app')\n")
    assert check("impossible-command", whole) == [("start.py", 5, "error")]
    assert check("impossible-command", repository("subprocess.run('gunicorn app:app', shell=True)\n")) == []
    assert (
        check("impossible-command", repository("try:\n    subprocess.run('git-version')\nexcept OSError:\n    pass\n"))
        == []
    )


def test_a_script_of_an_image() -> None:
    image = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "run/start.py"]\n'
    files = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "Dockerfile": image,
        "run/start.py": HEAD + "os.system('gunicorn -b 0.0.0.0:8000 ap:app')\n",
    }
    assert check("unresolved-app", files) == [("run/start.py", 5, "error")]
