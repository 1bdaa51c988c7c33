"""The pelvis of a grown person from behind, as a field: x to their right, y up, z to their back.

Centimetres; 0 is midway between the hips. The places of the landmarks follow the usual figures of
anatomy books, rounded; no person's bones were measured.
"""

from __future__ import annotations

from library.models3d.field import Ball, Field, along, plate

STEP = 0.47
LOW, HIGH = (-16.5, -11.4, -8.6), (16.5, 17.1, 11.2)

# The upper rim of the hip bone, from front to back, and where its blade begins, above the hip.
FRONT_SPINE, BACK_SPINE = (11.9, 8.2, -6.2), (4.6, 7.6, 8.2)
CREST: list[Ball] = [
    (*FRONT_SPINE, 0.75),
    (13.2, 10.8, -4.4, 0.8),
    (13.6, 12.7, -1.4, 0.85),
    (12.3, 13.7, 1.9, 0.8),
    (9.8, 13.0, 4.7, 0.8),
    (7.0, 10.9, 7.0, 0.95),
    (*BACK_SPINE, 1.1),
]
ROOT: list[Ball] = [
    (10.2, 4.2, -4.4, 0.8),
    (9.9, 3.6, -2.0, 0.95),
    (9.4, 3.4, 0.6, 1.0),
    (8.3, 4.0, 2.9, 0.95),
    (7.0, 4.6, 4.8, 0.95),
    (5.7, 4.7, 6.7, 0.95),
    (4.9, 4.6, 7.5, 0.9),
]
SOCKET = (9.3, 0.2, -0.5)
LINES: list[list[Ball]] = [
    # the rim of the socket to the blade, the pubic bone, and the sitting bone
    [(9.6, 4.0, -1.8, 1.1), (9.2, 2.6, -1.6, 1.3), (8.0, 0.4, -0.6, 1.3), (7.7, -2.0, 0.8, 1.2)],
    [(9.4, 3.9, 1.0, 1.1), (8.3, 1.6, 1.6, 1.25), (7.6, -1.2, 2.0, 1.2), (7.0, -4.2, 2.8, 1.1),
     (6.4, -7.2, 3.0, 1.25), (6.1, -8.8, 2.2, 1.35)],
    [(8.2, 1.2, -2.4, 1.0), (6.2, -1.5, -4.6, 0.8), (3.6, -3.6, -6.2, 0.75),
     (1.4, -4.7, -6.6, 0.85), (0.9, -6.0, -6.0, 0.75)],
    [(0.9, -5.2, -6.3, 0.8), (1.5, -7.4, -5.0, 0.65), (3.4, -9.2, -2.2, 0.6),
     (5.2, -9.6, 0.4, 0.85), (6.1, -9.0, 1.9, 1.1)],
    [(7.2, -1.6, 2.6, 0.9), (6.0, -2.0, 4.0, 0.55), (5.3, -2.2, 4.8, 0.35)],  # its spine
    [(4.9, 4.9, 7.7, 0.9), (4.6, 6.2, 8.3, 1.05), (4.6, 7.8, 8.3, 1.1)],  # the edge at the back
    [(8.4, 4.2, 2.6, 0.9), (7.9, 2.0, 2.5, 0.9), (7.3, -0.6, 2.8, 0.9)],  # the notch
    [(4.7, 7.4, 8.0, 1.15), (6.2, 7.4, 6.1, 1.15), (7.9, 7.4, 4.6, 1.0)],  # thickest: here
]  # fmt: skip
RIM = [
    (9.9, 2.7, -0.7), (10.1, 2.2, 1.0), (9.9, 0.9, 2.0), (9.3, -0.8, 2.1), (8.7, -2.1, 1.2),
    (8.5, -2.5, -0.5), (8.9, -1.6, -2.1), (9.4, 0.0, -2.9), (9.8, 1.7, -2.5),
]  # fmt: skip

# The sacrum: its bodies down the middle, its wings, the ridge at its back, and the tail bone.
SACRUM: list[Ball] = [
    (0, 8.2, 3.2, 2.0),
    (0, 6.3, 4.9, 1.75),
    (0, 4.4, 6.1, 1.5),
    (0, 2.4, 6.9, 1.25),
    (0, 0.5, 7.0, 1.0),
    (0, -1.2, 6.6, 0.75),
]
TAIL: list[Ball] = [(0, -1.6, 6.5, 0.6), (0, -2.9, 5.9, 0.5), (0, -4.0, 5.0, 0.35)]
WINGS: list[list[Ball]] = [
    [(0.8, 8.3, 3.4, 1.4), (2.8, 8.0, 3.9, 1.3), (4.4, 7.4, 4.5, 1.2)],
    [(0.8, 6.6, 5.0, 1.3), (2.6, 6.2, 5.6, 1.15), (3.9, 5.8, 6.0, 1.0)],
    [(0.6, 4.6, 6.1, 1.2), (2.1, 4.2, 6.5, 0.95), (3.1, 3.9, 6.6, 0.8)],
    [(0.4, 2.6, 6.9, 1.0), (1.5, 2.2, 7.0, 0.8), (2.3, 1.8, 6.9, 0.6)],
    [(0.3, 0.6, 7.0, 0.8), (1.0, 0.3, 6.9, 0.6), (1.5, -0.2, 6.6, 0.45)],
    [(4.4, 7.4, 4.6, 1.1), (3.9, 5.8, 6.0, 0.95), (3.1, 3.9, 6.6, 0.75), (2.3, 1.8, 6.9, 0.55),
     (1.5, -0.2, 6.6, 0.4)],
]  # fmt: skip
RIDGE: list[Ball] = [
    (0, 7.6, 6.3, 0.45),
    (0, 5.7, 7.4, 0.5),
    (0, 3.9, 8.2, 0.45),
    (0, 2.1, 8.3, 0.35),
]
HOLES = [(1.75, 6.9, 6.0), (1.6, 5.1, 7.0), (1.35, 3.2, 7.6), (1.0, 1.4, 7.7)]

# The two lowest vertebrae: height of the middle, and how far forward it lies.
VERTEBRAE = [(10.9, 2.2), (14.3, 1.9)]


def field() -> Field:
    """The bones as one solid, whole."""
    bones = Field(LOW, HIGH, STEP)
    blade = plate(CREST, ROOT, bulge=(0.55, 0.0, 0.45), thin=0.52)
    bones.join(blade + along(CREST), softly=0.3)
    for line in LINES:
        bones.join(along(line), softly=0.7)
    rim = [(*place, 0.75) for place in [*RIM, RIM[0]]]
    bones.join(along(rim), softly=0.6)
    x, y, z = SOCKET
    bones.join([(x - 0.9, y - 0.2, z + 0.1, 2.5)], softly=0.5)
    bones.take([(x + 1.0, y - 0.2, z, 2.35)], softly=0.3)
    bones.take(along([(4.0, -6.3, -3.4, 1.3), (5.1, -5.4, -1.6, 1.5), (6.0, -4.9, -0.2, 1.3)]),
               softly=0.5)  # fmt: skip
    sacrum(bones)
    for height, forward in VERTEBRAE:
        vertebra(bones, height, forward)
    bones.mirror()
    bones.smooth()
    return bones


def sacrum(bones: Field) -> None:
    bones.join(along(SACRUM), softly=0.2)
    for wing in WINGS:
        bones.join(along(wing), softly=0.6)
    bones.join(along(TAIL), softly=0.3)
    for x, y, z, radius in RIDGE:
        bones.join(
            along([(x, y + 0.5, z - 0.5, radius), (x, y - 0.3, z + 0.2, radius)]), softly=0.7
        )
    bones.take([(x, y, z + 0.55, 0.55) for x, y, z in HOLES], softly=0.4)
    # Where hip bone and sacrum meet, a line is seen.
    seam = [(4.9, 8.6, 5.0, 0.3), (4.3, 7.2, 6.5, 0.3), (4.0, 5.4, 7.2, 0.3), (4.2, 4.0, 7.2, 0.3)]
    bones.take(along([(4.0, 9.2, 6.3, 0.35), (3.7, 7.4, 7.2, 0.35), (3.6, 5.4, 7.7, 0.35)]),
               softly=0.4)  # fmt: skip
    bones.take(along(seam), softly=0.3)


def vertebra(bones: Field, height: float, forward: float) -> None:
    """Its body, its arch, and what stands out from it."""
    y, z = height, forward
    body = [
        (r * a, y + up, z - 0.2 + r * b * 0.8, 0.85)
        for up in (-0.75, -0.25, 0.25, 0.75)
        for r, a, b in [(0, 0, 0), *((1.5, *way) for way in ROUND)]
    ]
    bones.join(body, softly=0.25)
    for line in (
        [(1.1, y + 0.4, z + 1.4, 0.75), (1.6, y + 0.2, z + 2.7, 0.8), (0.8, y - 0.2, z + 3.7, 0.8),
         (0.0, y - 0.4, z + 4.1, 0.8)],
        [(0.0, y + 0.3, z + 4.0, 0.7), (0.0, y - 0.9, z + 4.3, 0.75)],
        [(0.0, y - 0.3, z + 4.2, 0.6), (0.0, y - 0.7, z + 5.2, 0.6), (0.0, y - 0.9, z + 5.9, 0.65)],
        [(1.6, y + 0.4, z + 2.4, 0.7), (3.2, y + 0.5, z + 2.8, 0.6), (4.4, y + 0.7, z + 3.0, 0.55)],
        [(1.7, y + 1.4, z + 3.0, 0.65), (1.7, y, z + 3.1, 0.75), (1.5, y - 1.5, z + 3.3, 0.65)],
    ):  # fmt: skip
        bones.join(along(line), softly=0.4)


ROUND = [(1, 0), (0.87, 0.5), (0.5, 0.87), (0, 1), (0.87, -0.5), (0.5, -0.87), (0, -1)]
