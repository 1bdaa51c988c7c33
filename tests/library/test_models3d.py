"""The 3D models: their files are whole, small, and drawn again the same."""

import hashlib
import math
import re
import struct
from pathlib import Path

import brotli
import pytest

from library import exhibits
from library.models3d import bone_marrow, glb, pelvis
from library.models3d.field import Field, softest
from library.models3d.glb import Material, Mesh, Writer

STATIC = Path(__file__).resolve().parents[2] / "static"
FILE = STATIC / exhibits.BONE_MARROW.file
SIZES = {5120: 1, 5121: 1, 5122: 2, 5123: 2}
PARTS = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}


@pytest.fixture(scope="module")
def file():
    return glb.read(FILE.read_bytes())


def test_it_is_small():
    assert len(brotli.compress(FILE.read_bytes())) < 150_000  # as the server sends it
    assert (STATIC / exhibits.BONE_MARROW.picture).stat().st_size < 70_000


def test_it_is_one_whole_binary_file_of_gltf(file):
    gltf, data = file
    assert gltf["asset"]["version"] == "2.0"
    assert gltf["buffers"] == [{"byteLength": len(data)}]
    assert "uri" not in str(gltf)


def test_each_accessor_lies_in_its_view_and_each_view_in_the_data(file):
    gltf, data = file
    for accessor in gltf["accessors"]:
        view = gltf["bufferViews"][accessor["bufferView"]]
        size = SIZES[accessor["componentType"]] * PARTS[accessor["type"]]
        stride = view.get("byteStride", size)
        assert stride * (accessor["count"] - 1) + size <= view["byteLength"]
        assert view["byteOffset"] + view["byteLength"] <= len(data)
        assert view["byteOffset"] % 4 == 0


def test_each_triangle_has_corners_that_are_there(file):
    gltf, data = file
    for mesh in gltf["meshes"]:
        (primitive,) = mesh["primitives"]
        count = gltf["accessors"][primitive["attributes"]["POSITION"]]["count"]
        indices = gltf["accessors"][primitive["indices"]]
        start = gltf["bufferViews"][indices["bufferView"]]["byteOffset"]
        corners = struct.unpack_from(f"<{indices['count']}H", data, start)
        assert len(corners) % 3 == 0
        assert max(corners) < count


def test_its_bounds_are_what_it_holds(file):
    gltf, data = file
    for mesh in gltf["meshes"]:
        accessor = gltf["accessors"][mesh["primitives"][0]["attributes"]["POSITION"]]
        start = gltf["bufferViews"][accessor["bufferView"]]["byteOffset"]
        rows = list(struct.iter_unpack("<4h", data[start : start + 8 * accessor["count"]]))
        for axis in range(3):
            side = [row[axis] for row in rows]
            assert [min(side), max(side)] == [accessor[end][axis] for end in ("min", "max")]


def test_it_is_as_large_as_a_person(file):
    gltf, _data = file
    ends = [x for node in gltf["nodes"] if node["name"] == "bone" for x in sides(gltf, node)]
    assert 0.25 < max(ends) - min(ends) < 0.32  # metres from hip to hip


def sides(gltf, node) -> list[float]:
    """How far to both sides a part reaches, in metres."""
    mesh = gltf["meshes"][node["mesh"]]["primitives"][0]
    accessor = gltf["accessors"][mesh["attributes"]["POSITION"]]
    middle, scale = node["translation"][0], node["scale"][0]
    return [middle + accessor[end][0] / glb.STEPS * scale for end in ("min", "max")]


def test_both_halves_of_the_bones_are_alike_and_one_can_be_opened(file):
    gltf, _data = file
    nodes = [node for node in gltf["nodes"] if node["name"] == "bone"]
    assert [node["scale"][0] > 0 for node in nodes] == [True, False, False, True]
    assert nodes[0]["mesh"] == nodes[1]["mesh"]
    shows = {str(step.title): step.shows for step in exhibits.BONE_MARROW.steps}
    closed = [title for title, shown in shows.items() if "lid" in shown]
    assert closed == ["The place", "Numbing", "Pressing and a dressing"]


def test_the_steps_show_what_is_in_it(file):
    names = [material["name"] for material in file[0]["materials"]]
    shown = {name for step in exhibits.BONE_MARROW.steps for name in step.shows}
    assert shown | set(exhibits.ALWAYS) == set(names)


def test_the_bones_are_drawn_again_the_same():
    """Of the file itself a changed rounding of another machine would make another one."""
    once, again = pelvis.field(), pelvis.field()
    assert once.values == again.values
    left = once.value((-4.6, 7.6, 8.2))
    assert left == pytest.approx(once.value((4.6, 7.6, 8.2)), abs=0.02)
    assert left < 0  # there is bone where the needle goes in
    assert once.value((0, 0, 0)) > 0  # and none in the middle of the ring


def test_the_needles_point_into_the_marrow():
    whole = pelvis.field()
    for start in (bone_marrow.ASPIRATE, bone_marrow.TREPHINE):
        assert whole.value(bone_marrow.plus(start, bone_marrow.INWARD, 0.6)) < -bone_marrow.CORTEX


def test_a_ball_is_a_ball():
    field = Field((-2, -2, -2), (2, 2, 2), 0.25)
    field.join([(0, 0, 0, 1.2)], softly=0.1)
    mesh = field.surface()
    assert {round(math.dist(place, (0, 0, 0)), 1) for place in mesh.positions} == {1.2}
    edges = [tuple(sorted(edge)) for a, b, c in mesh.faces for edge in ((a, b), (b, c), (c, a))]
    assert {edges.count(edge) for edge in set(edges)} == {2}  # it is closed
    assert (softest(1, 5, 0.5), softest(1, 1, 0.4)) == (1, pytest.approx(0.9))


def test_what_is_no_such_file_is_refused():
    mesh = Mesh([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [(0, 0, 1)] * 3, [(0, 1, 2)])
    writer = Writer("x")
    writer.part(mesh, Material("one", (1, 1, 1)))
    data = writer.bytes()
    assert glb.read(data)[0]["meshes"][0]["name"] == "one"
    for wrong in (data[:-4], b"xxxx" + data[4:]):
        with pytest.raises(ValueError, match="glTF"):
            glb.read(wrong)


def test_the_viewer_is_the_one_that_its_note_names():
    folder = STATIC / "vendor" / "model-viewer"
    note = (folder / "README.md").read_text()
    digests = re.findall(r"`([0-9a-f]{64})`", note)
    viewer = (folder / "model-viewer.min.js").read_bytes()
    assert hashlib.sha256(viewer).hexdigest() == digests[1]
    assert b"sourceMappingURL" not in viewer
    assert (folder / "LICENSE.txt").exists()
