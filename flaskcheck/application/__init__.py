"""Flask itself: applications and factories, their settings, routes, template folders and migrations.

It asks what code means and knows no host.
"""
