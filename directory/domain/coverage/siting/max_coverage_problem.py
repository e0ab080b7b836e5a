"""A choice of sites made as small as it can be with no answer lost.

Points that the same sites reach are one point; points with no children, or that no site reaches,
are none. A site that reaches nothing which another does not reach is left out: taking the other
instead is never worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from directory.domain.coverage.siting.incidence import Flags, Floats, Incidence, Numbers

BLOCK = 4096
"""Points compared at a time, to keep memory small."""
HAIR = 1e-9
"""The share of all children below which two numbers of them are the same: rounding of sums."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoverageProblem:
    """Sites, and points that each have children and a set of sites of their own."""

    covers: Incidence
    children: Floats
    sites: Numbers
    """For each row, its place among the candidates that were asked about, in rising order."""
    hair: float
    """Children too few to tell two answers apart."""

    @property
    def size(self) -> int:
        """Return how many sites there are."""
        return len(self.sites)

    @property
    def total(self) -> float:
        """Return the children that all sites together reach."""
        return float(self.children.sum())

    def left(self, chosen: Sequence[int]) -> Floats:
        """Return the children at each point that the chosen rows do not reach."""
        if not chosen:
            return self.children
        reached = self.covers[list(chosen)].sum(axis=0) > 0
        return np.where(reached, 0.0, self.children)

    def reached(self, chosen: Sequence[int]) -> float:
        """Return the children that the chosen rows reach."""
        return self.total - float(self.left(chosen).sum())

    def gains(self, left: Floats) -> Floats:
        """Return how many of the children that are left each site would reach."""
        return np.asarray(self.covers @ left, np.float64)


def whole(covers: Incidence, children: Floats) -> CoverageProblem:
    """Return the problem with every candidate in it, and points of the same sites as one.

    Raises ValueError where the table and the children differ in length.
    """
    if covers.shape[1] != len(children):
        raise ValueError(f"{covers.shape[1]} points are covered, {len(children)} have children")
    table, together = _merged(_ones(covers), children)
    return CoverageProblem(
        covers=table,
        children=together,
        sites=np.arange(covers.shape[0]),
        hair=HAIR * float(children.sum()),
    )


def reduced(problem: CoverageProblem) -> CoverageProblem:
    """Return the smallest problem with the same answers."""
    return only(problem, np.ones(problem.size, np.bool_))


def only(problem: CoverageProblem, sites: Flags) -> CoverageProblem:
    """Return the smallest problem over these sites alone."""
    rows = np.flatnonzero(sites)
    covers, children = _merged(problem.covers[rows], problem.children)
    kept = np.flatnonzero(~_dominated(covers))
    covers, children = _merged(covers[kept], children)
    return CoverageProblem(
        covers=covers, children=children, sites=problem.sites[rows[kept]], hair=problem.hair
    )


def _ones(covers: Incidence) -> Incidence:
    """Return the table with nothing but ones."""
    table = sparse.csr_array(covers, dtype=np.float64, copy=True)
    table.sum_duplicates()
    table.eliminate_zeros()
    table.data[:] = 1.0
    return table


def _merged(covers: Incidence, children: Floats) -> tuple[Incidence, Floats]:
    """Return the table and the children with points of the same sites as one, in stable order."""
    columns = covers.tocsc()
    columns.sort_indices()
    rows, ends = columns.indices, columns.indptr
    group_of: dict[bytes, int] = {}
    groups: list[int] = []
    points = [at for at in np.flatnonzero(children > 0).tolist() if ends[at] < ends[at + 1]]
    for at in points:
        groups.append(group_of.setdefault(rows[ends[at] : ends[at + 1]].tobytes(), len(group_of)))
    _, first = np.unique(np.array(groups, np.int64), return_index=True)
    together = np.bincount(np.array(groups, np.int64), children[points], len(group_of))
    return columns[:, np.array(points, np.int64)[first]].tocsr(), together.astype(np.float64)


def _dominated(covers: Incidence) -> Flags:
    """Return which sites reach nothing that another, or an earlier one like them, does not."""
    shared = np.zeros((covers.shape[0], covers.shape[0]), np.float32)
    for start in range(0, covers.shape[1], BLOCK):
        block = covers[:, start : start + BLOCK].toarray().astype(np.float32)
        shared += block @ block.T
    size = np.diag(shared)
    inside = shared >= size[:, None]
    larger = size[None, :] > size[:, None]
    earlier = np.tri(len(size), k=-1, dtype=np.bool_) & (size[None, :] == size[:, None])
    return np.asarray((inside & (larger | earlier)).any(axis=1) | (size == 0))
