"""Telling: one function a format, from one report to one text.

Nothing is decided here.
"""
