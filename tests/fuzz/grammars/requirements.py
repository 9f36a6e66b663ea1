"""Requirements of pip."""

FILES = ("requirements.txt", "requirements/prod.txt", "requirements-dev.txt", "constraints.txt", "api/requirements.in")

RULES = {
    "file": ("‹line*›\n‹line*›\n‹line*›\n", "flask\n‹line+›\n", "‹line›"),
    "line": (
        "‹package›‹specifier›", "‹package›‹specifier›", "‹package› ‹specifier›", "‹package›[‹word›,‹word›]‹specifier› ; ‹marker›", "‹package› @ ‹url›", "-r ‹path›", "--requirement=‹path›", "-c ‹path›", "-e .", "-e ‹url›#egg=‹word›", "--index-url https://‹secret›@pypi.example/simple", "--extra-index-url ‹url›", "--find-links ‹path›", "--no-binary ‹word›", "‹path›", "./‹path›[‹word›]",
        "‹package›==‹version› \\\n    --hash=sha256:‹word› \\\n    --hash=sha256:‹word›", "# ‹odd›", "‹package› # ‹word›", "‹odd›", "pip install ‹package›", "${‹variable›}", "‹package›==${‹variable›}", "‹url›", "--‹word› ‹value›", "‹package›==‹version› --config-settings=\"‹word›\"", "‹package›=‹version›", "‹package›(‹specifier›)", "\ufeff‹package›", "flask @ https://a.example/x.whl?token=‹secret›", "‹package›‹specifier›\\",
    ),
    "marker": ("python_version ‹sign› '‹version›'", "sys_platform == '‹word›'", "extra == \"‹word›\"", "‹marker› and ‹marker›", "‹marker› or (‹marker›)", "'‹word›' in ‹word›", "‹odd›", "python_full_version ‹sign› \"‹odd›\""),
    "sign": ("<", ">=", "==", "!=", "~=", "===", "in", "not in", "‹odd›"),
}  # fmt: skip
