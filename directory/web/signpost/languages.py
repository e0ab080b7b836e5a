"""The languages of a family's sheet: each is a catalogue of sentences in `translations`.

Only the sheet is translated. A catalogue is read as its translators write it, so a checkout and a
wheel need no built copy of it, and none can be out of date.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, Domain, format_date, get_locale, gettext, ngettext
from markupsafe import Markup, escape

from directory.infrastructure import paths

ENGLISH, WELSH = "en", "cy"
LANGUAGES = {ENGLISH: "English", WELSH: "Cymraeg"}
DATE = "d MMMM y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who read a whole catalogue and found it right, and when."""

    by: str
    """A role or a body, never a name."""
    on: date
    words: str
    """`fingerprint` of the catalogue that was read: a change afterwards ends the review."""


REVIEWS: dict[str, Review] = {}
"""The reviews of catalogues, by language. Without one a sheet says that nobody has checked it."""


class SheetSentences(Domain):
    """The sentences of the sheet, in the language of the sheet that is being made."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of this request's language; a sentence not in it stays English."""
        return _catalogue(paths.translations(), str(get_locale()))


def _file(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(folder: Path, language: str) -> NullTranslations:
    """Return a catalogue, read once. Sentences marked as fuzzy are left out."""
    file = _file(folder, language)
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as lines, io.BytesIO() as compiled:
        write_mo(compiled, read_po(lines, locale=language))
        compiled.seek(0)
        return Translations(fp=compiled)


def fingerprint(language: str) -> str:
    """Return a short mark of every translation of a language, which changes with any of them."""
    file = _file(paths.translations(), language)
    with file.open("rb") as lines:
        said = sorted(f"{entry.id}\t{entry.string}" for entry in read_po(lines, locale=language))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


@lru_cache(maxsize=len(LANGUAGES))
def is_checked(language: str) -> bool:
    """Say whether somebody has checked a language as it stands; English is ours."""
    review = REVIEWS.get(language)
    return language == ENGLISH or (review is not None and review.words == fingerprint(language))


def speak_languages(app: Flask) -> None:
    """Let the templates of `app` say sentences in the language of a sheet."""
    # Our forms word their own errors; Flask-WTF would translate them as soon as it sees Babel.
    app.config["WTF_I18N_ENABLED"] = False
    babel = Babel(app, default_locale=ENGLISH, locale_selector=lambda: g.get("language", ENGLISH))
    babel.domain_instance = SheetSentences()
    app.jinja_env.globals["say"] = say


def sheet_in(language: str) -> None:
    """Say what follows in this request in `language`; one that we do not have is English."""
    g.language = language if language in LANGUAGES else ENGLISH


def N_(sentence: str) -> str:
    """Mark a sentence that is said elsewhere, so that it is in the catalogue."""
    return sentence


def say(sentence: str, **values: object) -> Markup:
    """Return a sentence of the sheet, its values escaped.

    One that has no translation yet is marked as English, so that it is read aloud as English.
    """
    return _said(sentence, gettext(sentence), values)


def is_said(sentence: str) -> bool:
    """Say whether the language of the sheet has a sentence."""
    return g.get("language", ENGLISH) == ENGLISH or str(gettext(sentence)) != sentence


def say_count(one: str, many: str, number: int) -> Markup:
    """Return a sentence about a number of things, `%(num)s` in it."""
    return _said(one if number == 1 else many, ngettext(one, many, number), {"num": number})


def say_date(day: object) -> str:
    """Return a date as it is written in the language of the sheet."""
    return str(format_date(day, DATE))


def _said(english: str, said: str, values: dict[str, object]) -> Markup:
    words = Markup(escape(said)) % values
    if said == english and g.get("language", ENGLISH) != ENGLISH:
        return Markup('<span lang="en">{}</span>').format(words)
    return words
