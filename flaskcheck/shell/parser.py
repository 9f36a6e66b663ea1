"""Shell text (POSIX sh and the parts of bash that deploy scripts use) to commands. Nothing is run and nothing raises.

The grammar is that of "Shell Command Language" (POSIX.1-2024, volume XCU, chapter 2) and of the bash reference manual.
"""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_SHELL_NESTING
from flaskcheck.shell.syntax import (
    AssignmentWord,
    Branch,
    Case,
    FunctionDefinition,
    Group,
    If,
    Loop,
    Part,
    Redirection,
    Script,
    ShellCommand,
    Simple,
    Word,
)
from flaskcheck.shell.words import Scanner

_ASSIGNED = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]\n]*\])?(\+?)=", re.ASCII)
_REDIRECTED = re.compile(r"(?:\d*|&)(<<<|<<-?|<>|<&|>>|>&|>\||<|>)")
_CALLED = re.compile(r"\(\s*\)(?=\s*[{(])")
_OPERATORS = ("&&", "||", ";;&", ";;", ";&", "|&", ";", "&", "|")
_DECLARING = frozenset(("local", "declare", "typeset", "readonly", "export"))
_CLOSING = frozenset(("then", "elif", "else", "fi", "do", "done", "esac", "}"))


def parse(text: str) -> Script:
    """The commands of a shell text, in order, with the errors the shell would report."""
    parser = _Parser(text)
    nodes = parser.commands(frozenset())
    return Script(nodes, tuple(parser.errors))


def default_of(text: str) -> str | None:
    """What a text becomes when its variables are not set: ``0.0.0.0:${PORT:-8000}`` → ``0.0.0.0:8000``.

    ``None`` when a variable has no default, or when there is no variable.
    """
    word = _Parser(text).word(quoting=False)
    if not word.expands or text.count("${") > MAX_SHELL_NESTING:
        return None
    found = ""
    for part in word.parts:
        value: str | None = part.text
        if part.kind != "text":
            value = part.argument.strip("'\"") if part.operator in (":-", "-", ":=", "=") else None
            if value and "$" in value:
                value = default_of(value)
        if value is None:
            return None
        found += value
    return found


class _Parser(Scanner):
    """Commands, on top of the words that ``Scanner`` reads."""

    def commands(self, stops: frozenset[str]) -> tuple[ShellCommand, ...]:
        """Commands up to a reserved word or operator of ``stops`` (not consumed) or the end."""
        self.depth += 1
        if self.depth > MAX_SHELL_NESTING:
            self.fail("nested too deep")
            self.at = self.end
        nodes: list[ShellCommand] = []
        first, joiner = 0, ""  # `first`: where the and-or list began that a `&` would put in the background
        while not self._stopped(stops):
            before = self.at
            node = self.command()
            if node is not None:
                nodes.append(node.replaced(joiner=joiner if nodes else ""))
            elif self.at == before:
                self.fail(f"syntax error near unexpected token `{self.text[self.at]}'")
                self.at += 1
            joiner = self._operator()
            if joiner == "&":
                nodes[first:] = [node.replaced(background=True) for node in nodes[first:]]
            if joiner in ("&", ";", "newline"):
                first = len(nodes)
        self.depth -= 1
        return tuple(nodes)

    def _stopped(self, stops: frozenset[str]) -> bool:
        """Skip what may stand between commands; whether the list ends here."""
        while True:
            self.blanks(newlines=True)
            if self.at >= self.end:
                return True
            word = self.reserved() or self._peek_operator() or (")" if self.text[self.at] == ")" else "")
            if word in stops:
                return True
            if not (word in _CLOSING or word in _OPERATORS or word == ")"):
                return False
            self.fail(f"syntax error near unexpected token `{word}'")
            self.at += len(word)

    def _peek_operator(self) -> str:
        return next((o for o in _OPERATORS if self.text.startswith(o, self.at, self.end)), "")

    def _operator(self) -> str:
        """Consume what joins the next command to this one: ``;`` where a block or the end follows."""
        self.blanks()
        if self.at < self.end and self.text[self.at] == "\n":
            return "newline"
        found = self._peek_operator()
        if (found.startswith(";") and found != ";") or not found:
            return ";"
        self.at += len(found)
        return "|" if found == "|&" else found

    def command(self) -> ShellCommand | None:
        """The simple command or block here; ``None`` when none begins here."""
        start, negated = self.at, False
        while self.reserved() == "!":
            negated = not negated
            self.at += 1
            self.blanks()
        if self.at >= self.end:
            return None
        node = self._block() or self._simple()
        return node.replaced(start=start, end=self.at, negated=negated) if node and negated else node

    def _block(self) -> ShellCommand | None:
        start, word = self.at, self.reserved()
        blocks = {"if": self._if, "case": self._case, "{": self._braces, "function": self._function}
        if word in blocks:
            node = blocks[word]()
        elif word in ("while", "until", "for", "select"):
            node = self._loop(word)
        elif self.text[self.at] == "(":
            node = self._parentheses()
        else:
            return self._double_bracket() if word == "[[" else None
        self.blanks()
        redirections: list[Redirection] = []
        while (redirection := self._redirection()) is not None:
            redirections.append(redirection)
            self.blanks()
        return node.replaced(start=start, end=self.at, redirections=tuple(redirections))

    def _if(self) -> ShellCommand:
        branches: list[Branch] = []
        word = "if"
        while word in ("if", "elif"):
            start = self.at
            self.at += len(word)
            test = self.commands(frozenset(("then", "fi")))
            end = self.at
            self.expect("then")
            body = self.commands(frozenset(("elif", "else", "fi")))
            branches.append(Branch(start, end, body, test=test))
            word = self.reserved()
        if word == "else":
            start = self.at
            self.at += len(word)
            branches.append(Branch(start, self.at, self.commands(frozenset(("fi",)))))
        self.expect("fi")
        return If(0, 0, branches=tuple(branches))

    def _case(self) -> ShellCommand:
        self.at += len("case")
        self.blanks()
        subject = self.word()
        self.expect("in")
        branches: list[Branch] = []
        self.blanks(newlines=True)
        while self.at < self.end and self.reserved() != "esac":
            start = self.at
            patterns = self._patterns()
            head = self.at
            body = self.commands(frozenset((";;", ";&", ";;&", "esac")))
            branches.append(Branch(start, head, body, patterns=patterns))
            self.at += len(self._peek_operator())
            self.blanks(newlines=True)
            if self.at == start:
                break
        self.expect("esac")
        return Case(0, 0, subject=subject, branches=tuple(branches))

    def _patterns(self) -> tuple[Word, ...]:
        if self.text.startswith("(", self.at):
            self.at += 1
        found: list[Word] = []
        while self.at < self.end:
            self.blanks()
            word = self.word()
            if word.parts:
                found.append(word)
            self.blanks()
            if not self.text.startswith("|", self.at):
                break
            self.at += 1
        self.expect(")")
        return tuple(found)

    def _loop(self, kind: str) -> ShellCommand:
        self.at += len(kind)
        test: tuple[ShellCommand, ...] = ()
        variable = ""
        items: list[Word] = []
        if kind in ("while", "until"):
            test = self.commands(frozenset(("do", "done")))
        else:
            self.blanks()
            if self.text.startswith("((", self.at):
                self.balanced("(", ")")
            else:
                variable = self.word().text
            self.blanks(newlines=True)
            if self.reserved() == "in":
                self.at += 2
                items = self._words()
            self.blanks(newlines=True)
            if self.text.startswith(";", self.at):
                self.at += 1
        self.expect("do")
        body = self.commands(frozenset(("done",)))
        self.expect("done")
        return Loop(0, 0, kind=kind, body=body, test=test, variable=variable, items=tuple(items))

    def _words(self) -> list[Word]:
        found: list[Word] = []
        self.blanks()
        while self.at < self.end and self.text[self.at] not in "\n;&|)":
            word = self.word()
            if not word.parts:
                break
            found.append(word)
            self.blanks()
        return found

    def _braces(self) -> ShellCommand:
        self.at += 1
        body = self.commands(frozenset(("}",)))
        self.expect("}")
        return Group(0, 0, body=body)

    def _parentheses(self) -> ShellCommand:
        if self.text.startswith("((", self.at):
            start = self.at
            self.balanced("(", ")")
            word = Word((Part("arithmetic", self.text[start : self.at]),), self.text[start : self.at], start, self.at)
            return Simple(0, 0, words=(word,))
        self.at += 1
        body = self.commands(frozenset((")",)))
        self.expect(")")
        return Group(0, 0, body=body, subshell=True)

    def _function(self) -> ShellCommand:
        self.at += len("function")
        self.blanks()
        name = self.word().text
        self.blanks()
        if self.text.startswith("(", self.at):
            self.balanced("(", ")")
        return self._defined(name)

    def _defined(self, name: str) -> ShellCommand:
        self.blanks(newlines=True)
        self.depth += 1
        body = self.command() if self.at < self.end and self.depth <= MAX_SHELL_NESTING else None
        self.depth -= 1
        return FunctionDefinition(0, 0, name=name, body=(body,) if body else ())

    def _double_bracket(self) -> Simple:
        start = self.at
        words: list[Word] = []
        while self.at < self.end:
            self.blanks(newlines=True)
            word = self.word()
            if not word.parts and self.at < self.end:  # an operator of the shell is an ordinary word in here
                self.at += 2 if self.text[self.at : self.at + 2] in ("&&", "||") else 1
                text = self.text[word.start : self.at]
                word = Word((Part("text", text),), text, word.start, self.at)
            words.append(word)
            if word.written == "]]":
                return Simple(start, self.at, words=tuple(words))
        self.fail("syntax error: `]]' expected")
        return Simple(start, self.at, words=tuple(word for word in words if word.parts))

    def _simple(self) -> ShellCommand | None:
        start = end = self.at
        words: list[Word] = []
        assignments: list[AssignmentWord] = []
        redirections: list[Redirection] = []
        while self.at < self.end:
            redirection = self._redirection()
            if redirection is not None:
                redirections.append(redirection)
            elif self.text[self.at] == "(":
                if len(words) == 1 and not assignments and _CALLED.match(self.text, self.at):
                    self.balanced("(", ")")
                    return self._defined(words[0].text).replaced(start=start, end=self.at)
                before = words.pop() if words and words[-1].end == self.at else None
                is_array = before is not None and words and words[0].text in _DECLARING and before.written[-1:] == "="
                words.append(self._parenthesised(before, bool(is_array)))
            else:
                assigned = None if words else _ASSIGNED.match(self.text, self.at, self.end)
                if assigned:
                    self.at = assigned.end()
                    assignments.append(
                        AssignmentWord(assigned.group(1), self.word(value=True), bool(assigned.group(2)))
                    )
                else:
                    word = self.word()
                    if not word.parts:
                        break
                    words.append(word)
            end = self.at
            self.blanks()
        if not (words or assignments or redirections):
            return None
        return Simple(start, end, words=tuple(words), assignments=tuple(assignments), redirections=tuple(redirections))

    def _parenthesised(self, before: Word | None, is_array: bool) -> Word:
        """``local x=(a b)``; anything else, as ``app:create_app()`` without quotes, is an error for every shell and read as the one word that was meant."""
        start = self.at
        if is_array:
            inside = self.array()
        else:
            self.fail("syntax error near unexpected token `('")
            self.balanced("(", ")")
            inside = Part("text", self.text[start : self.at])
        parts = (*(before.parts if before else ()), inside)
        rest = self.word()
        first = before.start if before else start
        return Word((*parts, *rest.parts), self.text[first : self.at], first, self.at)

    def _redirection(self) -> Redirection | None:
        sign, after = self.text[self.at : self.at + 1], self.text[self.at + 1 : self.at + 2]
        may_be = sign in "<>" or ((sign == "&" or sign.isdigit()) and (after in "<>" or after.isdigit()))
        found = _REDIRECTED.match(self.text, self.at, self.end) if may_be else None
        if not found or (found.group(1) in "<>" and self.text.startswith("(", found.end())):
            return None
        self.at = found.end()
        self.blanks()
        target = self.word()
        body = self._here_document(target, found.group(1)) if found.group(1) in ("<<", "<<-") else ""
        return Redirection(found.group(), target, body)

    def _here_document(self, target: Word, operator: str) -> str:
        line_end = self.text.find("\n", self.at, self.end)
        if line_end < 0:
            return ""
        start = at = self._bodies.get(line_end, line_end + 1)
        while at < self.end:
            found = self.text.find("\n", at, self.end)
            stop = found if found >= 0 else self.end
            line = self.text[at:stop].rstrip("\r")
            if (line.lstrip("\t") if operator == "<<-" else line) == target.text:
                self._bodies[line_end] = min(stop + 1, self.end)
                return self.text[start:at]
            at = stop + 1
        self.errors.append((target.start, f"here-document delimited by end-of-file (wanted `{target.text}')"))
        self._bodies[line_end] = self.end
        return self.text[start : self.end]
