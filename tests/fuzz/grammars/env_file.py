"""Files of variables."""

FILES = (".env", ".flaskenv", ".env.example", "prod.env", "api/.env", ".envrc")

RULES = {
    "file": ("‹line*›\n‹line*›\n‹line*›\n", "‹line*›"),
    "line": ("‹variable›=‹value›", "‹variable›=‹value›", "export ‹variable›=‹value›", "‹variable› = '‹value›'", "‹variable›=\"‹value›\\n‹odd›\"", "‹secret_name›=‹secret›", "export ‹secret_name›='‹secret›'", "‹variable›", "‹variable›=", "# ‹odd›", "‹variable›=‹value› # ‹word›", "‹variable›=`‹odd›`", "‹variable›: ‹value›", "'‹variable›'=‹value›", "‹variable›=\"‹word›\n‹word›\"", "‹odd›", "‹variable›=${‹variable›}${‹variable›}", "‹variable›='‹odd›", "‹variable›=\"\\‹odd›\"", "FLASK_DEBUG=1 # password: ‹secret›"),
}  # fmt: skip
