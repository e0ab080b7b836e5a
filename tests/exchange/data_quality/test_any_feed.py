"""Whatever a feed sends, a report is made of it, and never raises."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report_text import as_text
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import standard
from tests.exchange.data_quality.feeds import DETAILS, ON, page, record

FIELDS = (*standard().objects["service"]["fields"], "eligibilitys", "wait_time")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 130) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "minimum_age", "taxonomy_term", "term_uri", "uri"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
SERVICES = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(SERVICES | JSON, max_size=3), st.lists(SERVICES, max_size=3), JSON)
def test_a_report_is_made_of_any_answers(
    listed: list[Any], records: list[Any], details: Any
) -> None:
    documents = FeedDocuments(
        source="any",
        pages={"/services": [page(*listed, total_items=details)]},
        records={"/": [details], "/services/{id}": records},
    )

    found = report_feed(documents, on=ON)

    assert found.usable.count <= found.services
    assert as_text(found)


def test_a_record_nested_beyond_all_sense_is_read() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    documents = FeedDocuments(
        source="any", records={"/": [DETAILS], "/services/{id}": [record(vendor=deep)]}
    )

    assert report_feed(documents, on=ON).services == 1
