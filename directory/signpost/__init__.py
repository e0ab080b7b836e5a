"""Signpost: a shortlist of services becomes a sheet for the family, safe contact asked first."""

from itertools import chain

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import bridge
from directory.clock import today
from directory.db import Service
from directory.extensions import current_settings, db
from directory.places import Place, PlaceError
from directory.signpost.always import ADVOCACY, PRACTICAL_HELP, always_offered
from directory.signpost.contact import WAY, WAYS, advise, harm_may_see, is_answered, may_print
from directory.signpost.forms import ContactForm, SheetForm, place_of
from directory.signpost.languages import ENGLISH, LANGUAGES, say_date, sheet_in, speak_languages
from directory.signpost.preparing import OnList, shortlisted
from directory.signpost.sheet import OnSheet, listed, on_sheet, takes_nobody
from directory.visits import (
    Visit,
    VisitFullError,
    change_visit,
    current_visit,
    keep_visit,
    new_visit,
)

__all__ = ["blueprint", "speak_languages"]

blueprint = Blueprint("signpost", __name__, url_prefix="/signpost")

SEE_OTHER, UNPROCESSABLE = 303, 422
FULL = "This visit can hold no more: remove a service from the list, then try again"
LANGUAGE = "language"
Reply = str | tuple[str, int] | Response


@blueprint.get("/")
def start() -> Reply:
    """Show the shortlist, and ask where the family lives and which language they read."""
    visit = current_visit()
    form = SheetForm(
        formdata=None,
        postcode=visit.postcode if visit else "",
        language=_language(visit),
    )
    return _start(form)


@blueprint.post("/")
def begin() -> Reply:
    """Keep the postcode and the language, and lead on to safe contact."""
    if not _is_of_this_visit():
        return _to("start")
    visit = current_visit()
    form = SheetForm(needs_postcode=not (visit and visit.shortlist))
    if not form.validate():
        return _start(form), UNPROCESSABLE
    if visit is None:
        keep_visit(visit := new_visit())
    contact = visit.contact | {LANGUAGE: form.language.data}
    change_visit(visit, postcode=form.postcode.data, contact=contact)
    return _to("advice" if is_answered(contact) else "contact")


@blueprint.post("/remove")
def remove() -> Reply:
    """Take one service off the shortlist."""
    visit = current_visit()
    if visit and _is_of_this_visit():
        unwanted = request.form.get("service")
        change_visit(visit, shortlist=[id for id in visit.shortlist if id != unwanted])
    return _to("start")


@blueprint.get("/remove")
def start_again() -> Reply:
    """Lead back to the list: nothing is taken off by an address."""
    return _to("start")


@blueprint.get("/contact")
def contact() -> Reply:
    """Ask who might see the phone, the letter or this screen."""
    visit = current_visit()
    if visit is None:
        return _to("start")
    return _contact(ContactForm(formdata=None, data=visit.contact))


@blueprint.post("/contact")
def put_contact() -> Reply:
    """Keep how the family can be reached safely."""
    visit = current_visit()
    if visit is None or not _is_of_this_visit():
        return _to("start")
    form = ContactForm()
    if not form.validate():
        return _contact(form), UNPROCESSABLE
    change_visit(visit, contact=visit.contact | form.answers())
    return _to("advice")


@blueprint.get("/advice")
def advice() -> Reply:
    """Say how to give the sheet to the family, and what is left off it."""
    visit = current_visit()
    if visit is None or not is_answered(visit.contact):
        return _to("start" if visit is None else "contact")
    services = shortlisted(db.session, visit.shortlist, today())
    return render_template(
        "signpost/advice.html",
        advice=advise(visit.contact, harm_may_see=harm_may_see(visit)),
        way=WAYS[visit.contact[WAY]].lower(),
        telling=[service for service in services if service.is_shown and service.is_telling],
        left_off=[service for service in services if not service.is_shown],
        no_phone=[service for service in services if service.is_shown and not service.has_phone],
    )


@blueprint.get("/sheet")
def sheet() -> Reply:
    """Show the family's sheet."""
    return _for_the_family("signpost/sheet.html")


@blueprint.get("/numbers")
def numbers() -> Reply:
    """Show the discreet sheet: names and phone numbers, and nothing about why."""
    return _for_the_family("signpost/numbers.html")


@blueprint.errorhandler(VisitFullError)
def say_full(_: VisitFullError) -> Reply:
    """Say that nothing of the last step was kept, and what to do."""
    form = SheetForm(formdata=None, language=ENGLISH)
    return _start(form, [{"text": FULL, "href": "#list"}]), UNPROCESSABLE


def _start(form: SheetForm, error_list: list[dict[str, str]] | None = None) -> str:
    visit = current_visit()
    form.visit.data = visit.id if visit else ""
    services: list[OnList] = []
    if visit:
        services = shortlisted(db.session, visit.shortlist, today())
    return render_template(
        "signpost/start.html", form=form, services=services, error_list=error_list
    )


def _contact(form: ContactForm) -> str:
    visit = current_visit()
    form.visit.data = visit.id if visit else ""
    return render_template("signpost/contact.html", form=form)


def _for_the_family(template: str) -> Reply:
    visit = current_visit()
    if visit is None or not (visit.shortlist or visit.postcode):
        return _to("start")
    if not is_answered(visit.contact):
        return _to("contact")
    language = request.args.get("lang") or _language(visit)
    sheet_in(language)
    chosen, always = _services(visit)
    return render_template(
        template,
        services=chosen,
        practical=always[PRACTICAL_HELP],
        advocacy=always[ADVOCACY],
        day=say_date(today()),
        language=language if language in LANGUAGES else ENGLISH,
        languages=LANGUAGES,
        may_print=may_print(visit.contact, harm_may_see=harm_may_see(visit)),
        has_sample=any(each.is_sample for each in chain(chosen, *always.values())),
    )


def _services(visit: Visit) -> tuple[list[OnSheet], dict[str, list[OnSheet]]]:
    """Return the services of the shortlist that are open, and what is always offered beside."""
    place, on = _place(visit), today()

    def shown(services: list[Service]) -> list[OnSheet]:
        return [on_sheet(service, place, on) for service in services]

    chosen = [
        service for service in listed(db.session, visit.shortlist) if not takes_nobody(service, on)
    ]
    knowledge = bridge.knowledge_in(current_settings().data)
    always = always_offered(db.session, knowledge, place, visit.within_miles, on)
    ids = {service.id for service in chosen}
    others = {offer: [s for s in found if s.id not in ids] for offer, found in always.items()}
    return shown(chosen), {offer: shown(found) for offer, found in others.items()}


def _place(visit: Visit) -> Place | None:
    try:
        return place_of(visit.postcode)
    except PlaceError:  # the postcodes may have been renewed since it was given
        return None


def _language(visit: Visit | None) -> str:
    language = visit.contact.get(LANGUAGE) if visit else None
    return language if language in LANGUAGES else ENGLISH


def _is_of_this_visit() -> bool:
    """Say whether the form was made for the visit that is open now, if one is."""
    visit = current_visit()
    return request.form.get("visit", "") == (visit.id if visit else "")


def _to(endpoint: str) -> Response:
    return redirect(url_for(f"signpost.{endpoint}"), SEE_OTHER)
