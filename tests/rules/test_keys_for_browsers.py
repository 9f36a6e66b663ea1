"""Keys that every page shows to its visitors, and those that only look like them."""

from __future__ import annotations

import pytest
from checking import FLASK, check

KEY = "AIzaSy" + "Dq7wL3vXn9RtYk2mBc5HjPz8SfGd4Ee1u"
APP = "1:402938475610:web:" + "9f3c1e7ab24d86507c1e9b"
SHOWN = f"'apiKey': '{KEY}', 'authDomain': 'lamps.firebaseapp.com', 'appId': '{APP}'"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        (f"import pyrebase\nfirebase = pyrebase.initialize_app({{{SHOWN}}})\n", 0),
        (f"SETTINGS = {{'web': {{{SHOWN}}}}}\n", 0),
        (f"import os\nSETTINGS = {{'apiKey': '{KEY}', 'authDomain': os.environ['DOMAIN']}}\n", 0),
        (f"SETTINGS = dict(apiKey='{KEY}', authDomain='lamps.firebaseapp.com')\n", 0),
        (f"SETTINGS = {{'apiKey': '{KEY}', 'projectId': 'lamps'}}\n", 1),
        (f"SETTINGS = {{'authDomain': 'lamps.firebaseapp.com'}}\nOTHER = {{'apiKey': '{KEY}'}}\n", 1),
        (f"SETTINGS = {{{SHOWN}, 'private_key': 'q8Zr4Tt9Lw2Xx7Nn'}}\n", 1),
        (f"MAPS_KEY = '{KEY}'\n", 1),
    ],
)
def test_configurations_of_firebase(code: str, count: int) -> None:
    assert len(check("hard-coded-credentials", {"app.py": FLASK + code})) == count
