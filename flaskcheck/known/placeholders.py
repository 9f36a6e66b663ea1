"""Texts that stand for the real one: what a guide, a template or a careful colleague writes where someone is to fill something in."""

from __future__ import annotations

import re

_ASKS = frozenset(
    """changeme changethis changeit replaceme replacethis placeholder todo fixme tbd redacted fillin fillme yourkey yoursecret yourpassword yourtoken fake dummy bogus
    mude altere troque trocar altera substitua substituir preencha preencher insira coloque exemplo modelo
    cambia cambiar cambiame cambiar cambie reemplaza reemplazar reemplace rellena rellenar escribe inserta ejemplo
    changez changer remplacez remplacer modifiez saisissez inserez insérez exemple
    ändern aendern ändere aendere ersetzen ersetze einsetzen eintragen ausfüllen ausfuellen beispiel
    cambiami sostituire sostituisci inserisci inserire esempio wijzig verander vervang voorbeeld
    zmień zmien wpisz podaj uzupełnij przykład przyklad değiştir degistir örnek ornek
    замени замените измени измените вставьте пример""".split()
)
"""Words that ask for another value, in several languages."""

_WHOSE = frozenset(
    """my mine sua seu suas seus tua teu minha meu tu tus su mi mis ton ta tes votre mon ma dein deine deinen ihr ihre mein meine tuo mio suo jouw uw mijn
    twój twoj twoje twoja senin твой твоя ваш ваша мой""".split()
)
_WHAT = frozenset(
    """key keys secret secrets password passwd pass passphrase token tokens apikey credential credentials
    clave claves contraseña contrasena secreto chave senha segredo clé cle motdepasse mot passe schlüssel schluessel passwort geheimnis kennwort chiave segreto parola
    wachtwoord sleutel geheim hasło haslo klucz anahtar şifre sifre ключ пароль секрет""".split()
)
"""What is secret: with one of ``_WHOSE`` before it, it stands for their own."""

_THINGS = _WHAT | frozenset(
    "value string user username name email mail address host hostname domain url id account app project server".split()
)

_RUN_TOGETHER = re.compile(r"your[a-z]*(?:password|passwd|secret|token|apikey|secretkey|accesskey|username)")
"""Words written as one: ``yourservicepassword``."""

_VERBS = frozenset("change replace insert enter put fill set paste".split())
_AFTER = _WHAT | frozenset("me this it in here with your value on before".split())

_SIGNS = re.compile(
    r"<(?=[^<>]*\w)[^<>]*>|\[[A-Za-z][\w -]*\]|\{+[A-Za-z][\w -]*\}+|%[A-Za-z]\w*%|_{2,}[A-Za-z]\w*__|@{1,2}[A-Za-z]\w*@{1,2}|#{2,}\w+#{2,}"
    r"|[xX]{3,}|\*{3,}|\.{3,}|…+|\?{3,}|-{3,}"
)
"""A value that is nothing but a sign for one."""

_LEFT_OUT = re.compile(r"^[\w-]{0,24}(?:\.{3,}|…|\*{3,})\w{0,4}$|(?:^|[_.-])[xX]{4,}(?:$|[_.-])|[xX]{8}|\*{4}$")
"""The rest of it is left out: ``sk_test_...``, ``sk-xxxxxxxx``, ``abc…``."""

_OTHER_SCRIPTS = re.compile("你的|您的|请|替换|修改|示例|填写|あなたの|変更してください|ここに|여기|변경|입력")
_NAME = re.compile(r"[A-Z]{2,}\d?(?:_[A-Z]+\d?)+")
_SLOT = frozenset("val value placeholder".split())
"""What may stand behind the name of a thing whose value goes there: ``API_KEY_VAL``."""

_EITHER = re.compile(rf"(?:{'|'.join(sorted((w.upper() for w in _WHAT), key=len, reverse=True))}|OR|AND)+")
"""Things run together: ``PASSWORDORTOKEN``."""

_WORD = re.compile(r"[^\W\d_]+")
_SPELLED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OWN_ADDRESS = re.compile(
    r"^[a-z][a-z0-9+.-]*://(?:[^\s/@]*@)?(?:[\w-]+\.)*(?:example\.(?:com|org|net)|your[\w-]*(?:\.[\w-]+)*|host(?:name)?|server(?:name)?)(?::(?:\d+|port))?(?:[/?]|$)"
)


_ROWS = ("0123456789", "0123456789abcdef", "abcdefghijklmnopqrstuvwxyz")
_ROW_OF_NOBODY = 20
"""Characters from which on a row of signs in their order fills a field rather than being a lazy password."""


def is_row(text: str) -> bool:
    """Whether a text is nothing but a row of signs in their order, over and over, as who needs something long types it: ``0123456789012345678901234567``."""
    low = text.lower()
    return len(low) >= _ROW_OF_NOBODY and any(low in row * (len(low) // len(row) + 2) for row in _ROWS)


_FIRST_SIGN = re.compile(r"_{2}[A-Z][A-Z0-9_]*?__|@[A-Za-z]\w*@")


def begins_with_a_sign(text: str) -> bool:
    """Whether a text begins with a sign in whose place a tool writes the real words: ``__APP_DIR__/venv``, ``@prefix@/bin``."""
    return bool(_FIRST_SIGN.match(text))


def asks(value: str) -> bool:
    """Whether a text asks to be replaced: ``your-api-key``, ``<token>``, ``changeme``, ``sk_test_...``, ``troque-por-sua-senha``, ``MY_KEY_HERE``."""
    text = value.strip()
    if not text or len(text) > 120:
        return False
    if text[0] in "<[{%_@#xX*.…?-" and _SIGNS.fullmatch(text):
        return True
    if any(sign in text.lower() for sign in ("...", "…", "***", "xxxx")) and _LEFT_OUT.search(text):
        return True
    if not text.isascii() and _OTHER_SCRIPTS.search(text):
        return True
    words = [word.lower() for part in _WORD.findall(text) for word in _SPELLED.split(part)]
    return _is_name(text, words) or (_says_so(words, " " in text and len(words) > 4) and _is_words(text))


def _is_name(text: str, words: list[str]) -> bool:
    """Whether a text in capitals names what is to stand in its place."""
    if not (text.isupper() and _NAME.fullmatch(text)):
        return text.isupper() and bool(_EITHER.fullmatch(text)) and "OR" in text[3:-3]
    return words[-1] in _WHAT or (words[-1] in _SLOT and not _WHAT.isdisjoint(words))


def names_a_secret(value: str) -> bool:
    """Whether a text is nothing but the word for a secret, in any of the languages (``senha``, ``contraseña``)."""
    return value.strip().lower() in _WHAT


def names_no_host(url: str) -> bool:
    """Whether an address leads to the host of a guide: ``db://user:password@host/name``, ``https://example.com``."""
    return bool(_OWN_ADDRESS.match(url.strip()))


def _says_so(words: list[str], is_prose: bool) -> bool:
    if (len(words) > 1 and words[-1] == "here") or (_ASKS.intersection(words) and not is_prose):
        return True
    pairs = list(zip(words, words[1:]))
    if any(first in _VERBS and second in _AFTER and not (is_prose and second == "your") for first, second in pairs):
        return True
    if "not" in words and not _WHAT.isdisjoint(words[words.index("not") + 1 :][:3]):
        return True  # "not a real key" says so itself
    if any(word.startswith("your") and word[4:] in _THINGS for word in map("".join, (*zip(words), *pairs))):
        return True
    if any(word.startswith("your") and _RUN_TOGETHER.fullmatch(word) for word in words):
        return True
    is_own = bool(words) and not _WHOSE.isdisjoint(words) and not _WHAT.isdisjoint(words)
    return not is_prose and (words[:1] == ["your"] or is_own)


def _is_words(text: str) -> bool:
    """Whether a text is made of words rather than of random characters with a word among them."""
    plain = text.rstrip("0123456789!?.$#")
    return sum(map(len, _WORD.findall(plain))) * 4 >= len(plain) * 3
