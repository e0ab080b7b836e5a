"""Every setting as a person reads of it: docs/settings.md is printed from this list."""

from dataclasses import dataclass

from directory.infrastructure.geocoder_settings import GEOCODERS
from directory.infrastructure.limit_settings import PAGE_SECONDS, Rates

SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as a person reads of it: its name, default and meaning."""

    name: str
    default: str
    meaning: str


LISTED = (
    Setting(
        name="WAYMARK_ENV",
        default="development",
        meaning="development, or production: secure cookies, HTTPS only, logs as JSON.",
    ),
    Setting(
        name="SECRET_KEY",
        default="none in production",
        meaning=f"Signs the session cookie. At least {SHORTEST_KEY} characters, kept secret.",
    ),
    Setting(
        name="SECRET_KEY_OLD",
        default="none",
        meaning="Former keys, separated by commas: what they sealed still opens.",
    ),
    Setting(
        name="DATABASE_URL",
        default="SQLite: instance/waymark.sqlite",
        meaning="sqlite:///file, or postgresql://user:password@host/name.",
    ),
    Setting(
        name="WAYMARK_PLACES",
        default="instance/places.bin",
        meaning="The packed postcodes that waymark places build makes.",
    ),
    Setting(
        name="WAYMARK_DATA",
        default="data",
        meaning="The folder of knowledge files and the sample directory.",
    ),
    Setting(
        name="WAYMARK_LOCAL_KNOWLEDGE",
        default="instance/knowledge",
        meaning="The folder of this council’s own knowledge files, if there is one.",
    ),
    Setting(
        name="WAYMARK_PROXIES",
        default="0",
        meaning="How many proxies of yours stand in front of the server (X-Forwarded-…).",
    ),
    Setting(
        name="WAYMARK_COUNT_ASKS",
        default="yes",
        meaning="Count by month and council what is asked for and not found: yes, or no.",
    ),
    Setting(
        name="WAYMARK_GEOCODER",
        default="none",
        meaning=(
            "Finds venues by their addresses, for waymark services geocode alone (docs/places.md):"
            f" {', '.join(GEOCODERS)}."
        ),
    ),
    Setting(
        name="WAYMARK_GEOCODER_OPTIONS",
        default="none",
        meaning=(
            "What it needs, as name=value, separated by semicolons: user_agent (who asks, and how"
            " to reach you), api_key, domain (a server of your own), scheme."
        ),
    ),
    Setting(
        name="WAYMARK_SIGN_IN",
        default="writers",
        meaning="Who needs an account: writers (who changes or plans), or everyone.",
    ),
    Setting(
        name="WAYMARK_OIDC_ISSUER",
        default="none",
        meaning="The address of the council’s identity provider (OpenID Connect).",
    ),
    Setting(
        name="WAYMARK_OIDC_CLIENT_ID",
        default="none",
        meaning="The name of this copy at the identity provider.",
    ),
    Setting(
        name="WAYMARK_OIDC_CLIENT_SECRET",
        default="none",
        meaning="Its password there, kept secret.",
    ),
    Setting(
        name="WAYMARK_OIDC_NAME",
        default="your council account",
        meaning="What the page of signing in calls the identity provider.",
    ),
    Setting(
        name="WAYMARK_BREACHED_PASSWORDS",
        default="none",
        meaning="A file of SHA-1 hashes of stolen passwords, in order: these cannot be chosen.",
    ),
    Setting(
        name="WAYMARK_DIRECT_CHANGES",
        default="none",
        meaning="Columns that a provider changes without an editor: phone,waiting_weeks,…",
    ),
    Setting(
        name="WAYMARK_SMTP",
        default="none: files in a folder",
        meaning="The mail server: smtp://user:password@host:port, or smtps://….",
    ),
    Setting(
        name="WAYMARK_MAIL_FOLDER",
        default="instance/mail",
        meaning="Where e-mails are written as files while there is no mail server.",
    ),
    Setting(
        name="WAYMARK_MAIL_FROM",
        default="waymark@localhost",
        meaning="The address that e-mails come from.",
    ),
    Setting(
        name="WAYMARK_SITE",
        default="http://127.0.0.1:5000",
        meaning="The address of this copy, with which links in e-mails and feeds begin.",
    ),
    Setting(
        name="WAYMARK_HOSTS",
        default="that of WAYMARK_SITE, and this machine",
        meaning="Further hosts that this copy answers to, separated by commas; others get 400.",
    ),
    Setting(
        name="WAYMARK_METRICS_TOKEN",
        default="none: this machine alone",
        meaning="The bearer token with which /metrics is read from elsewhere, kept secret.",
    ),
    Setting(
        name="WAYMARK_SECURITY_CONTACT",
        default="none: there is no security.txt",
        meaning="Where faults of safety are told: mailto:… or https://….",
    ),
    Setting(
        name="WAYMARK_BACKUP_KEY",
        default="none: backups are not sealed",
        meaning="Seals what waymark backup writes; kept apart from the backups.",
    ),
    Setting(
        name="WAYMARK_DATABASE_SECONDS",
        default="20",
        meaning="After how many seconds a page gives up waiting for the database.",
    ),
    Setting(
        name="WAYMARK_LIMITS",
        default="yes in production",
        meaning="Refuse (429) an address that asks too often: yes, or no.",
    ),
    Setting(
        name="WAYMARK_LIMITS_STORAGE",
        default="memory://",
        meaning="Where requests are counted: in each worker’s memory, or redis://host:port.",
    ),
    Setting(
        name="WAYMARK_LIMIT_PAGES",
        default=Rates().pages,
        meaning="How often one address may ask for anything.",
    ),
    Setting(
        name="WAYMARK_LIMIT_FORMS",
        default=Rates().forms,
        meaning="How often it may send a form or ask the API.",
    ),
    Setting(
        name="WAYMARK_LIMIT_COSTLY",
        default=Rates().costly,
        meaning="How often it may ask for gaps, new sites and PDFs, and send files.",
    ),
    Setting(
        name="WAYMARK_LIMIT_SIGN_IN",
        default=Rates().sign_in,
        meaning="How often it may send what signs in.",
    ),
    Setting(
        name="WAYMARK_LIMIT_REPORTS",
        default=Rates().reports,
        meaning="How often it may tell that an entry is wrong; hiding an address is never counted.",
    ),
    Setting(
        name="WAYMARK_PAGE_SECONDS",
        default=f"{PAGE_SECONDS:g}",
        meaning="How long gaps and other costly pages may take before they end; 0 for no end.",
    ),
)
