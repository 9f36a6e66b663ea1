from . import cookies, simple_pages
