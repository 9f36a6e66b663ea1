"""Shell scripts."""

FILES = (
    "start.sh",
    "deploy.sh",
    "bin/start",
    "entrypoint.sh",
    "build.sh",
    ".platform/hooks/predeploy/01.sh",
    "bin/post_compile",
    "docker/run.sh",
    "startup.sh",
)

RULES = {
    "file": ("‹bang?›\n‹line*›\n‹line*›\n‹line*›\n", "#!/bin/sh\nset -e\n‹line+›\n", "‹line*›"),
    "bang": ("#!/bin/sh", "#!/usr/bin/env bash", "#!/usr/bin/env -S python3 -u", "#!‹odd›", "#! ‹path› ‹word›"),
    "line": (
        "‹command›", "‹command›", "set -‹word›", "‹name›=‹text›", "export ‹variable›=‹text›", "readonly ‹name›=‹text›", "local ‹name›", "‹name›() {\n  ‹line+›\n}", "function ‹name› {\n  ‹line+›\n}", "‹name› ‹text›", "if ‹test›; then\n  ‹line+›\nelif ‹test›; then\n  ‹line+›\nelse\n  ‹line+›\nfi", "while ‹test›; do\n  ‹line+›\ndone", "for ‹name› in ‹text› ‹text›; do\n  ‹line+›\ndone",
        "case ‹text› in\n  ‹word›|‹word›) ‹line› ;;\n  *) ‹line› ;;\nesac", "cat <<EOF > ‹path›\n‹line*›\nEOF", "cat <<-'‹word›'\n\t‹odd›\n\t‹word›", "(‹command›)", "{ ‹command›; }", "‹command› > ‹path› 2>&1", "‹command› < ‹path›", "exec \"$@\"", "shift", "exit ‹number›", "return", "trap '‹command›' EXIT", ". ‹path›", "‹name›=(‹text› ‹text›)", "echo \"${‹name›[@]}\"", "‹name›+=(‹text›)", "(( ‹name›++ ))", "[[ ‹text› =~ ‹odd› ]] && ‹command›",
        "# ‹odd›", "‹odd›", "select ‹name› in a b; do break; done", "‹command› \\\n  ‹option›", "until ‹test›; do sleep 1; done", "! ‹command›", "read -r ‹name› <<< ‹text›", "unset ‹variable›", "‹name›=$(‹command›)", "‹name›=`‹command›`", "coproc ‹command›", "alias ‹name›='‹command›'", "getopts ‹word› ‹name›", "‹name›=‹text› ‹command›", "docker run -e DB_PASSWORD=‹secret› image && flask run",
    ),
    "test": ("[ ‹text› = ‹text› ]", "[ -f ‹path› ]", "[ -z \"$‹variable›\" ]", "[[ -n $‹variable› && ‹text› == ‹word›* ]]", "test ‹text› -gt ‹number›", "‹command›", "true", "! ‹test›", "[ ‹odd› ]", "[ ‹text› -a ‹text› -o ! ‹text› ]", "(( ‹number› > ‹number› ))"),
    "text": ("‹word›", "\"‹value›\"", "'‹word›'", "$‹variable›", "\"$‹variable›\"", "${‹variable›:-‹text›}", "${‹variable›:+‹text›}", "${‹variable›:?‹word›}", "${‹variable›%%‹word›}", "${‹variable›##*/}", "${‹variable›/‹word›/‹word›}", "${‹variable›//‹odd›/‹odd›}", "${#‹variable›}", "${‹variable›:‹number›:‹number›}", "${!‹variable›}", "${‹variable›^^}", "$(‹command›)", "`‹command›`", "$((‹number› + ‹number›))", "$‹number›", "$@", "$#", "$?", "$$", "‹text›‹text›", "{a,b}", "{1..‹number›}", "~/‹word›", "$'\\x‹number›'", "\\‹odd›", "‹odd›", "*", "${‹odd›}"),
}  # fmt: skip
