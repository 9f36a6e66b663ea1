import os

SECRET_KEY = os.environ["SECRET_KEY"]
SITE_NAME = os.environ.get("SITE_NAME", "Guests")
SESSION_COOKIE_SECURE = True

SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
if SQLALCHEMY_DATABASE_URI.startswith("postgres://"):
    SQLALCHEMY_DATABASE_URI = SQLALCHEMY_DATABASE_URI.replace("postgres://", "postgresql://", 1)
