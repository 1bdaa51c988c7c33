"""The bone marrow test: the pelvis from behind under the skin, cut open where the needles are.

x is to the person's right, y up, z to their back; centimetres until the file is written. What the
needles do follows Riley and others, A pathologist's perspective on bone marrow aspiration and
biopsy, 2004: through the back of the iliac crest, towards the front spine of the hip bone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from library.models3d import pelvis
from library.models3d.field import Field, unit
from library.models3d.glb import Material, Mesh, Vector, Writer
from library.models3d.shapes import Colour, cross, dot, lathe, long_ball, plus

COPYRIGHT = "Marrow, MIT licence"

INWARD = unit((0.66, 0.0, -0.75))  # the way of both needles
UP: Vector = (0.0, 1.0, 0.0)
SIDE = cross(INWARD, UP)  # out of the cut, to the right and back
ENTRY: Vector = (4.75, 7.3, 8.1)  # in the middle of the bone's thickest part
CORTEX = 0.22  # cm: how thick the hard outside is drawn
OPENED = 2.75  # cm: how far the cut reaches
LID = 0.7  # cm: how far the piece that is taken off reaches over the edge
MIDDLE = plus(plus(ENTRY, INWARD, 1.3), UP, -0.7)  # of the cut
# Half of each needle stands out of the cut, so that it is seen.
ASPIRATE = plus(plus(ENTRY, UP, 0.5), SIDE, 0.08)
TREPHINE = plus(plus(ENTRY, UP, -0.95), SIDE, 0.16)

STEEL: Colour = (196, 202, 206, 255)
DARK_STEEL: Colour = (120, 128, 134, 255)
PLASTIC: Colour = (238, 242, 244, 255)
BLUE: Colour = (62, 118, 150, 255)
GREEN: Colour = (74, 134, 120, 255)
RED: Colour = (128, 18, 22, 255)
CLEAR: Colour = (214, 228, 234, 255)

MATERIALS = {
    "bone": Material("bone", (0.97, 0.92, 0.82), roughness=0.72),
    "lid": Material("lid", (0.97, 0.92, 0.82), roughness=0.72, hides=True, hidden=True),
    "marrow": Material("marrow", (1.0, 1.0, 1.0), roughness=0.55),
    "numbing": Material(
        "numbing", (1.0, 1.0, 1.0), roughness=0.35, hides=True, hidden=True, both_sides=True
    ),
    "aspirate": Material("aspirate", (1.0, 1.0, 1.0), roughness=0.35, hides=True, both_sides=True),
    "trephine": Material("trephine", (1.0, 1.0, 1.0), roughness=0.35, hides=True, both_sides=True),
    "core": Material("core", (1.0, 1.0, 1.0), roughness=0.6, hides=True),
    "dressing": Material(
        "dressing", (1.0, 1.0, 1.0), roughness=0.95, hides=True, hidden=True, both_sides=True
    ),
    "skin": Material("skin", (0.78, 0.56, 0.47), roughness=0.85, opacity=0.34),
}


def model() -> bytes:
    """The whole file."""
    writer = Writer(COPYRIGHT)
    whole = pelvis.field()
    opened = pelvis.field()
    opened.cut(cut_away, softly=0.3)
    alike, near, lid = halves(whole)
    plane = whole.middle / 100
    in_metres(alike, near)
    writer.part(alike, MATERIALS["bone"], mirrored=plane)
    writer.part(near, MATERIALS["bone"], mirrored=plane, here=False)
    for name, mesh in {
        "bone": around_the_cut(opened),
        "lid": lid,
        "marrow": marrow(whole),
        "numbing": numbing(),
        "aspirate": aspirate(),
        "trephine": trephine(),
        "core": core(),
        "dressing": dressing(),
        "skin": skin(),
    }.items():
        in_metres(mesh)
        writer.part(mesh, MATERIALS[name])
    return writer.bytes()


def in_metres(*meshes: Mesh) -> None:
    for mesh in meshes:
        mesh.positions = [tuple(x / 100 for x in place) for place in mesh.positions]  # type: ignore[misc]


def cut_away(place: Vector) -> float:
    """Negative in what is taken off: the outer half of the bone around the needles."""
    return max(math.dist(place, MIDDLE) - OPENED, -dot(plus(place, ENTRY, -1), SIDE))


# ---- Bone and marrow


def bone(field: Field) -> Mesh:
    """The surface of the bones, darker where little light comes."""
    mesh = field.surface()
    mesh.colours = [
        shaded((255, 255, 255), hidden(field, place, normal))
        for place, normal in zip(mesh.positions, mesh.normals, strict=True)
    ]
    return mesh


def halves(whole: Field) -> tuple[Mesh, Mesh, Mesh]:
    """Of the right half of the bones: all that is far from the cut, what is near, and the lid."""
    mesh = bone(whole)
    middle = whole.middle - 0.001
    right = [face for face in mesh.faces if all(mesh.positions[at][0] >= middle for at in face)]
    near = {at for at, place in enumerate(mesh.positions) if is_near(place)}
    off = {at for at, place in enumerate(mesh.positions) if cut_away(place) < LID}
    return (
        mesh.only(face for face in right if not near.issuperset(face)),
        mesh.only(face for face in right if near.issuperset(face)),
        mesh.only(face for face in right if off.issuperset(face)),
    )


def around_the_cut(opened: Field) -> Mesh:
    """What is near it, with the piece taken off; at its edge the same as of the whole bone."""
    mesh = bone(opened)
    near = {at for at, place in enumerate(mesh.positions) if is_near(place)}
    return mesh.only(face for face in mesh.faces if near.issuperset(face))


def is_near(place: Vector) -> bool:
    return math.dist(place, MIDDLE) < OPENED + 1.5


def hidden(field: Field, place: Vector, normal: Vector) -> float:
    """How much of the light the bones around it keep away (Evans, 2006): 0 to 1."""
    found = 0.0
    for weight, far in ((0.45, 0.6), (0.35, 1.3), (0.2, 2.4)):
        found += weight * max(0.0, far - field.value(plus(place, normal, far))) / far
    return min(1.0, found)


def shaded(colour: tuple[int, int, int], dark: float) -> Colour:
    """Shadows on bone are warm."""
    parts = zip(colour, (0.72, 0.86, 0.98), strict=True)
    light = (x * (1 - by * min(1.0, 1.15 * dark)) for x, by in parts)
    return (*(min(255, round(x / 8) * 8) for x in light), 255)  # type: ignore[return-value]


def marrow(field: Field) -> Mesh:
    """The face of the cut: a hard rim, and inside it red marrow between fine struts of bone."""
    step, reach = 0.09, 34
    origin = plus(MIDDLE, SIDE, 0.05)
    mesh, known = Mesh(), {}

    def corner(i: int, j: int) -> int:
        if (i, j) not in known:
            place = plus(plus(origin, INWARD, i * step), UP, j * step)
            depth = -field.value(place)
            if depth < 0:  # outside: drawn to the edge, which is smooth so
                way = field.slope(place)
                place = plus(place, plus(way, SIDE, -dot(way, SIDE)), depth)
            known[i, j] = len(mesh.positions)
            mesh.positions.append(place)
            mesh.normals.append(SIDE)
            mesh.colours.append(tissue(depth, i * step, j * step))
        return known[i, j]

    for i in range(-reach, reach):
        for j in range(-reach, reach):
            middle = plus(plus(origin, INWARD, (i + 0.5) * step), UP, (j + 0.5) * step)
            # A little under the bone that is left around it, too.
            if math.hypot(i + 0.5, j + 0.5) * step > OPENED + 0.2 or field.value(middle) > 0:
                continue
            a, b, c, d = (corner(i + x, j + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
            mesh.faces += [(a, b, c), (a, c, d)]
    return mesh


def tissue(depth: float, x: float, y: float) -> Colour:
    """What is seen at a place of the cut, so deep under the surface of the bone."""
    if depth < CORTEX:
        return (243, 228, 196, 255)
    near, next_near = cells(x, y)
    strut = max(0.0, 1 - (next_near - near) / 0.085) if depth < 3 else 0.0
    fat = max(0.0, 1 - near / 0.07)
    edge = max(0.0, 1 - (depth - CORTEX) / 0.12)
    red, pale = (150, 26, 34), (240, 205, 178)
    share = min(1.0, max(0.85 * strut, 0.55 * fat, edge))
    return (*(round(a + (b - a) * share) for a, b in zip(red, pale, strict=True)), 255)  # type: ignore[return-value]


def cells(x: float, y: float) -> tuple[float, float]:
    """How far the nearest two of some scattered points are (Worley, 1996)."""
    size = 0.30
    column, row = math.floor(x / size), math.floor(y / size)
    found = sorted(
        math.dist((x, y), ((i + scatter(i, j)) * size, (j + scatter(j + 57, i - 31)) * size))
        for i in range(column - 1, column + 2)
        for j in range(row - 1, row + 2)
    )
    return found[0], found[1]


def scatter(i: int, j: int) -> float:
    """A number from 0 to 1 that looks like chance and is always the same."""
    mixed = (i * 374_761_393 + j * 668_265_263) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 1_274_126_177) & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 16)) & 0xFFFF) / 0xFFFF


# ---- What the person who does the test holds


def syringe(
    tip: Vector,
    *,
    shaft: float,
    thick: float,
    barrel: float,
    filled: float,
    ink: Colour,
    length: float,
    drawn: float,
) -> Mesh:
    """A needle with its point at `tip`, and a syringe on it, filled and drawn so far."""
    back: Vector = tuple(-x for x in INWARD)  # type: ignore[assignment]
    mesh = lathe(
        tip, back, [(0, 0.01, STEEL), (0.25, thick, STEEL), (shaft, thick, STEEL)], sides=12
    )
    at = shaft
    hub = [
        (at, thick, BLUE),
        (at, 0.28, BLUE),
        (at + 0.9, 0.36, BLUE),
        (at + 0.9, 0.16, PLASTIC),
        (at + 1.3, 0.18, PLASTIC),
        (at + 1.3, 0, PLASTIC),
    ]
    mesh.add(lathe(tip, back, hub))
    at += 1.3
    outline = [
        (at, 0.0, CLEAR),
        (at, barrel, ink),
        (at + filled, barrel, ink),
        (at + filled, barrel, CLEAR),
        (at + length, barrel, CLEAR),
        (at + length, barrel * 1.5, PLASTIC),
        (at + length + 0.18, barrel * 1.5, PLASTIC),
        (at + length + 0.18, 0.0, PLASTIC),
    ]
    mesh.add(lathe(tip, back, outline))
    end = at + length + drawn
    rod = [
        (at + length, barrel * 0.45, PLASTIC),
        (end, barrel * 0.45, PLASTIC),
        (end, barrel * 1.15, PLASTIC),
        (end + 0.18, barrel * 1.15, PLASTIC),
        (end + 0.18, 0, PLASTIC),
    ]
    mesh.add(lathe(tip, back, rod))
    for mark in range(1, 6):
        ring = at + length * mark / 6.5
        mesh.add(
            lathe(
                tip,
                back,
                [(ring, barrel + 0.012, DARK_STEEL), (ring + 0.05, barrel + 0.012, DARK_STEEL)],
                arc=(0.0, 0.45),
            )
        )
    return mesh


def numbing() -> Mesh:
    """The fine needle that numbs the skin and the surface of the bone; its point touches it."""
    tip = plus(ENTRY, INWARD, -1.22)
    return syringe(
        tip, shaft=3.2, thick=0.045, barrel=0.5, filled=2.6, ink=CLEAR, length=4.2, drawn=2.4
    )


def aspirate() -> Mesh:
    """The needle in the marrow, and the syringe into which the liquid part is drawn."""
    return syringe(
        plus(ASPIRATE, INWARD, 0.7),
        shaft=4.6,
        thick=0.11,
        barrel=0.72,
        filled=1.7,
        ink=RED,
        length=4.6,
        drawn=1.9,
    )


def trephine() -> Mesh:
    """The wider hollow needle with its handle; its last part is drawn open, to show the core."""
    back: Vector = tuple(-x for x in INWARD)  # type: ignore[assignment]
    tip = plus(TREPHINE, INWARD, 2.1)
    mesh = lathe(
        tip,
        back,
        [(0, 0.12, STEEL), (0.5, 0.21, STEEL), (2.2, 0.21, STEEL)],
        sides=16,
        arc=(0.02, 0.48),
        zero=UP,
    )
    rings = [(2.2, 0.21), (3.2, 0.21), (4.2, 0.21), (5.2, 0.21), (6.4, 0.21)]
    for (at, thick), (to, _) in pairwise(rings):
        mesh.add(
            lathe(
                tip,
                back,
                [
                    (at, thick, STEEL),
                    (to - 0.05, thick, STEEL),
                    (to - 0.05, thick, DARK_STEEL),
                    (to, thick, DARK_STEEL),
                ],
                sides=16,
            )
        )
    mesh.add(
        lathe(
            tip, back, [(6.3, 0.21, GREEN), (6.3, 0.42, GREEN), (7.0, 0.5, GREEN), (7.0, 0, GREEN)]
        )
    )
    hold = plus(tip, back, 7.4)
    mesh.add(long_ball(hold, (cross(UP, back), back, UP), (2.5, 0.62, 0.42), GREEN))
    mesh.add(
        lathe(
            hold, back, [(0.3, 0.5, BLUE), (0.95, 0.5, BLUE), (1.05, 0.42, BLUE), (1.05, 0, BLUE)]
        )
    )
    return mesh


def core() -> Mesh:
    """What the trephine takes out: a thin thread of bone and marrow, a centimetre or two long."""
    back: Vector = tuple(-x for x in INWARD)  # type: ignore[assignment]
    tip = plus(TREPHINE, INWARD, 2.05)
    rings, length = [], 1.9
    for part in range(26):
        pale = scatter(part, 7)
        colour = tuple(
            round(a + (b - a) * pale**2)
            for a, b in zip((196, 92, 84), (252, 240, 220), strict=True)
        )
        rings.append((0.05 + length * part / 25, 0.14, (*colour, 255)))
    rings = [(0.05, 0.0, rings[0][2]), *rings, (0.05 + length, 0.0, rings[-1][2])]
    return lathe(tip, back, rings, sides=12)  # type: ignore[arg-type]


# ---- The skin


def table(rows: Sequence[tuple[float, float]], y: float) -> float:
    """A value between rows of (height, value), from the top down, eased."""
    for (high, one), (low, other) in pairwise(rows):
        if y >= low:
            part = min(1.0, max(0.0, (high - y) / (high - low)))
            return one + (other - one) * (part * part * (3 - 2 * part))
    return rows[-1][1]


HALF_WIDTH = [(18, 15.0), (13, 15.6), (8, 16.4), (3, 17.2), (-2, 17.7), (-7, 17.4), (-13, 16.4)]
DEPTH = [(18, 10.0), (13, 10.1), (8, 11.0), (4, 11.3), (0, 11.0), (-6, 10.4), (-13, 8.6)]
CLEFT = [(6, 0.0), (3, 0.6), (0, 2.4), (-6, 5.2), (-13, 6.0)]


def back_at(turn: float, y: float) -> Vector:
    """A place on the skin: so far around the body from the middle of the back, so high."""
    wide, deep = table(HALF_WIDTH, y), table(DEPTH, y)
    x = wide * math.copysign(abs(math.sin(turn)) ** 0.83, math.sin(turn))
    z = deep * math.copysign(abs(math.cos(turn)) ** 0.83, math.cos(turn))
    z += 3.0 * math.exp(-(((abs(x) - 6.6) / 4.6) ** 2) - ((y + 5.5) / 5.6) ** 2)
    z -= table(CLEFT, y) * math.exp(-((x / 1.25) ** 2))
    z -= table([(18, 0.9), (8, 0.7), (5, 0.0)], y) * math.exp(-((x / 1.6) ** 2))
    z -= 0.4 * math.exp(-(((abs(x) - 4.6) / 1.2) ** 2) - ((y - 7.8) / 1.2) ** 2)  # the dimples
    return (x, y, z)


def normal_at(turn: float, y: float) -> Vector:
    h = 0.02
    across = plus(back_at(turn + h, y), back_at(turn - h, y), -1)
    up = plus(back_at(turn, y + h), back_at(turn, y - h), -1)
    return unit(cross(across, up))


def skin() -> Mesh:
    """The back from waist to seat, fading out to all sides, and thinner over the place."""
    mesh, rows, columns = Mesh(), 32, 48
    place = skin_entry()
    for row in range(rows + 1):
        y = 17.5 - 30.5 * row / rows
        for column in range(columns + 1):
            turn = math.radians(-112 + 224 * column / columns)
            here = back_at(turn, y)
            away = min(
                1.0, (17.5 - y) / 4.5, (y + 13) / 5.5, (math.radians(112) - abs(turn)) / 0.75
            )
            opened = min(1.0, max(0.16, (math.dist(here, place) - 1.6) / 3.4))
            mesh.positions.append(here)
            mesh.normals.append(normal_at(turn, y))
            mesh.colours.append((255, 255, 255, round(255 * max(0.0, away) ** 1.3 * opened)))
    for row in range(rows):
        for column in range(columns):
            a = row * (columns + 1) + column
            b = a + columns + 1
            mesh.faces += [(a, b, a + 1), (a + 1, b, b + 1)]
    return mesh


def skin_entry() -> Vector:
    """Where the needles go through the skin."""
    return plus(ENTRY, INWARD, -2.9)


def dressing() -> Mesh:
    """A square pad over the place, afterwards."""
    mesh, steps, half = Mesh(), 14, 2.4
    x, y, _ = skin_entry()
    for row in range(steps + 1):
        for column in range(steps + 1):
            across, up = (2 * half * n / steps - half for n in (column, row))
            turn = math.asin(min(1.0, ((x + across) / table(HALF_WIDTH, y + up)) ** (1 / 0.83)))
            edge = max(abs(across), abs(up)) / half
            raised = 0.34 * (1 - edge**6) + 0.06
            mesh.positions.append(plus(back_at(turn, y + up), normal_at(turn, y + up), raised))
            mesh.normals.append(normal_at(turn, y + up))
            shade = 255 if edge < 0.62 else 232
            mesh.colours.append((shade, shade - 4, shade - 12, 255))
    for row in range(steps):
        for column in range(steps):
            a = row * (steps + 1) + column
            b = a + steps + 1
            mesh.faces += [(a, a + 1, b), (a + 1, b + 1, b)]
    return mesh
