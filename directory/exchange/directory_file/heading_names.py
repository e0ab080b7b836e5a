"""What councils call the columns of the directory file: each name, however it is written.

Capitals, spaces and marks do not count: "Organisation Number" is `organisation_number`.
"""

import re
from collections.abc import Mapping

from directory.model.age_words import AgeUnit
from directory.model.columns import NAMES

AGES = "ages"
"""A column of ours for ages in words, which fill both columns of ages."""
ROW_VERSION = "row_version"
"""A column that an export adds: which version of the entry the row was written from."""
OF_FILE = (AGES, ROW_VERSION)
"""Columns that a file may have beside those that are stored."""
_OTHERS = {
    "id": "service_id service_ref service_reference reference",
    "name": "service_name service title service_title",
    "organisation": "organization organisation_name organization_name provider provider_name "
    "provided_by delivered_by",
    "organisation_number": "organization_number charity_number company_number "
    "charity_or_company_number organisation_no charity_no registration_number",
    "programme": "programme_id program",
    "kind": "service_type type type_of_service category kind_of_help",
    "description": "service_description about summary",
    "status": "service_status",
    "starts_on": "start_date starts",
    "ends_on": "end_date ends funding_ends contract_ends",
    "eligibility_note": "eligibility eligibility_criteria who_is_it_for",
    "venue_name": "venue location location_name building",
    "address": "venue_address street_address full_address",
    "postcode": "post_code venue_postcode postal_code",
    "hide_address": "address_hidden confidential_address hidden_address",
    "areas_served": "area_served areas area areas_covered area_covered local_authority",
    "referral_routes": "referral_route referral who_can_refer",
    "referral_note": "how_to_refer referral_process",
    "phone": "telephone phone_number telephone_number tel tel_no contact_number",
    "hours": "opening_hours opening_times",
    "email": "e_mail email_address contact_email",
    "url": "website web_site web_page web_address link",
    "cost": "price fee fees",
    "waiting_weeks": "waiting_time_weeks wait_weeks",
    "languages": "language",
    "assured_on": "date_assured last_assured last_checked date_checked",
    "assured_by": "checked_by",
    AGES: "age age_range ages_served age_group age_groups",
    "age_from_months": "age_from minimum_age min_age age_min from_age youngest_age "
    "minimum_age_months min_age_months",
    "age_under_months": "age_under under_age",
}
_YEARS_FROM = "age_from_years minimum_age_years min_age_years"
_LAST = "age_to maximum_age max_age age_max oldest_age to_age maximum_age_months max_age_months"
_YEARS_LAST = "age_to_years maximum_age_years max_age_years"
_YEARS_UNDER = "age_under_years"
_UNITS: Mapping[str, tuple[str, AgeUnit]] = (
    {name: ("age_from_months", AgeUnit("years")) for name in _YEARS_FROM.split()}
    | {name: ("age_under_months", AgeUnit("years")) for name in _YEARS_UNDER.split()}
    | {name: ("age_under_months", AgeUnit("years", True)) for name in _YEARS_LAST.split()}
    | {name: ("age_under_months", AgeUnit("months", True)) for name in _LAST.split()}
)
_COLUMNS: Mapping[str, str] = (
    {name: name for name in (*NAMES, *OF_FILE)}
    | {each: name for name, others in _OTHERS.items() for each in others.split()}
    | {name: column for name, (column, _) in _UNITS.items()}
)


def column_of(heading: str) -> str | None:
    """Return the column that a heading names; None where we know none of that name."""
    return _COLUMNS.get(_plain(heading))


def unit_of(heading: str) -> AgeUnit:
    """Return how the numbers of a column of ages are meant, as far as its heading says."""
    return _UNITS.get(_plain(heading), ("", AgeUnit()))[1]


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
