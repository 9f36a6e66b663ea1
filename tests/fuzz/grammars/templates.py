"""Templates of Jinja and pages."""

FILES = (
    "templates/a.html",
    "templates/base.html",
    "templates/x/b.jinja2",
    "shop/templates/a.html",
    "static/index.html",
    "templates/mail.txt.j2",
)

RULES = {
    "file": ("‹node*›\n‹node*›\n‹node*›\n", "{% extends ‹text› %}\n‹node+›\n", "<!doctype html><html><head>‹node*›</head><body>‹node*›</body></html>"),
    "node": (
        "{{ ‹expression› }}", "{{ url_for('static', filename='‹path›') }}", "{{ url_for(‹text›, ‹word›=‹expression›) }}", "{% if ‹expression› %}‹node*›{% elif ‹expression› %}‹node*›{% else %}‹node*›{% endif %}", "{% for ‹name› in ‹expression› %}‹node*›{% endfor %}", "{% include ‹text› %}", "{% import ‹text› as ‹name› %}", "{% extends ‹text› %}",
        "{% block ‹name› %}‹node*›{% endblock %}", "{% set ‹name› = ‹expression› %}", "{% raw %}‹odd›{% endraw %}", "{# ‹odd› #}", "{%- ‹word› ‹odd› -%}", "<a href=\"‹link›\">‹word›</a>", "<img src='‹link›'>", "<script src=\"‹link›\"></script>", "<script>‹script›</script>", "<style>a { background: url(‹link›) }</style>", "<form action=\"‹link›\" method=post>‹node*›</form>", "<‹word› ‹word›=‹odd›>", "<!-- ‹node› -->", "‹odd›", "&‹word›;", "<link rel=stylesheet href=\"/static/‹path›\">",
        "<a href=\"http://u:‹secret›@localhost:5000/x?token=‹secret›\">x</a>", "{{ config['‹variable›'] }}", "{{ ‹expression›", "{% if", "<base href='‹link›'>", "{% macro ‹name›(‹name›) %}‹node*›{% endmacro %}{% call ‹name›() %}{% endcall %}",
    ),
    "expression": ("‹name›", "‹name›.‹name›", "‹text›", "config.‹variable›", "‹expression›|‹word›", "‹expression› ~ ‹expression›", "request.args.get(‹text›)", "‹number›", "[‹expression,›]", "‹expression› if ‹expression› else ‹expression›", "'‹odd›'", "‹odd›", "url_for(‹text›)"),
    "text": ("'‹path›'", "\"‹word›.html\"", "'a.html'", "'base.html'", "‹name›", "'‹odd›'", "['a.html', ‹text›]", "'static'", "\"‹word›\" ~ '.html'"),
    "link": ("‹url›", "/static/‹path›", "http://localhost:‹port›/‹word›", "http://127.0.0.1:5000", "//localhost/x", "{{ url_for('‹word›') }}", "{{ ‹expression› }}/‹path›", "file:///C:/‹path›", "C:\\Users\\‹word›", "#", "javascript:‹odd›", "‹odd›"),
    "script": ("fetch('‹link›')", "const ‹name› = \"‹link›\";", "axios.get(`http://localhost:‹port›/${‹name›}`)", "// ‹odd›", "/* ‹odd› */", "if (a</‹word›/.test(b)) {}", "‹odd›", "const apiKey = \"‹secret›\"; fetch('http://localhost:5000/y')", "new WebSocket('ws://localhost:‹port›')", "‹script›\n‹script›", "`${`${‹name›}`}`"),
}  # fmt: skip
