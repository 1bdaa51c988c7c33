"""Plain bodies: turned on a lathe, or a ball drawn long."""

from __future__ import annotations

import math
from itertools import pairwise

from library.models3d.field import unit
from library.models3d.glb import Mesh, Vector

Colour = tuple[int, int, int, int]
Ring = tuple[float, float, Colour]  # how far along, how thick, of what colour


def plus(one: Vector, other: Vector, times: float = 1.0) -> Vector:
    return tuple(a + b * times for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def dot(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def cross(one: Vector, other: Vector) -> Vector:
    (a, b, c), (x, y, z) = one, other
    return (b * z - c * y, c * x - a * z, a * y - b * x)


def lathe(
    start: Vector,
    way: Vector,
    rings: list[Ring],
    *,
    sides: int = 24,
    arc: tuple[float, float] = (0.0, 1.0),
    zero: Vector = (0.0, 1.0, 0.0),
) -> Mesh:
    """What a lathe makes of an outline, from `start` on along `way`.

    Two rings at the same place make an edge. `arc`: the part of a turn, counted from `zero`.
    """
    mesh = Mesh()
    first = unit(plus(zero, way, -dot(zero, way)))
    second = cross(way, first)
    for (at, thick, colour), (to, thicker, other) in pairwise(rings):
        if (at, thick) == (to, thicker):  # only the colour changes here
            continue
        base, lean = len(mesh.positions), unit((to - at, thick - thicker, 0.0))
        for side in range(sides + 1):
            turn = 2 * math.pi * (arc[0] + (arc[1] - arc[0]) * side / sides)
            out = plus(tuple(x * math.cos(turn) for x in first), second, math.sin(turn))  # type: ignore[arg-type]
            normal = unit(plus(tuple(x * lean[0] for x in out), way, lean[1]))  # type: ignore[arg-type]
            for along, radius, paint in ((at, thick, colour), (to, thicker, other)):
                mesh.positions.append(plus(plus(start, way, along), out, radius))
                mesh.normals.append(normal)
                mesh.colours.append(paint)
        for side in range(sides):
            a = base + 2 * side
            mesh.faces += [(a, a + 2, a + 1), (a + 1, a + 2, a + 3)]
    return mesh


def long_ball(
    middle: Vector, axes: tuple[Vector, Vector, Vector], sizes: Vector, colour: Colour
) -> Mesh:
    """A ball drawn long along three axes, a little squared, as handles are."""
    mesh, rows, sides = Mesh(), 12, 24

    def squared(x: float) -> float:
        return math.copysign(abs(x) ** 0.7, x)

    for row in range(rows + 1):
        up = math.pi * (row / rows - 0.5)
        for side in range(sides + 1):
            turn = 2 * math.pi * side / sides
            ways = (math.cos(up) * math.cos(turn), math.cos(up) * math.sin(turn), math.sin(up))
            place, normal = middle, (0.0, 0.0, 0.0)
            for axis, size, part in zip(axes, sizes, ways, strict=True):
                place = plus(place, axis, size * squared(part))
                normal = plus(normal, axis, part / size)
            mesh.positions.append(place)
            mesh.normals.append(unit(normal))
            mesh.colours.append(colour)
    for row in range(rows):
        for side in range(sides):
            a = row * (sides + 1) + side
            mesh.faces += [(a, a + sides + 1, a + 1), (a + 1, a + sides + 1, a + sides + 2)]
    return mesh
