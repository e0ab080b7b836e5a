"""How well Find answers judged searches, beside plain FTS5 bm25 in the same run: NDCG@10."""

from bench.relevance.figures import figures

__all__ = ["figures"]
