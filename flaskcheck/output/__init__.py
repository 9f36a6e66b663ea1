"""Reports: one function a format, each from the same ``engine.Report`` to a text."""
