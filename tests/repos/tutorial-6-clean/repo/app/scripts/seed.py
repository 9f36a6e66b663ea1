from app.cookies.models import Cookie
from app.extensions.database import db

COOKIES = {
  'chocolate-chip': {'name': 'Chocolate Chip', 'price': 1.50},
  'oatmeal': {'name': 'Oatmeal', 'price': 1.20},
}

def seed():
  for slug, cookie in COOKIES.items():
    if not Cookie.query.filter_by(slug=slug).first():
      db.session.add(Cookie(slug=slug, name=cookie['name'], price=cookie['price']))
  db.session.commit()
