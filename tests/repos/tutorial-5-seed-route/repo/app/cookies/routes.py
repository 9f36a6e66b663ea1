from flask import Blueprint, render_template
from .models import Cookie

blueprint = Blueprint('cookies', __name__)

@blueprint.route('/cookies')
def cookies():
  return render_template('cookies/index.html', cookies=Cookie.query.all())

@blueprint.route('/cookies/<slug>')
def cookie(slug):
  cookie = Cookie.query.filter_by(slug=slug).first_or_404()
  return render_template('cookies/show.html', cookie=cookie)

@blueprint.route('/run-seed')
def run_seed():
  if not Cookie.query.filter_by(slug='chocolate-chip').first():
    import app.scripts.seed
    return 'Database seed completed!'
  else:
    return 'Nothing to run.'
