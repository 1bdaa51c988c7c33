"""Writes glTF 2.0 binary files (Khronos, 2017): meshes of plain colour, small and deterministic."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Vector = tuple[float, float, float]
MAGIC, VERSION, JSON, BINARY = 0x46546C67, 2, 0x4E4F534A, 0x004E4942
BYTE, UBYTE, SHORT, USHORT = 5120, 5121, 5122, 5123
VERTICES, FACES = 34962, 34963
STEPS = 32767  # of a position, from the middle of its mesh to its farthest side
# What nobody sees is rounded off, for a file of round numbers is sent in half the bytes: positions
# to a twelfth of a millimetre in the largest mesh, and the way a surface looks to a degree or two.
ROUND, ROUND_NORMALS = 16, 4


@dataclass(frozen=True)
class Material:
    """How a surface looks. `opacity` below 1 lets what is behind it shine through.

    `hides`: a page may let it vanish, by an opacity of 0; `hidden`: it begins so.
    """

    name: str
    colour: Vector
    roughness: float = 0.6
    metallic: float = 0.0
    opacity: float = 1.0
    hides: bool = False
    hidden: bool = False
    both_sides: bool = False

    @property
    def shown(self) -> float:
        return 0.0 if self.hidden else self.opacity

    @property
    def gltf(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "name": self.name,
            "pbrMetallicRoughness": {
                "baseColorFactor": [*map(linear, self.colour), self.shown],
                "metallicFactor": self.metallic,
                "roughnessFactor": self.roughness,
            },
        }
        if self.opacity < 1:
            found["alphaMode"] = "BLEND"
        elif self.hides:
            found |= {"alphaMode": "MASK", "alphaCutoff": 0.5}
        return found | ({"doubleSided": True} if self.both_sides else {})


@dataclass
class Mesh:
    """Triangles. Positions in metres, normals of length 1, colours from 0 to 255 with opacity."""

    positions: list[Vector] = field(default_factory=list)
    normals: list[Vector] = field(default_factory=list)
    faces: list[tuple[int, int, int]] = field(default_factory=list)
    colours: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, other: Mesh) -> None:
        """Take the triangles of another one in."""
        start = len(self.positions)
        self.positions += other.positions
        self.normals += other.normals
        self.colours += other.colours
        self.faces += [(a + start, b + start, c + start) for a, b, c in other.faces]

    def only(self, faces: Iterable[tuple[int, int, int]]) -> Mesh:
        """These triangles of it, with their corners in the order in which they need them."""
        known: dict[int, int] = {}
        kept = [tuple(known.setdefault(at, len(known)) for at in face) for face in faces]
        return Mesh(
            [self.positions[at] for at in known],
            [self.normals[at] for at in known],
            kept,  # type: ignore[arg-type]
            [self.colours[at] for at in known] if self.colours else [],
        )


class Writer:
    """Collects parts, and gives the whole as the bytes of one file."""

    def __init__(self, owner: str) -> None:
        self.data = bytearray()
        self.gltf: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "Marrow", "copyright": owner},
            "extensionsUsed": ["KHR_mesh_quantization"],
            "extensionsRequired": ["KHR_mesh_quantization"],
            "scene": 0,
            "scenes": [{"nodes": []}],
            **{kind: [] for kind in ("nodes", "meshes", "materials", "accessors", "bufferViews")},
        }

    def part(
        self, mesh: Mesh, material: Material, *, mirrored: float | None = None, here: bool = True
    ) -> None:
        """One named thing of one material.

        `mirrored`: once more on the other side of this x; without `here`, only there.
        """
        middle, scale, stored = quantised(mesh.positions)
        attributes = {
            "POSITION": self._positions(stored),
            "NORMAL": self._vertices(
                [(*(round(31 * x) * ROUND_NORMALS for x in normal), 0) for normal in mesh.normals],
                "4b",
                BYTE,
            ),
        }
        if mesh.colours:
            painted = [
                (*(round(255 * linear(x / 255)) for x in rgb), a) for *rgb, a in mesh.colours
            ]
            attributes["COLOR_0"] = self._vertices(painted, "4B", UBYTE, kind="VEC4")
        corners = [corner for face in mesh.faces for corner in face]
        view = self._view(struct.pack(f"<{len(corners)}H", *corners), FACES)
        indices = self._accessor(view, USHORT, len(corners), "SCALAR")
        if material.gltf not in self.gltf["materials"]:
            self.gltf["materials"].append(material.gltf)
        primitive = {
            "attributes": attributes,
            "indices": indices,
            "material": self.gltf["materials"].index(material.gltf),
        }
        self.gltf["meshes"].append({"name": material.name, "primitives": [primitive]})
        if here:
            self._node(material.name, middle, (scale, scale, scale))
        if mirrored is not None:
            there = (round(2 * mirrored - middle[0], 6), *middle[1:])
            self._node(material.name, there, (-scale, scale, scale))

    def _node(self, name: str, middle: Vector, scale: Vector) -> None:
        self.gltf["scenes"][0]["nodes"].append(len(self.gltf["nodes"]))
        self.gltf["nodes"].append(
            {
                "name": name,
                "mesh": len(self.gltf["meshes"]) - 1,
                "translation": list(middle),
                "scale": list(scale),
            }
        )

    def _positions(self, stored: Sequence[tuple[int, int, int]]) -> int:
        index = self._vertices([(*one, 0) for one in stored], "4h", SHORT)
        sides = list(zip(*stored, strict=True))
        self.gltf["accessors"][index] |= {
            "min": [min(side) for side in sides],
            "max": [max(side) for side in sides],
        }
        return index

    def _vertices(
        self, rows: Sequence[Sequence[int]], form: str, component: int, kind: str = "VEC3"
    ) -> int:
        packed = b"".join(struct.pack(f"<{form}", *row) for row in rows)
        view = self._view(packed, VERTICES, stride=struct.calcsize(form))
        index = self._accessor(view, component, len(rows), kind)
        self.gltf["accessors"][index]["normalized"] = True
        return index

    def _view(self, packed: bytes, target: int, stride: int = 0) -> int:
        view = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(packed)}
        self.gltf["bufferViews"].append(
            view | {"target": target} | ({"byteStride": stride} if stride else {})
        )
        self.data += packed + bytes(-len(packed) % 4)
        return len(self.gltf["bufferViews"]) - 1

    def _accessor(self, view: int, component: int, count: int, kind: str) -> int:
        self.gltf["accessors"].append(
            {"bufferView": view, "componentType": component, "count": count, "type": kind}
        )
        return len(self.gltf["accessors"]) - 1

    def bytes(self) -> bytes:
        self.gltf["buffers"] = [{"byteLength": len(self.data)}]
        text = json.dumps(self.gltf, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<II", len(text), JSON) + text
        chunks += struct.pack("<II", len(self.data), BINARY) + self.data
        return struct.pack("<III", MAGIC, VERSION, 12 + len(chunks)) + chunks


def linear(colour: float) -> float:
    """A part of a colour as light (IEC 61966-2-1): files of glTF hold that."""
    return round(colour / 12.92 if colour <= 0.04045 else ((colour + 0.055) / 1.055) ** 2.4, 4)


def quantised(
    positions: Sequence[Vector],
) -> tuple[Vector, float, list[tuple[int, int, int]]]:
    """The middle, the size, and each position in steps of that size (KHR_mesh_quantization)."""
    sides = list(zip(*positions, strict=True))
    middle = tuple(round((min(side) + max(side)) / 2, 6) for side in sides)
    scale = max((max(side) - min(side)) / 2 for side in sides) or 1.0
    scale = round(scale * 1.001, 6)
    stored = [
        tuple(
            round((x - m) / scale * STEPS / ROUND) * ROUND for x, m in zip(one, middle, strict=True)
        )
        for one in positions
    ]
    return middle, scale, stored


def read(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The two parts of a file: what it says of itself, and its numbers. Raises ValueError."""
    magic, version, length = struct.unpack_from("<III", data)
    if (magic, version, length) != (MAGIC, VERSION, len(data)):
        raise ValueError("This is no glTF 2.0 binary, or not a whole one.")
    size, kind = struct.unpack_from("<II", data, 12)
    rest, kind_of_rest = struct.unpack_from("<II", data, 20 + size)
    if (kind, kind_of_rest) != (JSON, BINARY) or 28 + size + rest != length:
        raise ValueError("Its parts are not where they should be.")
    return json.loads(data[20 : 20 + size]), data[28 + size :]
