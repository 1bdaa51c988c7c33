"""Solids as distances to their surface on a grid, and the smooth surface drawn around them.

Lengths are centimetres. A distance is negative inside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise, product

from library.models3d.glb import Mesh, Vector

Ball = tuple[float, float, float, float]  # middle and radius
FAR = 3.0
REACH = 1.1  # how far around a ball its distance is written down
EDGES = [
    (a, b)
    for a, b in product(range(8), repeat=2)
    if a < b and (a ^ b) in (1, 2, 4)
]  # fmt: skip
Shape = Callable[[Vector], float]


class Field:
    """Distances at the nodes of a grid from `low` on, `step` apart."""

    def __init__(self, low: Vector, high: Vector, step: float) -> None:
        self.low, self.step = low, step
        self.size = tuple(math.ceil((b - a) / step) + 1 for a, b in zip(low, high, strict=True))
        self.values = [FAR] * (self.size[0] * self.size[1] * self.size[2])

    def at(self, i: int, j: int, k: int) -> int:
        return (i * self.size[1] + j) * self.size[2] + k

    def node(self, i: int, j: int, k: int) -> Vector:
        (x, y, z), step = self.low, self.step
        return (x + i * step, y + j * step, z + k * step)

    def balls(self, balls: Iterable[Ball]) -> dict[int, float]:
        """The distance to many balls as one solid, where it is near."""
        near: dict[int, float] = {}
        for x, y, z, radius in balls:
            spans = [
                range(
                    max(0, math.ceil((middle - radius - REACH - low) / self.step)),
                    min(size, math.floor((middle + radius + REACH - low) / self.step) + 1),
                )
                for middle, low, size in zip((x, y, z), self.low, self.size, strict=True)
            ]
            for i in spans[0]:
                dx = (self.low[0] + i * self.step - x) ** 2
                for j in spans[1]:
                    dy = dx + (self.low[1] + j * self.step - y) ** 2
                    row = (i * self.size[1] + j) * self.size[2]
                    for k in spans[2]:
                        far = math.sqrt(dy + (self.low[2] + k * self.step - z) ** 2) - radius
                        if far < near.get(row + k, FAR):
                            near[row + k] = far
        return near

    def join(self, balls: Iterable[Ball], *, softly: float) -> None:
        """Melt another solid into this one; `softly`: how wide the seam is."""
        values = self.values
        for at, other in self.balls(balls).items():
            values[at] = softest(values[at], other, softly)

    def take(self, balls: Iterable[Ball], *, softly: float) -> None:
        """Hollow it out by another solid."""
        values = self.values
        for at, other in self.balls(balls).items():
            values[at] = -softest(-values[at], other, softly)

    def cut(self, away: Shape, *, softly: float) -> None:
        """Take away where `away` is negative."""
        for i, j, k in product(*map(range, self.size)):
            at = self.at(i, j, k)
            if self.values[at] < FAR / 2:
                self.values[at] = -softest(-self.values[at], away(self.node(i, j, k)), softly)

    @property
    def middle(self) -> float:
        """The x around which it is mirrored: the middle of the grid, a little off 0."""
        return self.low[0] + self.step * (self.size[0] - 1) / 2

    def mirror(self) -> None:
        """Let the side below x = 0 be like the one above. See `middle`."""
        last = self.size[0] - 1
        for i, j, k in product(range(self.size[0] // 2), range(self.size[1]), range(self.size[2])):
            self.values[self.at(i, j, k)] = self.values[self.at(last - i, j, k)]

    def smooth(self) -> None:
        """Take the ripples out: each node becomes a little like its neighbours, along each way."""
        for stride in (self.size[1] * self.size[2], self.size[2], 1):
            old = self.values
            new = old[:]
            for at in range(stride, len(old) - stride):
                if old[at] < FAR / 2:
                    new[at] = (old[at - stride] + 2 * old[at] + old[at + stride]) / 4
            self.values = new

    def value(self, place: Vector) -> float:
        """The distance at any place, between the nodes."""
        cell, parts = [], []
        for x, low, size in zip(place, self.low, self.size, strict=True):
            along = min(max((x - low) / self.step, 0.0), size - 1.001)
            cell.append(int(along))
            parts.append(along - int(along))
        found = 0.0
        for corner in product((0, 1), repeat=3):
            weight = 1.0
            for bit, part in zip(corner, parts, strict=True):
                weight *= part if bit else 1 - part
            i, j, k = (a + b for a, b in zip(cell, corner, strict=True))
            found += weight * self.values[self.at(i, j, k)]
        return found

    def slope(self, place: Vector) -> Vector:
        """The way out: the direction in which the distance grows, of length 1."""
        h = self.step / 2
        found = []
        for axis in range(3):
            ahead, behind = list(place), list(place)
            ahead[axis] += h
            behind[axis] -= h
            found.append(self.value(tuple(ahead)) - self.value(tuple(behind)))  # type: ignore[arg-type]
        return unit(tuple(found))  # type: ignore[arg-type]

    def surface(self) -> Mesh:
        """The surface at distance 0 by surface nets (Gibson, 1998)."""
        mesh, known = Mesh(), {}
        across, down = self.size[1] * self.size[2], self.size[2]
        corners = [a * across + b * down + c for a, b, c in product((0, 1), repeat=3)]
        values = self.values
        cells = product(*(range(size - 1) for size in self.size))
        for i, j, k in cells:
            base = self.at(i, j, k)
            if values[base] >= FAR / 2:
                continue
            here = [values[base + corner] for corner in corners]
            if min(here) >= 0 or max(here) < 0:
                continue
            known[i, j, k] = len(mesh.positions)
            mesh.positions.append(self._vertex((i, j, k), here))
        self._faces(mesh, known)
        mesh.normals = [self.slope(place) for place in mesh.positions]
        return mesh

    def _vertex(self, cell: tuple[int, int, int], here: list[float]) -> Vector:
        """The middle of where the surface crosses the edges of a cell."""
        sums, count = [0.0, 0.0, 0.0], 0
        for a, b in EDGES:
            if (here[a] < 0) != (here[b] < 0):
                part = here[a] / (here[a] - here[b])
                for axis, bit in enumerate((4, 2, 1)):
                    one, other = float(bool(a & bit)), float(bool(b & bit))
                    sums[axis] += one + part * (other - one)
                count += 1
        return tuple(
            low + (at + total / count) * self.step
            for low, at, total in zip(self.low, cell, sums, strict=True)
        )  # type: ignore[return-value]

    def _faces(self, mesh: Mesh, known: dict[tuple[int, int, int], int]) -> None:
        """Two triangles for each edge of the grid that the surface crosses."""
        ways = (((1, 0, 0), (0, 1, 0), (0, 0, 1)), ((0, 1, 0), (0, 0, 1), (1, 0, 0)),
                ((0, 0, 1), (1, 0, 0), (0, 1, 0)))  # fmt: skip
        for i, j, k in known:
            inside = self.values[self.at(i, j, k)] < 0
            for way, one, other in ways:
                end = self.values[self.at(i + way[0], j + way[1], k + way[2])] < 0
                if inside == end:
                    continue
                around = [
                    known.get((i - a * one[0] - b * other[0], j - a * one[1] - b * other[1],
                               k - a * one[2] - b * other[2]))
                    for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))
                ]  # fmt: skip
                if None in around:
                    continue
                a, b, c, d = around if inside else around[::-1]
                mesh.faces += [(a, b, c), (a, c, d)]  # type: ignore[list-item]


def softest(one: float, other: float, width: float) -> float:
    """The smaller of two distances, rounded where they are alike (Quilez, 2013)."""
    near = max(width - abs(one - other), 0.0) / width
    return min(one, other) - near * near * width / 4


# ---- Ways to lay balls


def unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(x * x for x in vector)) or 1.0
    return tuple(x / length for x in vector)  # type: ignore[return-value]


def along(points: list[Ball], *, apart: float = 0.12) -> list[Ball]:
    """Balls along a smooth line through these (Catmull and Rom, 1974)."""
    found: list[Ball] = []
    for at in range(len(points) - 1):
        four = [points[max(0, at - 1)], *points[at : at + 2], points[min(len(points) - 1, at + 2)]]
        length = math.dist(four[1][:3], four[2][:3])
        count = max(1, round(length / apart))
        found += [between(four, step / count) for step in range(count)]
    return [*found, points[-1]]


def between(four: list[Ball], t: float) -> Ball:
    """A place on the line from the second to the third of four."""
    return tuple(
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t
               + (3 * b - a - 3 * c + d) * t * t * t)
        for a, b, c, d in zip(*four, strict=True)
    )  # fmt: skip


def plate(upper: list[Ball], lower: list[Ball], *, bulge: Vector, thin: float) -> list[Ball]:
    """Balls over the bent plate between two lines; `thin`: its radius in the middle."""
    rows = 44
    top, bottom = resampled(along(upper), rows), resampled(along(lower), rows)
    found: list[Ball] = []
    for first, last in zip(top, bottom, strict=True):
        count = max(2, round(math.dist(first[:3], last[:3]) / 0.22))
        for step in range(count + 1):
            t = step / count
            bend = math.sin(math.pi * t)
            x, y, z = (
                a + (b - a) * t + by * bend for a, b, by in zip(first, last, bulge, strict=False)
            )
            edge = first[3] + (last[3] - first[3]) * t
            found.append((x, y, z, edge + (min(thin, edge) - edge) * bend**0.6))
    return found


def resampled(balls: list[Ball], count: int) -> list[Ball]:
    """So many of them, evenly apart."""
    ways = [0.0]
    for one, other in pairwise(balls):
        ways.append(ways[-1] + math.dist(one[:3], other[:3]))
    found, at = [], 0
    for step in range(count):
        way = ways[-1] * step / (count - 1)
        while at < len(ways) - 2 and ways[at + 1] < way:
            at += 1
        part = (way - ways[at]) / (ways[at + 1] - ways[at])
        found.append(
            tuple(a + (b - a) * part for a, b in zip(balls[at], balls[at + 1], strict=True))
        )
    return found  # type: ignore[return-value]
