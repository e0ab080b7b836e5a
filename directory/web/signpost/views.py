"""Signpost: a shortlist of services becomes a sheet for the family, safe contact asked first."""

from itertools import chain

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from directory.infrastructure.clock import today
from directory.storage import reference_data
from directory.web.extensions import current_settings, db
from directory.web.family_session import (
    Visit,
    VisitFullError,
    change_visit,
    current_visit,
    keep_visit,
    new_visit,
)
from directory.web.sheet_list import open_visit_id, take_off_list
from directory.web.signpost.blueprint import blueprint
from directory.web.signpost.contact import (
    WAY,
    WAYS,
    advise,
    harm_may_see,
    is_answered,
    may_print,
    may_send,
)
from directory.web.signpost.forms import ContactForm, SheetForm
from directory.web.signpost.languages import ENGLISH, LANGUAGES, is_checked, say_date, sheet_in
from directory.web.signpost.message_text import email, text_message
from directory.web.signpost.sheet import listed, on_sheet
from directory.web.signpost.sheet_services import lead_to, services_of
from directory.web.signpost.shortlist_review import ReviewedService, reviewed_shortlist
from directory.web.signpost.standing_offers import ADVOCACY, PRACTICAL_HELP

SEE_OTHER, UNPROCESSABLE = 303, 422
FULL = "There is no more room: take a service off the sheet, then try again"
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
        return lead_to("start")
    visit = current_visit()
    form = SheetForm(needs_postcode=not (visit and visit.shortlist))
    if not form.validate():
        return _start(form), UNPROCESSABLE
    if visit is None:
        keep_visit(visit := new_visit())
    contact = visit.contact | {LANGUAGE: form.language.data}
    change_visit(visit, postcode=form.postcode.data, contact=contact)
    return lead_to("advice" if is_answered(contact) else "contact")


@blueprint.post("/remove")
def remove() -> Reply:
    """Take one service off the shortlist."""
    if _is_of_this_visit():
        take_off_list(request.form.get("service", ""), made_for=open_visit_id())
    return lead_to("start")


@blueprint.get("/remove")
def start_again() -> Reply:
    """Lead back to the list: nothing is taken off by an address."""
    return lead_to("start")


@blueprint.get("/contact")
def contact() -> Reply:
    """Ask who might see the phone, the letter or this screen."""
    visit = current_visit()
    if visit is None:
        return lead_to("start")
    return _contact(ContactForm(formdata=None, data=visit.contact))


@blueprint.post("/contact")
def put_contact() -> Reply:
    """Keep how the family can be reached safely."""
    visit = current_visit()
    if visit is None or not _is_of_this_visit():
        return lead_to("start")
    form = ContactForm()
    if not form.validate():
        return _contact(form), UNPROCESSABLE
    change_visit(visit, contact=visit.contact | form.answers())
    return lead_to("advice")


@blueprint.get("/advice")
def advice() -> Reply:
    """Say how to give the sheet to the family, and what is left off it."""
    visit = current_visit()
    if visit is None or not is_answered(visit.contact):
        return lead_to("start" if visit is None else "contact")
    services = reviewed_shortlist(db.session, visit.shortlist, today())
    return render_template(
        "signpost/advice.html",
        advice=advise(visit.contact, harm_may_see=harm_may_see(visit)),
        may_send=may_send(visit.contact, harm_may_see=harm_may_see(visit)),
        way=WAYS[visit.contact[WAY]].lower(),
        telling=[service for service in services if service.is_shown and service.is_telling],
        left_off=[service for service in services if not service.is_shown],
        no_phone=[service for service in services if service.is_shown and not service.has_phone],
    )


@blueprint.get("/sheet")
def sheet() -> Reply:
    """Show the family's sheet."""
    return _for_the_family("signpost/sheet.html")


@blueprint.get("/service/<id>")
def one_service(id: str) -> str:
    """Show one service as a family reads of it; nothing of a family is needed for that."""
    [service] = listed(db.session, [id]) or abort(404)
    programmes = reference_data.knowledge_in(current_settings()).programme
    programme = programmes.get(service.programme or "")
    sheet_in(ENGLISH)
    shown = on_sheet(service, None, today(), programme)
    return render_template("signpost/one_service.html", service=shown, id=id)


@blueprint.get("/numbers")
def numbers() -> Reply:
    """Show the discreet sheet: names and phone numbers, and nothing about why."""
    return _for_the_family("signpost/numbers.html")


@blueprint.get("/message")
def message() -> Reply:
    """Show the sheet as a text message and as an email, to copy; only where a phone is safe."""
    visit = current_visit()
    if visit is None or not (visit.shortlist or visit.postcode):
        return lead_to("start")
    if not is_answered(visit.contact):
        return lead_to("contact")
    if not may_send(visit.contact, harm_may_see=harm_may_see(visit)):
        return render_template("signpost/message.html", messages=[])
    language = _language(visit)
    sheet_in(language)
    chosen, always = services_of(visit)
    services = [*chosen, *chain(*always.values())]
    return render_template(
        "signpost/message.html",
        messages=[
            ("text", "Text message", text_message(services)),
            ("email", "Email", email(services, say_date(today()))),
        ],
        language=language,
        is_checked=is_checked(language),
        has_sample=any(each.is_sample for each in services),
    )


@blueprint.errorhandler(VisitFullError)
def say_full(_: VisitFullError) -> Reply:
    """Say that nothing of the last step was kept, and what to do."""
    form = SheetForm(formdata=None, language=ENGLISH)
    return _start(form, [{"text": FULL, "href": "#list"}]), UNPROCESSABLE


def _start(form: SheetForm, error_list: list[dict[str, str]] | None = None) -> str:
    visit = current_visit()
    form.visit.data = visit.id if visit else ""
    services: list[ReviewedService] = []
    if visit:
        services = reviewed_shortlist(db.session, visit.shortlist, today())
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
        return lead_to("start")
    if not is_answered(visit.contact):
        return lead_to("contact")
    language = request.args.get("lang") or _language(visit)
    sheet_in(language)
    chosen, always = services_of(visit)
    return render_template(
        template,
        services=chosen,
        practical=always[PRACTICAL_HELP],
        advocacy=always[ADVOCACY],
        day=say_date(today()),
        language=language if language in LANGUAGES else ENGLISH,
        languages=LANGUAGES,
        is_checked=is_checked(language if language in LANGUAGES else ENGLISH),
        may_print=may_print(visit.contact, harm_may_see=harm_may_see(visit)),
        has_sample=any(each.is_sample for each in chain(chosen, *always.values())),
    )


def _language(visit: Visit | None) -> str:
    language = visit.contact.get(LANGUAGE) if visit else None
    return language if language in LANGUAGES else ENGLISH


def _is_of_this_visit() -> bool:
    """Say whether the form was made for the visit that is open now, if one is."""
    visit = current_visit()
    return request.form.get("visit", "") == (visit.id if visit else "")
