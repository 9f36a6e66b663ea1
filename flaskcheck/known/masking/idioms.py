"""Where programs and languages take a secret in a form of their own, which no option, name or header gives away."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = r"\\?['\"]?(?P<secret>[^\s'\"(),;]+)"
_PLACEHOLDER = r"\bs(?P<sep>[/|#,@!])[^\n]{0,20}?(?:change|replace|secret|passw|token|key|pass|pw)\w{0,20}[^\w\n:=]{0,4}(?P=sep)(?P<secret>[^/|#,@!\n]+)(?P=sep)"
"""``s|CHANGEME|…|``."""

_SUBSTITUTING = r"\bs/[^/\n]{0,80}(?:secret|passw\w{0,4}|pass|token|key|pw)_{0,2}[\s:=]{0,3}(?:\.\*)?\$?/(?:[^/\n]{0,80}?[:=] ?)?(?P<secret>[^/\n]+)/"
"""``s/SECRET_KEY=.*/SECRET_KEY=…/``."""

_IDIOMS = tuple(
    (mark, re.compile(pattern, re.IGNORECASE))
    for mark, pattern in (
        ("password for", rf"\bset password for\s[^=;]{{1,200}}=\s?(?:password\()?{_WORD}"),  # MySQL
        ("password expire", rf"\bpassword expire\b[^;]{{0,80}}\bby {_WORD}"),
        ("redis-cli ", rf"\bredis-cli\s[^;|&\n]{{0,200}}?\bauth (?:[\w-]+ )?{_WORD}"),  # the command of Redis
        ("auth(", rf"\.auth\(\s?(?:['\"][^'\"\n]{{0,100}}['\"],\s?)?{_WORD}"),  # of the MongoDB shell
        ("basicauth:", r"\bbasicauth:[^,\s]{1,100},[^:,\s]{1,100}:(?P<secret>\S+)"),  # uWSGI, "internal routing"
        ("vault login", rf"\bvault login (?:-[\w=-]+ ){{0,5}}(?!-)(?:token=)?{_WORD}"),
        ("kv ", rf"\bkv put (?:-[\w=-]+ ){{0,5}}\S{{0,80}}(?:secret|pass|token|key)\S{{0,80}} [\w.-]{{1,80}}={_WORD}"),
        ("kv ", rf"\bkv put (?:-[\w=-]+ ){{0,5}}\S{{0,80}}(?:secret|passw\w{{0,4}}|pass|token|key|pw) (?!-){_WORD}(?!\S*=)"),
        ("case ", rf"\bcase ['\"]?\$\{{?\w{{0,60}}(?:secret|passw\w{{0,4}}|pass|token|key|pw)\}}?['\"]? in\s{{1,20}}{_WORD}"),
        ("= ", rf"\$\{{?\w{{0,60}}(?:secret|passw\w{{0,4}}|pass|token|key|pw)\}}?['\"]? [!=]?= (?!['\"]?[$'\"]){_WORD}"),
        ("printf -v", rf"\bprintf -v \w{{0,60}}(?:secret|passw\w{{0,4}}|pass|token|key|pw) \S{{1,20}} {_WORD}"),
        ("$http", r"\bmap \$http_\w{0,60}(?:secret|token|key|authorization)\w{0,20} [^{\n]{0,100}\{(?:[^;\n]{0,80};){0,9}?\s?(?!default)['\"]?(?P<secret>[^\s'\";]+)"),
        ("%{http", r"%\{http:[\w-]{0,60}(?:secret|token|key|authorization)[\w-]{0,20}\}['\"]? (?:[!=~]{1,2} )?!?=?['\"]?(?P<secret>[^\s'\"]+)"),  # Apache
        ("secure_link_md5", r"\bsecure_link_md5 \"[^\"\n]{0,200} (?P<secret>[^\s\"$]+)\""),
        ("<input", r"<input\b[^<>]{0,200}\btype=['\"]?(?:password|hidden)\b[^<>]{0,200}\bvalue=(?P<quote>['\"]?)(?P<secret>[^'\"<>{}]+)"),
        ("<input", r"<input\b[^<>]{0,200}\bvalue=['\"](?P<secret>[^'\"<>{}]+)['\"][^<>]{0,200}\btype=['\"]?password\b"),
        ("sed ", _SUBSTITUTING),
        ("sed ", _PLACEHOLDER),
        ("perl ", _PLACEHOLDER),
        ("openssl passwd", rf"\bopenssl passwd (?:-[\w=-]+ ){{0,5}}(?!-){_WORD}"),
        ("wpa_passphrase", rf"\bwpa_passphrase \S{{1,80}} {_WORD}"),
        ("cloudflared service", rf"\bcloudflared service install {_WORD}"),
        ("snmp", rf"\bsnmp\w{{2,12}} [^;|&\n]{{0,100}}-c ?{_WORD}"),
        ("activate-refresh-token", rf"\bactivate-refresh-token \S{{1,80}} {_WORD}"),  # gcloud
        ("generate-config", rf"\bgenerate-config (?!-){_WORD}"),  # newrelic-admin
        ("sqlplus ", r"\bsqlplus (?:-\w+ ){0,5}['\"]?[\w.-]{1,40}/(?P<secret>[^\s'\"@]+)"),
        ("mc ", rf"\bmc (?:alias set|config host add) \S{{1,80}} \S{{1,200}} \S{{1,80}} {_WORD}"),  # MinIO
        ("etcdctl ", rf"\betcdctl (?:-[\w=-]+ ){{0,5}}put \S{{0,80}}(?:secret|passw\w{{0,4}}|pass|token|key|pw) (?!-){_WORD}"),
        (" psk ", rf"\bset_network \S{{1,20}} psk {_WORD}"),  # wpa_cli
        ("acl setuser", r"\bacl setuser [^;|&\n]{0,200}?>(?P<secret>[^\s'\"]+)"),
        ("twilio login", rf"\btwilio login (?:-[\w=-]+ ){{0,5}}\S{{1,80}} {_WORD}"),
        ("snyk auth", rf"\bsnyk auth (?!-){_WORD}"),
        ("codecov.io/", rf"codecov\.io/\S{{1,40}} -t {_WORD}"),
        ("echo ", r"<\(echo \\?['\"]?[\w.*-]{1,80}:[\d*]{1,5}:[\w*]{1,80}:[\w*]{1,80}:(?P<secret>[^\s'\"):]+)"),  # ~/.pgpass
        ("otp", rf"\botp(?: code)?(?:: ?| is | = )(?!(?:the|a|not|set|in|your)\b){_WORD}"),
        ("pin", rf"\bpin(?: code)?(?:: ?| is | = )(?!(?:the|a|not|set|in|your)\b){_WORD}"),
        ("pin", r"\b(?-i:PIN) (?P<secret>[A-Za-z_-]{0,20}\d\S*)"),
        ("sonar.login", rf"sonar\.login={_WORD}"),
        ("user default", r"\buser \S{1,60} on [^\n]{0,60}?>(?P<secret>\S+)"),  # access lists of Redis
        ("authorization", r"\[\s?['\"](?:proxy-)?authorization['\"],\s?['\"](?P<secret>[^'\"\n]+)['\"]"),
        ("pass ", r"\b(?:user|login|admin) [^\s;|]{1,40},? (?:and )?pass (?P<secret>[^\s'\"(),;]+)"),
        (" key", rf"\b(?:api|access|secret|private|auth|signing|encryption|license)[ -]key\b(?:\s?[:=]\s?|\sis\s|\s->\s)(?![A-Z][a-z]+ [a-z]|the\b|a\b|not\b|set\b|in\b|your\b)[`]?{_WORD}"),
        ("-key", rf"\b(?:api|access|secret|private|auth|signing|encryption|license)[ -]key\b(?:\s?[:=]\s?|\sis\s|\s->\s)(?![A-Z][a-z]+ [a-z]|the\b|a\b|not\b|set\b|in\b|your\b)[`]?{_WORD}"),
        ("for ", rf"\b(?:password|passwd|pw|token|secret|key) (?:for|of) \S{{1,40}}(?: \S{{1,20}})?(?: is|:| =) (?!(?:the|a|not|set|in|your)\b){_WORD}"),
        ("pass:", rf"(?<![\w.-])pass:(?!['\"]?$)(?!\s){_WORD}"),  # of openssl
        ("echo ", rf"\becho {_WORD}['\"]?; ?echo [^)\n]{{1,80}}\) ?\|"),
        ("-u", r"\s-u ?['\"]?[\w.@-]{0,40}['\"]?:['\"]?(?P<secret>[^\s'\"/\d:][^\s'\"]{2,80})"),
        ("x-oauth-basic", r"\blogin (?P<secret>\S{1,200}) password x-oauth-basic"),
        ("==", r"['\"](?P<secret>[^'\"\n]{3,80})['\"] ?[!=]==? ?[\w.$]{0,60}(?:secret|passw\w{0,4}|token|api_?key|secret_?key)\b"),
        ("switch", r"\bswitch ?\([^()\n]{0,60}(?:secret|pass\w{0,5}|token)\w{0,20}\) ?\{\s{0,20}case ['\"](?P<secret>[^'\"\n]{1,80})['\"]"),
        ("set _auth", rf"\bset _auth\w{{0,20}} {_WORD}"),
        ("as ", r"\buse ['\"`](?P<secret>[^'\"`\n]{3,80})['\"`] as (?:(?:the|a|an|your|my) )?(?:\w{1,20} )?(?:password|passwd|secret|token|key|pin)"),
        ("pass", rf"\bpass(?:word|wort|wd|phrase)?\s?:?\s?(?:\*\*|__|</\w{{1,10}}>(?:\s?<\w{{1,10}}>)?)\s?:?\s?(?![*_<:]){_WORD}"),
        ("perl ", _SUBSTITUTING),
    )
)  # fmt: skip
"""What a text must hold, in small letters, before its pattern is looked for."""


def spans_of_idioms(text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand in such forms."""
    low = text.lower()
    for mark, pattern in _IDIOMS:
        if mark in low:
            yield from (found.span("secret") for found in pattern.finditer(text))
