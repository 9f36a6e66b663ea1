from guests.database import db


class Guest(db.Model):
    __tablename__ = "guests"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(60), nullable=False)
    visits = db.Column(db.Integer, nullable=False, server_default="1")
