r"""Windows or macOS requirement on Linux.

A requirement exists only for Windows or macOS, and the host runs Linux.

## Why it is bad

pip stops with `ERROR: No matching distribution found for pywin32==306` and installs nothing. `pip freeze` on Windows lists such packages because others depend on them.

## Use instead

Remove the line, or limit it to Windows: `pywin32==306 ; sys_platform == "win32"`.

## Bad

Outcome: the build fails: "No matching distribution found for pywin32==306"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=2
Flask==3.1.2
pywin32==306
waitress==3.0.2
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
pywin32==306 ; sys_platform == "win32"
waitress==3.0.2
colorama==0.4.6
```
"""

from flaskcheck.known import versions
from flaskcheck.known.tables.platforms import MACOS_ONLY, WINDOWS_ONLY
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, edits, rule


@rule(family="dependencies", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        for requirement in file.requirements:
            system = _system(requirement.name)
            if file.lock or not system or requirement.group or versions.marker_applies(requirement.marker) is False:
                continue
            marker = 'sys_platform == "win32"' if system == "Windows" else 'sys_platform == "darwin"'
            is_open = file.is_list_by_hand and not requirement.marker
            yield Problem(
                requirement.place,
                f'pip stops with "No matching distribution found for {requirement.written}": it exists only for {system}, '
                "and the host runs Linux.",
                f"Remove the line, or add the marker: {requirement.written}{requirement.specifier} ; {marker}",
                fix=edits(project, file.path).behind(requirement.place, f" ; {marker}") if is_open else None,
            )


def _system(name: str) -> str:
    if name in WINDOWS_ONLY:
        return "Windows"
    return "macOS" if name in MACOS_ONLY or name.startswith("pyobjc-framework") else ""
