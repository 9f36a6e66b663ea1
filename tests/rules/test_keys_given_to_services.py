"""The keys of services that clients are given, by keyword or by place; stand-ins on the own machine take any word."""

from __future__ import annotations

import pytest
from checking import FLASK, check

KEY = "9f2c4e7a1b8d4f60a3c5" + "e1d2c3b4a596"
GIVEN = [
    "import cloudinary\ncloudinary.config(cloud_name='shop', api_key='123456789012345', api_secret={key})\n",
    "import boto3\ns3 = boto3.resource('s3', aws_access_key_id='AKIA', aws_secret_access_key={key})\n",
    "from spotipy.oauth2 import SpotifyClientCredentials\ns = SpotifyClientCredentials('shop', {key})\n",
    "import tweepy\na = tweepy.OAuthHandler('shop', {key})\n",
    "import pusher\np = pusher.Pusher(app_id='1', key='2', secret={key})\n",
    "from twilio.rest import Client\nc = Client('AC' + '1' * 32, {key})\n",
    "import razorpay\nr = razorpay.Client(auth=('shop', {key}))\n",
    "from groq import Groq\ng = Groq(api_key={key})\n",
]


def told(code: str, key: str) -> int:
    files: dict[str, str | bytes] = {
        "app.py": f"import os\n{FLASK}KEY = {key!r}\n{code.format(key='KEY')}"
        if "environ" not in key
        else f"import os\n{FLASK}{code.format(key=key)}",
        "Procfile": "web: gunicorn app:app\n",
    }
    return len(check("hard-coded-credentials", files))


@pytest.mark.parametrize("code", GIVEN)
def test_a_key(code: str) -> None:
    assert told(code, KEY) == 1


@pytest.mark.parametrize("code", [code for code in GIVEN if "auth=" not in code])
@pytest.mark.parametrize("key", ["ollama", "your-secret-key", "dummy", "os.environ['SERVICE_KEY']"])
def test_no_key(code: str, key: str) -> None:
    assert told(code, key) == 0
