"""Calls that are given a key or a password by its position.

PyJWT 2.10, python-jose 3.3, Authlib 1.4, itsdangerous 2.2 (and the names that 2.1 removed), cryptography 44, yagmail 0.15, and the standard library of Python 3.13.
"""

from __future__ import annotations

from flaskcheck.known.meanings import LOGS_IN, SIGNS, Meaning, Rows

ROWS: Rows = (
    (
        Meaning(SIGNS, "token", (("key", 1, "key"),)),
        (
            "jwt.encode jwt.decode jwt.api_jwt.encode jwt.api_jwt.decode jwt.PyJWT().encode jwt.PyJWT().decode jose.jwt.encode jose.jwt.decode "
            "jose.jws.sign jose.jws.verify authlib.jose.jwt.decode authlib.jose.JsonWebToken().decode"
        ),
    ),
    (Meaning(SIGNS, "token", (("key", 2, "key"),)), "authlib.jose.jwt.encode authlib.jose.JsonWebToken().encode"),
    (
        Meaning(SIGNS, "token", (("key", 0, "secret_key"),)),
        (
            "itsdangerous.Signer itsdangerous.TimestampSigner itsdangerous.Serializer itsdangerous.TimedSerializer itsdangerous.URLSafeSerializer "
            "itsdangerous.URLSafeTimedSerializer itsdangerous.JSONWebSignatureSerializer itsdangerous.TimedJSONWebSignatureSerializer "
            "itsdangerous.url_safe.URLSafeSerializer itsdangerous.url_safe.URLSafeTimedSerializer itsdangerous.serializer.Serializer "
            "itsdangerous.timed.TimedSerializer itsdangerous.signer.Signer itsdangerous.timed.TimestampSigner"
        ),
    ),
    (Meaning(SIGNS, "message", (("key", 0, "key"),)), "hmac.new hmac.digest cryptography.fernet.Fernet"),
    (
        Meaning(LOGS_IN, "server", (("password", 1, "password"),)),
        "smtplib.SMTP().login smtplib.SMTP_SSL().login imaplib.IMAP4().login imaplib.IMAP4_SSL().login",
    ),
    (Meaning(LOGS_IN, "server", (("password", 1, "passwd"),)), "ftplib.FTP().login ftplib.FTP_TLS().login"),
    (Meaning(LOGS_IN, "server", (("password", 2, "passwd"),)), "ftplib.FTP ftplib.FTP_TLS"),
    (
        Meaning(LOGS_IN, "server", (("password", -1, "password"),)),
        "psycopg.connect psycopg2.connect asyncpg.connect pymysql.connect mariadb.connect mysql.connector.connect",
    ),
    (Meaning(LOGS_IN, "server", (("password", 1, "password"),)), "requests.auth.HTTPBasicAuth httpx.BasicAuth"),
    (Meaning(LOGS_IN, "service", (("password", -1, "api_secret"),)), "cloudinary.config"),
    (
        Meaning(LOGS_IN, "service", (("password", -1, "aws_secret_access_key"),)),
        "boto3.client boto3.resource boto3.Session boto3.session.Session",
    ),
    (
        Meaning(LOGS_IN, "service", (("password", 1, "client_secret"),)),
        "spotipy.SpotifyClientCredentials spotipy.SpotifyOAuth spotipy.oauth2.SpotifyClientCredentials spotipy.oauth2.SpotifyOAuth",
    ),
    (
        Meaning(LOGS_IN, "service", (("password", 1, "consumer_secret"),)),
        "tweepy.OAuthHandler tweepy.OAuth1UserHandler",
    ),
    (Meaning(LOGS_IN, "service", (("password", -1, "secret"),)), "pusher.Pusher"),
    (Meaning(LOGS_IN, "service", (("password", 1, "password"),)), "twilio.rest.Client"),
    (
        Meaning(LOGS_IN, "service", (("password", -1, "api_key"),)),
        "openai.OpenAI openai.AsyncOpenAI groq.Groq anthropic.Anthropic mistralai.Mistral cohere.Client",
    ),
    (Meaning(LOGS_IN, "pair", (("password", -1, "auth"),)), "razorpay.Client mailjet_rest.Client"),
    (
        Meaning(LOGS_IN, "pair", (("password", -1, "auth"),)),
        (
            "requests.get requests.post requests.put requests.patch requests.delete requests.head requests.request requests.Session().get "
            "requests.Session().post requests.Session().put requests.Session().patch requests.Session().delete requests.Session().request httpx.get "
            "httpx.post httpx.put httpx.patch httpx.delete httpx.request httpx.Client httpx.AsyncClient"
        ),
    ),
)
