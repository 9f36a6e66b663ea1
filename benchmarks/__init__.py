"""How fast flaskcheck is, measured beside other tools: ``python -m benchmarks`` (see ``__main__.py``), ``benchmarks.scaling``, ``benchmarks.instructions``, ``benchmarks.screens``."""
