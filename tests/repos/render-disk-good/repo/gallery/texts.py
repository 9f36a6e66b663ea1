from pathlib import Path

import yaml


def load_texts(folder):
    return yaml.safe_load(Path(folder, "texts.yml").read_text())
