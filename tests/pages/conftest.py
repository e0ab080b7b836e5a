"""The sample form is for the tests of this folder alone."""

from tests.pages.sample_form import sample_app, sample_client

__all__ = ["sample_app", "sample_client"]
