"""A form of every common field, on an app of its own, to try the base form and the layouts."""

import pytest
from flask import Blueprint, Flask, render_template_string, request
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSubmitInput, GovTextInput
from wtforms import RadioField, StringField, SubmitField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from directory.web.base_form import BaseForm
from directory.web.extensions import csrf
from tests.web.page_client import PageClient

TEMPLATE = """
{% extends "family_page.html" %}
{% set heading = "A sample form" %}
{% block body %}
<form method="post" action="/choose/sample" novalidate>
  {{ form.csrf_token }}{{ form.age }}{{ form.sex }}{{ form.send }}
</form>
{% endblock %}
"""


class SampleForm(BaseForm):
    age = StringField("Age", widget=GovTextInput(), validators=[InputRequired("Enter an age")])
    sex = RadioField(
        "Sex",
        widget=GovRadioInput(),
        choices=[SelectChoice("female", "Girl"), SelectChoice("male", "Boy")],
        validators=[InputRequired("Select a sex")],
    )
    send = SubmitField("See options", widget=GovSubmitInput())


def sample() -> str:
    form = SampleForm()
    form.validate_on_submit()
    return render_template_string(TEMPLATE, form=form)


def broken() -> str:
    raise RuntimeError("the postcode is SW1A 1AA")


def read_body() -> str:
    """Read a body whose length was not announced."""
    return str(len(request.get_data()))


@pytest.fixture
def sample_app(app: Flask) -> Flask:
    """Return the app with pages of the tests' own, and errors answered as in earnest."""
    blueprint = Blueprint("sample", __name__)
    blueprint.add_url_rule("/choose/sample", view_func=sample, methods=["GET", "POST"])
    blueprint.add_url_rule("/broken", view_func=broken)
    blueprint.add_url_rule("/api/broken", view_func=broken, endpoint="api_broken")
    blueprint.add_url_rule("/body", view_func=csrf.exempt(read_body), methods=["POST"])
    app.register_blueprint(blueprint)
    app.extensions["open"] |= {e for e in app.view_functions if e.startswith("sample.")}
    app.testing = False
    return app


@pytest.fixture
def sample_client(sample_app: Flask) -> PageClient:
    return PageClient(sample_app.test_client())
