"""Names that one's own models and forms, and what SQLAlchemy gives, do not have, each with what looks like it and is none."""

from __future__ import annotations

import pytest
from checking import problems

OTHERS = {
    "Procfile": "web: gunicorn app:app\n",
    "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nFlask-Login==0.6.3\nFlask-WTF==1.2.2\ngunicorn==23.0.0\n",
    "base.py": "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n",
    "forms.py": "from flask_wtf import FlaskForm\nfrom wtforms import StringField\n\nclass Login(FlaskForm):\n    username = StringField()\n\nclass Open(FlaskForm):\n    username = StringField()\n\n    def __getattr__(self, name):\n        return name\n",
}
MODELS = """\
from flask_login import UserMixin

from base import db

class Dated:
    created_at = db.Column(db.DateTime)

    @classmethod
    def newest(cls):
        return cls.query.order_by(cls.created_at).first()

class User(Dated, UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(80))
    line1 = db.Column(db.String(80))
    tools = db.relationship("Tool", backref="owner")

class Tool(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name: str = db.Column(db.String(80))

    def __init__(self, nme):
        self.name = nme
"""
APP = """\
import models
from flask import Flask, current_app
from sqlalchemy import select

from base import db
from forms import Login, Open
from models import Tool, User

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db.init_app(app)

@app.get("/")
def index():
    form, session, other = Login(), db.session, Open()
    {line}
    return ""
"""


def told(line: str, **files: str) -> list[str]:
    found = problems("undefined-name", {**OTHERS, "models.py": MODELS, "app.py": APP.format(line=line), **files})
    return [problem.message.rpartition('": ')[0][1:] for problem in found]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("db.session.comit()", "'scoped_session' object has no attribute 'comit'"),
        ("session.delte(User())", "'scoped_session' object has no attribute 'delte'"),
        ("User.query.filterby(id=1)", "'Query' object has no attribute 'filterby'"),
        ("users = User.query.order_by(User.id).frist()", "'Query' object has no attribute 'frist'"),
        ("db.session.query(User).ordr_by(User.id)", "'Query' object has no attribute 'ordr_by'"),
        ("select(User).wher(User.id == 1)", "'Select' object has no attribute 'wher'"),
        ("users = db.session.scalars(select(User)).fisrt()", "'ScalarResult' object has no attribute 'fisrt'"),
        ("db.session.execute(db.select(User)).scalars().frist()", "'ScalarResult' object has no attribute 'frist'"),
        ("User.query.filter_by(usrname='ann')", '… has no property "usrname"'),
        ("models.User.query.limit(1).filter_by(usrname='ann')", '… has no property "usrname"'),
        ("select(User).filter_by(usrname='ann')", '… has no property "usrname"'),
        ("User(usrname='ann')", "'usrname' is an invalid keyword argument for User"),
        ("User.query.filter(User.usrname == 'ann')", "type object 'User' has no attribute 'usrname'"),
        ("User.query.order_by(User.creatd_at.desc())", "type object 'User' has no attribute 'creatd_at'"),
        ("print(form.usrname.data)", "'Login' object has no attribute 'usrname'"),
        ("form.vaildate_on_submit()", "'Login' object has no attribute 'vaildate_on_submit'"),
        ("print(current_app.config.SITE)", "'Config' object has no attribute 'SITE'"),
        ("site = app.config.SITE", "'Config' object has no attribute 'SITE'"),
    ],
)
def test_what_is_not_there(line: str, said: str) -> None:
    assert told(line) == [said]


@pytest.mark.parametrize(
    "line",
    [
        "db.session.commit(); db.session.get(User, 1); db.session.no_autoflush",
        "User.query.get_or_404(1); User.query.paginate(); User.newest(); User.get_id",
        "Tool.query.filter_by(owner=None); print(Tool.owner)",
        "print(User.line2)",
        "Tool(nme='saw')",
        "User.query.join(Tool).filter_by(nam='saw')",
        "db.session.query(User.username).filter_by(usrname='ann')",
        "print(form.data, form.username.dta, form.hidden_tag())",
        "print(other.usrname)",
        "User.usrname = 1; print(User.usrname)",
        "setattr(User, 'usrname', 1); print(User.usrname)",
        "app.config.SITE = 1; print(app.config.SITE)",
        "print(app.config.get('SITE'), app.config.items())",
        "unknown = print(); unknown.usrname; unknown.query.filterby()",
        "[user.usrname for user in User.query]",
    ],
)
def test_what_may_be_there(line: str) -> None:
    assert not told(line)


@pytest.mark.parametrize(
    "change",
    [
        ("class User(Dated, UserMixin, db.Model):", "@decorated\nclass User(Dated, UserMixin, db.Model):"),
        ("class User(Dated, UserMixin, db.Model):", "class User(Unseen, UserMixin, db.Model):"),
        ("class User(Dated, UserMixin, db.Model):", "class User(Dated, UserMixin, db.Model, metaclass=Meta):"),
        ("class Dated:", "class Dated:\n    def usrname(self):\n        return self.username\n"),
        ('backref="owner"', 'backref="usrname"'),
        ("from base import db\n", "from base import db as base\n\ndb = base.bound(model_class=Dated)\n"),
    ],
)
def test_classes_that_may_have_other_names(change: tuple[str, str]) -> None:
    files = {"models.py": f"def decorated(one):\n    return one\n{MODELS}".replace(*change)}
    assert not [said for said in told("print(User.usrname, User.query.filter_by(usrname=1))", **files) if "usr" in said]


def test_a_base_of_ones_own_changes_nothing() -> None:
    models = MODELS.replace("class User(Dated, UserMixin, db.Model):", "class User(Dated, Base):").replace(
        "class User", "class Base(UserMixin, db.Model):\n    __abstract__ = True\n    usrage = db.Column(db.Integer)\n\nclass User"
    )  # fmt: skip
    assert told("print(User.usrname, User.usrage)", **{"models.py": models}) == told("print(User.usrname)")
