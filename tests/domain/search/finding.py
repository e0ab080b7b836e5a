"""Short ways to search the made-up directory."""

from typing import Any

from directory.domain.search.result_rows import ResultRow, page_lines
from directory.domain.search.search import Results, search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import Lexicon, lexicon_in
from directory.infrastructure import paths
from tests.directory_builders import HOME, TODAY, Directory, knowledge


def lexicon() -> Lexicon:
    return lexicon_in(paths.data(), knowledge())


def results(directory: Directory, words: str = "", **asked: Any) -> Results:
    with directory.session() as session:
        question = SearchQuery(words=words, on=TODAY, **asked)
        return search(session, knowledge(), lexicon(), question)


def found(directory: Directory, words: str = "", **asked: Any) -> list[str]:
    """Return the ids of the services found, in order."""
    got = results(directory, words, **asked)
    return [got.arrays.snapshot.ids[at] for at in got.places]


def lines(directory: Directory, words: str = "", **asked: Any) -> dict[str, ResultRow]:
    with directory.session() as session:
        question = SearchQuery(words=words, on=TODAY, **asked)
        got = search(session, knowledge(), lexicon(), question)
        return {line.service.id: line for line in page_lines(session, knowledge(), got, 0, 20)}


def home(directory: Directory) -> Any:
    return directory.places.find(HOME)
