"""Ages, dates, status, cost and contact of a record, where the standard has a field for them."""

import math
import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from directory.exchange.openreferral.ages import NO_LIMIT, months_from, months_under
from directory.exchange.openreferral.importer_notes import ADDRESS
from directory.exchange.openreferral.importer_record import ImportedRecord
from directory.exchange.openreferral.importer_text import (
    is_nothing,
    is_placeholder,
    plain,
    plain_text,
    text_of,
    words_of,
)
from directory.exchange.openreferral.upgrade_schema import Document, objects, one

ENGLAND = ZoneInfo("Europe/London")
OLDEST = date(1990, 1, 1)
"""Days before it stand for none: 0001-01-01, 1970-01-01."""
NO_LOWEST = NO_LIMIT - {0}
STATUSES = {
    "active": "active",
    "inactive": "paused",
    "temporarily closed": "paused",
    "defunct": "closed",
}
"""The words of the standard. Inactive does not say for how long; it must not show as running."""
_OF_COST = re.compile(
    r"£|\bfree\b|\bfunded\b|\bno (?:charge|cost|fee)|\bcharge|\bcost|\bfees?\b|\bpay|\bdonation"
    r"|\bcontribut|\bvoluntary\b|\bsubsid|\bpence\b|\bpounds?\b",
    re.IGNORECASE,
)
_UNITS = ("cost_type", "unit", "amount_unit", "price_unit", "per", "frequency", "period")
"""What vendors call what a price is for."""
_NO_UNITS = frozenset({"fixed", "fixed price", "other", "standard", "one-off", "cost"})
_PHONE = re.compile(r"\+?\(?[0-9][0-9 ()]{2,28}")
_WEEKS = re.compile(r"([0-9]{1,3}) weeks?", re.IGNORECASE)


def number(value: Any) -> float | None:
    """Return a number, also one sent as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def ages(record: ImportedRecord) -> tuple[int | None, int | None]:
    """Return the months from which and under which a service takes a child."""
    low, high = _age(record, "minimum_age"), _age(record, "maximum_age")
    youngest, oldest = _eligible(record)
    low, high = (youngest if low is None else low), (oldest if high is None else high)
    if low == high == 0:
        record.notes.add("minimum_age", "0 to 0", "says nothing: not stated")
        return None, None
    start = _start(record, low)
    end = _end(record, high)
    if start is not None and end is not None and start >= end:
        record.notes.add("maximum_age", f"{low} to {high}", "below the minimum: neither is stated")
        return None, None
    return start, end


def _age(record: ImportedRecord, field: str, of: Document | None = None) -> float | None:
    raw = (record.document if of is None else of).get(field)
    found = number(raw)
    if found is None and text_of(raw):
        record.notes.add(field, raw, "is not a number: not stated")
    return found


def _eligible(record: ImportedRecord) -> tuple[float | None, float | None]:
    """Return the widest ages of the groups that 1.0 states, where each of them states its own."""
    groups = [*objects(record.document, "eligibility")]
    bounds = [(_age(record, "minimum_age", g), _age(record, "maximum_age", g)) for g in groups]
    if not bounds:
        return None, None
    lows = [low for low, _ in bounds if low is not None and low >= 0]
    highs = [high for _, high in bounds if high is not None]
    unlimited = len(highs) < len(bounds) or any(h < 0 or h in NO_LIMIT for h in highs)
    if len(bounds) > 1:
        record.notes.add("eligibility", f"{len(bounds)} groups", "read as one, of all their ages")
    low = min(lows) if len(lows) == len(bounds) else None
    return low, (None if unlimited else max(highs))


def _start(record: ImportedRecord, low: float | None) -> int | None:
    if low is None:
        return None
    months = None if low in NO_LOWEST or low > 99 else months_from(low)
    if months is None:
        record.notes.add("minimum_age", f"{low:g}", "is no age: not stated")
        return None
    return months


def _end(record: ImportedRecord, high: float | None) -> int | None:
    if high is None:
        return None
    months = None if high > 98 else months_under(high)
    if months is None:
        record.notes.add("maximum_age", f"{high:g}", "means no limit, or not stated: no upper age")
    return months


def day(record: ImportedRecord, field: str) -> date | None:
    """Return the date of a field; a time without a zone is read as UTC, with a note."""
    raw = text_of(record.document.get(field))
    if not raw or is_nothing(raw):
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        record.notes.add(field, raw, "is not a date as 2026-11-22: not stated")
        return None
    if len(raw) <= len("2026-11-22"):
        found = moment.date()
    elif moment.tzinfo is None:
        found = moment.replace(tzinfo=UTC).astimezone(ENGLAND).date() if moment.year > 1 else OLDEST
        record.notes.add(field, raw, "has no time zone: read as UTC")
    else:
        found = moment.astimezone(ENGLAND).date() if 1 < moment.year < 9999 else OLDEST
    if found <= OLDEST or found > record.vocabulary.today:
        record.notes.add(field, raw, "is no day on which somebody checked it: not stated")
        return None
    return found


def status(record: ImportedRecord) -> str:
    """Return whether it runs. Only a word that says so, or silence in a list of services, does."""
    raw = text_of(record.document.get("status"))
    if not raw:
        record.notes.add("status", "", "not stated: taken to run, since the feed lists it")
        return "active"
    found = STATUSES.get(raw.casefold())
    if found is None or raw.casefold() == "inactive":
        record.notes.add("status", raw, "does not say that it runs: paused")
    return found or "paused"


def cost(record: ImportedRecord) -> str | None:
    """Return what a family pays, in words; an amount of 0 without words is not stated."""
    said = [_fees(record)]
    said += [_option(record, each) for each in objects(record.document, "cost_options")]
    found = [*dict.fromkeys(text for text in said if text)]
    if not found and record.document.get("free") is True:
        return "Free"
    return plain("; ".join(found), "cost_options", record.notes, "cost") if found else None


def _fees(record: ImportedRecord) -> str | None:
    raw = text_of(record.document.get("fees"))
    if number(raw.removeprefix("£")) == 0:
        record.notes.add("fees", raw, "says no cost without words: not stated")
        return None
    return words_of(record.document, "fees", record.notes, "cost")


def _option(record: ImportedRecord, option: Document) -> str | None:
    ends = text_of(option.get("valid_to"))[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", ends) and ends < record.vocabulary.today.isoformat():
        record.notes.add("cost_options", option.get("option"), f"ended on {ends}: left out")
        return None
    said = words_of(option, "option", record.notes, "cost")
    about = words_of(option, "amount_description", record.notes, "cost")
    amount = number(option.get("amount"))
    if amount is not None and amount > 0:
        price = f"{_currency(option)}{amount:.2f}".removesuffix(".00")
        unit = _unit(record, option)
        parts = (f"{said}:" if said else "", price, about or "", unit if unit != about else "")
        return " ".join(filter(None, parts))
    words = " ".join(part for part in (said, about) if part)
    if amount is not None and not _OF_COST.search(words):
        record.notes.add("cost_options.amount", amount, "says no cost without words: not stated")
    return words if _OF_COST.search(words) else None


def _unit(record: ImportedRecord, option: Document) -> str:
    """Return what a price is for: "per session"; empty where it is not said, or fixed."""
    for field in _UNITS:
        said = words_of(option, field, record.notes, "cost")
        if said and said.casefold() not in _NO_UNITS:
            return said if " " in said or said.startswith("/") else f"per {said}"
    return ""


def _currency(option: Document) -> str:
    code = text_of(option.get("currency")).upper()
    return f"{code} " if re.fullmatch(r"[A-Z]{3}", code) and code != "GBP" else "£"


def web_address(record: ImportedRecord) -> str | None:
    """Return the web page; None for what does not parse or stands for none."""
    raw = text_of(record.document.get("url"))
    if not raw or is_nothing(raw):
        return None
    if raw.casefold().startswith("www."):
        record.notes.add("url", raw, "begins without https://: added")
        raw = f"https://{raw}"
    if is_placeholder(raw):
        record.notes.add("url", raw, "stands for none: not stated")
        return None
    found: str | None = record.read("url", raw, "url")
    return found


def email(record: ImportedRecord) -> str | None:
    """Return the address of a team: the service's own, then that of a contact."""
    fields = [("email", record.document)]
    fields += [("contacts.email", each) for each in objects(record.document, "contacts")]
    for field, of in fields:
        for raw in ADDRESS.findall(text_of(of.get("email")).removeprefix("mailto:")):
            if is_placeholder(raw):
                record.notes.add(field, "(a placeholder)", "stands for none: not stated")
            elif found := record.read("email", raw, field):
                return str(found)
    return None


def phone(record: ImportedRecord) -> str | None:
    """Return the first telephone number that can be read."""
    numbers = [
        text_of(each.get("number"))
        for holder in (record.document, *objects(record.document, "contacts"))
        for each in objects(holder, "phones")
    ]
    for raw in filter(None, numbers):
        plain_number = raw.replace("-", " ").replace("\u00a0", " ").strip()
        found = _PHONE.search(plain_number)
        tidy = " ".join(found.group().split()).rstrip(" (") if found else raw
        if value := record.read("phone", tidy, "phones.number"):
            if tidy != raw:
                record.notes.add("phones.number", raw, f"read as {tidy}")
            return str(value)
    return None


def organisation(record: ImportedRecord) -> tuple[str | None, str | None]:
    """Return the name and number of who provides it."""
    found = one(record.document, "organization")
    name = words_of(found, "name", record.notes, "organisation")
    numbers = [
        (text_of(each.get("identifier_scheme")) + text_of(each.get("identifier_type")), id)
        for each in objects(found, "organization_identifiers")
        if (id := text_of(each.get("identifier"))) and not is_nothing(id)
    ]
    registered = [
        id for scheme, id in numbers if re.search(r"chc|coh|charit|company", scheme, re.IGNORECASE)
    ]
    chosen = next(iter([*registered, *(id for _, id in numbers)]), "")
    return name, record.read(
        "organisation_number", plain_text(chosen)[:100], "organization_identifiers"
    )


def wait(record: ImportedRecord) -> int | None:
    """Return the weeks of a wait that is stated as weeks and nothing else."""
    raw = text_of(record.document.get("wait_time"))
    found = _WEEKS.fullmatch(raw)
    if raw and not found and not is_nothing(raw):
        record.left_over["wait_time"] = plain_text(raw)
    return int(found.group(1)) if found and int(found.group(1)) <= 520 else None
