from app.app import create_app
from app.cookies.models import Cookie
from app.extensions.database import db

app = create_app()
app.app_context().push()

cookies = {
  'chocolate-chip': {'name': 'Chocolate Chip', 'price': 1.50},
  'oatmeal': {'name': 'Oatmeal', 'price': 1.20},
}

for slug, cookie in cookies.items():
  db.session.add(Cookie(slug=slug, name=cookie['name'], price=cookie['price']))

db.session.commit()
