"""Models that SQLAlchemy refuses, in other forms than those of the page, each with what looks like it and is none."""

from __future__ import annotations

import pytest
from checking import problems

OTHERS = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n"}
HEAD = "from flask import Flask\nfrom flask_login import UserMixin\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n\n"
ID = "id = db.Column(db.Integer, primary_key=True)"


def model(name: str, *lines: str, bases: str = "db.Model") -> str:
    return f"class {name}({bases}):\n" + "".join(f"    {line}\n" for line in lines or ("pass",))


KEY = "user_id = db.Column(db.Integer, db.ForeignKey('user.id'))"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (model("User", "name = db.Column(db.String(9))"), "primary key"),
        (model("User", "name = db.Column(db.String(9))", bases="UserMixin, db.Model"), "primary key"),
        (model("User", "__tablename__ = 'users'", "name = db.Column(db.String(9))"), "primary key"),
        (model("User", ID), ""),
        (model("User", "name = db.Column(db.String(9), primary_key=IS_KEY)"), ""),
        (model("User", "__abstract__ = True", "name = db.Column(db.String(9))"), ""),
        (model("User", "name = db.Column(db.String(9))", "id = make_id()"), ""),
        (model("User", "name = db.Column(db.String(9))", "id: Mapped[int]"), ""),
        (model("User", "name = db.Column(db.String(9))", "__table_args__ = (db.PrimaryKeyConstraint('name'),)"), ""),
        (model("User", "name = db.Column(db.String(9))", bases="Base"), ""),
        (model("User", "name = db.Column(db.String(9))", bases="Keyed, db.Model"), ""),
        (model("User", ID, "metadata = db.Column(db.JSON)"), "'metadata' is reserved"),
        (model("User", ID, "metadata_ = db.Column('metadata', db.JSON)"), ""),
        (model("User", ID) + model("Person", "__tablename__ = 'user'", ID), "already defined"),
        (model("User", ID) + model("User", ID), "already defined"),
        (model("User", ID) + model("Person", "__tablename__ = 'user'", "__table_args__ = {'extend_existing': True}", ID), ""),
        (model("User", ID) + "other = SQLAlchemy()\n" + model("Person", "__tablename__ = 'user'", ID, bases="other.Model"), ""),
        ("if app.debug:\n    class User(db.Model):\n        " + ID + "\nelse:\n    class User(db.Model):\n        " + ID, ""),
    ],
)  # fmt: skip
def test_classes(code: str, told: str) -> None:
    found = [problem.message for problem in problems("invalid-model", {**OTHERS, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("user", "order", "told"),
    [
        ("orders = db.relationship('Order')", "", "no foreign keys"),
        ("orders = db.relationship('Order', backref='user', lazy=True)", "", "no foreign keys"),
        ("orders = db.relationship('Order')", "user_id = db.Column(db.Integer, db.ForeignKey('usre.id'))", "could not find table 'usre'"),
        ("orders = db.relationship('Order')", KEY, ""),
        ("orders = db.relationship('Order')", "user_id = db.Column(db.ForeignKey(User.id))", ""),
        ("", "user_id = db.Column(db.Integer, db.ForeignKey('usre.id'))", "could not find table 'usre'"),
        ("", "user_id = db.Column(db.ForeignKey(column='user.idd'))", "has no column named 'idd'"),
        ("", "user_id = db.Column(db.Integer, db.ForeignKey('User.id'))", "could not find table 'User'"),
        ("__tablename__ = 'people'", "user_id = db.Column(db.Integer, db.ForeignKey('User.id'))", "could not find table 'User'"),
        ("__tablename__ = 'users'", "user_id = db.Column(db.Integer, db.ForeignKey('Users.id'))  # of Users", "could not find table 'Users'"),
        ("__tablename__ = 'users'\n    old = 'Users'", "user_id = db.Column(db.Integer, db.ForeignKey('Users.id'))", ""),
        ("__tablename__ = 'User'", "user_id = db.Column(db.Integer, db.ForeignKey('User.id'))", ""),
        ("", "user_id = db.Column(db.Integer, db.ForeignKey('user'))", "table 'user' has no column named 'user_id'"),
        ("user_id = db.Column(db.Integer)", "user_id = db.Column(db.Integer, db.ForeignKey('user'))", ""),
        ("make = call()", "user_id = db.Column(db.Integer, db.ForeignKey('user'))", ""),
        ("", "user_id = db.Column(db.Integer, db.ForeignKey('people.id'))", ""),
        ("", "user_id = db.Column(db.Integer, db.ForeignKey('old.usre.id'))", ""),
        ("make = call()", "user_id = db.Column(db.Integer, db.ForeignKey('user.idd'))", ""),
        ("orders = db.relationship('Order', secondary=links)", "", ""),
        ("orders = db.relationship('Order', primaryjoin='User.id == foreign(Order.number)')", "", ""),
        ("orders = db.relationship('Order')", "__table_args__ = (db.ForeignKeyConstraint(['number'], ['user.id']),)", ""),
        ("orders = db.relationship('Order', back_populates='user')", KEY, "has no property 'user'"),
        ("orders = db.relationship('Order', back_populates='user')", f"{KEY}\n    user = db.relationship('User', back_populates='orders')", ""),
        ("orders = db.relationship('Order', back_populates='user')", f"{KEY}\n    @property\n    def user(self):\n        return 1", ""),
        ("orders = db.relationship('Order', back_populates='user')", f"{KEY}\n    user = relate()", ""),
        ("orders = db.relationship('Order', back_populates='usr')\n    orders = db.relationship('Order')", KEY, ""),
        ("orders = db.relationship('Ordre')", KEY, "failed to locate a name"),
        ("orders = db.relationship('Invoice')", KEY, ""),
        ("orders = db.relationship('shop.models.Order')", KEY, ""),
        ("orders = db.relationship(lambda: Order)", "", ""),
    ],
)  # fmt: skip
def test_relationships(user: str, order: str, told: str) -> None:
    code = model("User", ID, user) + "\n" + model("Order", ID, "number = db.Column(db.Integer)", order)
    found = [problem.message for problem in problems("invalid-model", {**OTHERS, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


def test_models_of_a_module_of_their_own() -> None:
    files = {
        "app.py": "from flask import Flask\n\nfrom models import db\n\napp = Flask(__name__)\ndb.init_app(app)\n",
        "models.py": f"from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n\n{model('User', 'name = db.Column(db.String(9))')}",
    }
    assert [(p.place.path, p.place.line) for p in problems("invalid-model", {**OTHERS, **files})] == [("models.py", 5)]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("sa.ForeignKey('usres.id')", True),
        ("sa.ForeignKey('usres.id', ondelete='CASCADE')", True),
        ("sa.ForeignKey('users.id')", False),
        ("sa.ForeignKey('old.usres.id')", False),
        ("sa.ForeignKey('people.id')", False),
        ("sa.ForeignKey(name)", False),
    ],
)
def test_a_table_of_plain_sqlalchemy(key: str, told: bool) -> None:
    head = "import sqlalchemy as sa\nfrom flask import Flask\nfrom sqlalchemy.orm import DeclarativeBase\n\napp = Flask(__name__)\nname = app.name\n\nclass Base(DeclarativeBase):\n    pass\n\n"
    user = "class User(Base):\n    __tablename__ = 'users'\n    id = sa.Column(sa.Integer, primary_key=True)\n\n"
    links = f"links = sa.Table('links', Base.metadata, sa.Column('user_id', {key}))\n"
    found = [problem.message for problem in problems("invalid-model", {**OTHERS, "app.py": head + user + links})]
    assert ["could not find table 'usres'" in message for message in found] == [True] * told


def test_a_table_that_another_file_names() -> None:
    code = model("User", ID) + model("Order", ID, "user_id = db.Column(db.ForeignKey('usre.id'))")
    files = {**OTHERS, "app.py": f"{HEAD}{code}", "tables.py": "usre = 1\n"}
    assert not problems("invalid-model", files)


PAGED = "class Paged:\n    @staticmethod\n    def pages(query):\n        return query.paginate()\n\n"
LINKS = "links = db.Table('links', db.Column('left', db.Integer, db.ForeignKey('{}')))\n"


@pytest.mark.parametrize(
    ("before", "bases", "key", "told"),
    [
        (PAGED, "Paged, db.Model", "user", "table 'user' has no column named 'left'"),
        (PAGED.replace("Paged", "Paged(object)"), "Paged, db.Model", "user.idd", "has no column named 'idd'"),
        ("", "db.Model", "user", "table 'user' has no column named 'left'"),
        (PAGED, "Paged, db.Model", "user.id", ""),
        ("TYPED", "db.Model", "user", "table 'user' has no column named 'left'"),
        ("TYPED", "db.Model", "user.born", ""),
        (
            PAGED.replace("    @static", "    left = db.Column(db.Integer)\n\n    @static"),
            "Paged, db.Model",
            "user",
            "",
        ),
        (PAGED.replace("staticmethod", "declared_attr").replace("pages", "left"), "Paged, db.Model", "user", ""),
        ("", "Unseen, db.Model", "user", ""),
    ],
)
def test_tables_without_a_class(before: str, bases: str, key: str, told: str) -> None:
    more = ("born: Mapped[datetime]",) if before == "TYPED" else ()
    code = f"{before.replace('TYPED', '')}{LINKS.format(key)}\n{model('User', ID, *more, bases=bases)}"
    found = [problem.message for problem in problems("invalid-model", {**OTHERS, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("decorator", "parameters", "said"),
    [
        ("validates('name')", "key, value", "Shop.check() takes 2 positional arguments but 3 were given"),
        ("validates('name', 'town')", "self, value", "Shop.check() takes 2 positional arguments but 3 were given"),
        ("orm.validates('name', include_backrefs=False)", "", "Shop.check() takes 0 positional arguments"),
        ("validates('name')", "self, key, value, more", "missing 1 required positional argument: 'more'"),
        ("validates('name')", "self, key, value", ""),
        ("validates('name')", "self, _, value, more=None", ""),
        ("validates('name')", "*given", ""),
        ("validates('name', include_removes=True)", "self, key, value, is_remove", ""),
        ("checks('name')", "value", ""),
        ("staticmethod", "value", ""),
    ],
)
def test_validators(decorator: str, parameters: str, said: str) -> None:
    """SQLAlchemy gives a validator the object, the name of what is set and the value."""
    code = f"""\
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import orm
from sqlalchemy.orm import validates
from checking import checks

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db.example.org/shop"
db = SQLAlchemy(app)


class Shop(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))

    @{decorator}
    def check({parameters}):
        return value
"""
    files = {"app.py": code, "Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask\nFlask-SQLAlchemy\ngunicorn\n"}  # fmt: skip
    found = [problem.message for problem in problems("invalid-model", files)]
    assert (len(found), said in "".join(found)) == (bool(said), True)
