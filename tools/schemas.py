"""Writes ``flaskcheck/hosts/schemas/*.json``: what hosts accept in their files, as they publish it, without its prose.

    python tools/schemas.py

pip and npm bring the packages that keep the schemas; nothing of them is run but the two of Vercel, whose schemas are made by their code (with Node.js). Each file says where its schema
comes from, under which licence, and when that version was published.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "flaskcheck/hosts/schemas"
LEFT_OUT = frozenset(
    "$schema $id $comment title description markdownDescription enumDescriptions deprecated default examples uniqueItems errorMessage".split()
)
"""Keywords that refuse nothing."""
NAMES = frozenset("properties patternProperties $defs definitions".split())
"""Keywords below which keys are names of properties, not keywords."""

WHEEL = "check-jsonschema"
VENDORED = {
    "compose": ("compose-spec", "compose-spec/compose-spec", "Apache-2.0"),
    "github_workflow": ("github-workflows", "SchemaStore/schemastore", "Apache-2.0"),
}
"""The schemas that the wheel vendors: ours, its name, who publishes it, its licence."""
PACKAGES = {"build": "@vercel/build-utils", "routes": "@vercel/routing-utils"}
LOOK = """
const build = require(process.argv[1]), routes = require(process.argv[2]);
const part = name => (routes[name + "Schema"] || build[name + "Schema"]);
const names = ["builds", "functions", "routes", "rewrites", "redirects", "headers", "cleanUrls", "trailingSlash"];
console.log(JSON.stringify({type: "object", properties: Object.fromEntries(names.map(n => [n, part(n)]))}));
"""


def without_prose(value: Any, is_names: bool = False) -> Any:
    """A part of a schema without what refuses nothing; ``is_names`` for a mapping whose keys are names of properties."""
    if isinstance(value, list):
        return [without_prose(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: v for k, v in value.items() if is_names or k not in LEFT_OUT}
    return {k: without_prose(v, not is_names and k in NAMES) for k, v in kept.items()}


def write(name: str, schema: Any, source: str, licence: str, version: str, date: str) -> None:
    """Writes one file of the folder; definitions stand under ``$defs`` in all."""
    text = json.dumps(without_prose(schema), separators=(",", ":")).replace("#/definitions/", "#/$defs/")
    plain = json.loads(text)
    plain["$defs"] = {**plain.pop("definitions", {}), **plain.get("$defs", {})}
    head = {"source": source, "licence": licence, "version": version, "date": date}
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}.json"
    file.write_text(json.dumps({**head, "schema": plain}, indent=1) + "\n", encoding="utf-8")
    print(f"{file.name}: {file.stat().st_size:,} bytes, {source} {version} of {date}")


def vendored(folder: Path) -> None:
    """The schemas that check-jsonschema keeps up to date from their publishers."""
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, WHEEL], check=True)
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        for name, (file, publisher, licence) in VENDORED.items():
            path = f"check_jsonschema/builtin_schemas/vendor/{file}.json"
            date = "-".join(f"{part:02}" for part in archive.getinfo(path).date_time[:3])
            schema = json.loads(archive.read(path))
            write(name, schema, f"{publisher}, by {WHEEL}", licence, wheel.name.split("-")[1], date)


def of_vercel(folder: Path) -> None:
    """The schemas with which Vercel's own packages judge a vercel.json."""
    versions, dates = [], []
    for key, package in PACKAGES.items():
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(folder / key, filter="data")
        versions.append(json.loads((folder / key / "package/package.json").read_text(encoding="utf-8"))["version"])
        asked = subprocess.run(
            ["npm", "view", f"{package}@{versions[-1]}", "time", "--json"], check=True, capture_output=True, text=True
        )
        dates.append(json.loads(asked.stdout)[versions[-1]][:10])
    files = [folder / key / "package/dist/schemas.js" for key in PACKAGES]
    made = subprocess.run(["node", "-e", LOOK, *map(str, files)], check=True, capture_output=True, text=True)
    write("vercel", json.loads(made.stdout), " and ".join(PACKAGES.values()), "Apache-2.0", ", ".join(versions), max(dates))  # fmt: skip


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        vendored(Path(scratch))
        of_vercel(Path(scratch))
