"""A server of your own that a workflow copies to or logs in to."""

from __future__ import annotations

from flaskcheck.hosts.host import ANY_FILE, Host

HOSTS = (
    Host(
        "server",
        "A server of your own",
        once_per_deploy="the script that updates the server, before the restart",
        installs_from=ANY_FILE,
        may_hold_services=True,
        deploy_actions=(
            "appleboy/ssh-action",
            "appleboy/scp-action",
            "easingthemes/ssh-deploy",
            "burnett01/rsync-deployments",
        ),
        deploy_commands=r"(?:^|\s)(?:ssh|rsync)\s[^\n]*@",
        remote_commands=(
            r"\bssh[ \t][^\n'\"]*@[^\s'\"]+[ \t]+(?:(?P<quote>['\"])(?P<command>(?:(?!(?P=quote))[\s\S])*)(?P=quote)"
            r"|[^\n'\"]*<<-?[ \t]*['\"]?(?P<end>\w+)['\"]?[ \t]*\n(?P<here>[\s\S]*?)\n[ \t]*(?P=end)[ \t]*(?=\n|$))"
        ),
    ),
)
