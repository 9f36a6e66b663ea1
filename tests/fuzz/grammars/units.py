"""Units of systemd, and what nginx and Apache are told."""

FILES = (
    "deploy/shop.service",
    "shop.service",
    "nginx.conf",
    "conf/nginx/site.conf",
    "apache.conf",
    "shop.wsgi",
    "sites/shop.conf",
)

RULES = {
    "file": ("[Unit]\nDescription=‹word›\nAfter=‹word›.target\n[Service]\n‹unit+›\n[Install]\nWantedBy=multi-user.target\n", "‹nginx+›\n", "<VirtualHost *:‹port›>\n    ‹apache+›\n</VirtualHost>\n", "‹unit*›\n‹apache*›\n‹nginx*›\n"),
    "unit": ("ExecStart=‹path› ‹option*› ‹target›", "ExecStart=/srv/venv/bin/gunicorn ‹option*› ‹target›", "ExecStart=‹command›", "ExecStart=-@!‹path› \\\n  ‹option›", "ExecStartPre=‹command›", "ExecStart=", "WorkingDirectory=‹path›", "Environment=‹variable›=‹value›", "Environment=\"‹secret_name›=‹secret›\" '‹variable›=‹value›'", "EnvironmentFile=-‹path›", "User=‹word›", "Restart=‹word›", "Type=‹word›", "[‹word›]", "# ‹odd›", "‹odd›", "ExecStart=/bin/sh -c '‹command›'", "‹word›=‹value›", "ExecStart=%h/‹path› ${‹variable›} $‹variable›"),
    "nginx": ("server {\n    ‹nginx+›\n}", "listen ‹port›;", "location /‹word› {\n    ‹nginx+›\n}", "proxy_pass http://‹host›:‹port›;", "upstream ‹word› { server ‹host›:‹port›; }", "root ‹path›;", "alias ‹path›/;", "proxy_set_header X-Forwarded-For $remote_addr;", "uwsgi_pass unix:‹path›;", "include ‹path›;", "client_max_body_size ‹number›m;", "# ‹odd›", "‹odd›", "if ($‹word› ~ ‹odd›) { return ‹number›; }"),
    "apache": ("WSGIScriptAlias / ‹path›", "WSGIScriptAlias /‹word› \"‹path›\" process-group=‹word›", "WSGIDaemonProcess ‹word› python-home=‹path› threads=‹number›", "<Directory ‹path›>\n    ‹apache+›\n</Directory>", "SetEnv ‹variable› ‹value›", "SetEnv ‹secret_name› ‹secret›", "Alias /static ‹path›", "DocumentRoot ‹path›", "Define ‹word› ‹value›", "ProxyPass / http://‹host›:‹port›/", "# ‹odd›", "‹odd›", "Include ‹path›", "WSGIPassAuthorization On", "<If \"‹odd›\">"),
}  # fmt: skip
