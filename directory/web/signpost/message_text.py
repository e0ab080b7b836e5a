"""The services of a sheet as plain text: a short text message, and an email."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from directory.web.signpost.languages import say
from directory.web.signpost.sheet import SheetService


def text_message(services: Iterable[SheetService]) -> str:
    """Return names and phone numbers with one sentence each: short, and nothing about why."""
    services = tuple(services)
    lines = [_plain(say("Useful numbers")), *_warning(services)]
    for service in services:
        number = service.phone or service.web_words or service.email
        says = "" if service.is_discreet else f" {_plain(service.what)}"
        lines.append(f"{service.short_name}: {number}.{says}" if number else service.short_name)
    return "\n".join(lines)


def email(services: Iterable[SheetService], day: str) -> str:
    """Return the whole sheet in plain text, one part for each service."""
    services = tuple(services)
    made = say("Made on %(day)s. Things can change, so ask first.", day=day)
    parts = [_plain(say("Help for you and your family")), *_warning(services)]
    parts += ["\n".join(_service(each)) for each in services]
    danger = _plain(say("If you or your child are in danger now, call 999."))
    return "\n\n".join([*parts, danger, _plain(made)])


def _warning(services: Iterable[SheetService]) -> Iterator[str]:
    if any(each.is_sample for each in services):
        yield _plain(say("Sample directory. These services are made up. Do not call them."))


def _service(service: SheetService) -> Iterator[str]:
    yield service.short_name
    if not service.is_discreet:
        yield _plain(service.what, service.often)
        yield _plain(service.helps)
    yield _plain(service.next_step)
    for label, words in (
        (say("Phone:"), service.phone),
        (say("On the web:"), service.web_words),
        (say("Email:"), service.email),
    ):
        if words:
            yield f"{_plain(label)} {words}"
    yield _plain(service.price, service.wait)
    yield from map(_plain, filter(None, (service.news, *service.places)))


def _plain(*words: Markup | None) -> str:
    """Return words without their markup, as a message carries them."""
    return " ".join(each.striptags() for each in words if each)
