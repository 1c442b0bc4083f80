"""Pictures of served scenes; the renderer follows the specification only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import Image

from example_programs import Start, program
from mirror import Mirror
from noodles_tool import run
from picture import Camera, Picture
from raw_client import RawClient
from server_process import ScenarioServer

BACKGROUND = (0.09, 0.10, 0.12)
FRONT = Camera(eye=(0, 0, 10), width=8)

Draw = Callable[..., tuple[Picture, numpy.ndarray]]


def mirror_of(url: str) -> Mirror:
    """The mirror of a client that has joined."""
    client = RawClient(url)
    mirror = Mirror()
    mirror.follow(client.introduce())
    client.close()
    return mirror


@pytest.fixture(name="draw")
def fixture_draw() -> Iterator[Draw]:
    """Draws a mirror: the picture, and its rows of pixels."""
    pictures: list[Picture] = []

    def draw(mirror: Mirror, camera: Camera, **options: Any) -> Any:
        pictures.append(Picture(camera, **options))
        return pictures[-1], pictures[-1].draw(mirror)

    yield draw
    for picture in pictures:
        picture.close()


def on_screen(linear: list[float]) -> list[int]:
    """The pixel of a linear colour."""
    values = numpy.array(linear[:3])
    curve = numpy.where(
        values <= 0.0031308, values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055
    )
    return [round(value) for value in curve * 255]


def silhouette(rows: numpy.ndarray) -> numpy.ndarray:
    """The pixels that differ from the background."""
    empty = numpy.array([round(part * 255) for part in BACKGROUND])
    return numpy.abs(rows.astype(int) - empty).max(axis=2) > 2


def spots(mask: numpy.ndarray) -> int:
    """The number of connected areas."""
    left = mask.copy()
    count = 0
    while left.any():
        count += 1
        stack = [tuple(numpy.argwhere(left)[0])]
        while stack:
            row, column = stack.pop()
            inside = 0 <= row < left.shape[0] and 0 <= column < left.shape[1]
            if not inside or not left[row, column]:
                continue
            left[row, column] = False
            stack += [
                (row + 1, column),
                (row - 1, column),
                (row, column + 1),
                (row, column - 1),
            ]
    return count


@pytest.fixture(name="points")
def fixture_points(tmp_path: Path) -> Iterator[Callable[..., Mirror]]:
    """Serves three points of radius 0.5, 0.5 and 1; gives the mirror."""
    file = tmp_path / "points.csv"
    file.write_text("x,y,z,heat,size\n-2,1,0,0,1\n2,1,0,50,1\n0,-1,0,100,2\n")
    servers: list[ScenarioServer] = []

    def serve(*flags: str) -> Mirror:
        command = [
            program("point_plot_server"),
            str(file),
            "--radius",
            "0.5",
            "--color",
            "heat",
            "--size",
            "size",
            "--no-legend",
            "--no-axes",
            "--asset-port",
            "0",
            *flags,
        ]
        servers.append(ScenarioServer(command))
        return mirror_of(servers[-1].url)

    yield serve
    for server in servers:
        server.kill()


@pytest.mark.parametrize("colors_instances", [False, True])
def test_points_are_discs_of_their_size_and_colour(
    points: Callable[..., Mirror], draw: Draw, colors_instances: bool
) -> None:
    flags = ["--instance-colors"] if colors_instances else []
    picture, rows = draw(
        points(*flags), FRONT, is_lit=False, colors_instances=colors_instances
    )
    assert picture.instances_drawn == 3
    mask = silhouette(rows)
    assert spots(mask) == 3
    # 80 pixels for each metre: the area of the three discs, minus the
    # difference between an icosphere and a sphere.
    area = numpy.pi * (0.5**2 + 0.5**2 + 1.0**2) * 80**2
    assert 0.9 * area < mask.sum() < area
    # The colours of viridis at both ends and in the middle, at the centres of
    # the points.
    for centre, pixel in [
        ((-2, 1, 0), (68, 1, 84)),
        ((2, 1, 0), (33, 145, 140)),
        ((0, -1, 0), (253, 231, 37)),
    ]:
        seen = rows[picture.pixel_of(centre)]
        assert numpy.abs(seen.astype(int) - pixel).max() <= 4, (centre, seen)


@pytest.fixture(name="bowl")
def fixture_bowl(start: Start) -> Mirror:
    """The model of the demo by itself."""
    model = Path(__file__).parents[2] / "examples" / "demo" / "bowl.glb"
    return mirror_of(start("scene_server", str(model)).url)


def test_an_imported_model_has_its_shape_and_its_texture(
    bowl: Mirror, draw: Draw
) -> None:
    picture, rows = draw(
        bowl, Camera(eye=(0, 0.14, 5), width=1.6), is_lit=False
    )
    mask = silhouette(rows)
    # The width is 0.91 m, at 400 pixels for each metre.
    columns = numpy.nonzero(mask.any(axis=0))[0]
    assert columns[-1] - columns[0] == pytest.approx(0.91 * 400, abs=4)
    assert spots(mask) == 1
    # The glaze outside, and two rows of the garland in it: the picture is not
    # upside down.
    outside = [
        rows[picture.pixel_of((0, y, 0.3))].astype(int)
        for y in (0.05, 0.1, 0.13, 0.16, 0.2)
    ]
    white, blue = (244, 240, 228), (28, 66, 140)
    stripes = (white, blue, white, blue, white)
    for seen, expected in zip(outside, stripes, strict=True):
        assert numpy.abs(seen - expected).max() <= 4, outside
    colors = {tuple(pixel) for pixel in rows[mask]}
    # White glaze, blue garland and pasta.
    for expected in [
        (244, 240, 228),
        (28, 66, 140),
        on_screen([0.86, 0.62, 0.22]),
    ]:
        nearest = min(
            max(abs(int(a) - b) for a, b in zip(color, expected, strict=True))
            for color in colors
        )
        assert nearest <= 4, expected


def test_the_demo_shows_all_that_it_says(
    start: Start, draw: Draw, tmp_path: Path
) -> None:
    url = start("demo_server").url
    # The meal is cold: hardly any steam before the pasta.
    for words in (["noo::animate_time", "0"], ["noo::set_time", "30"]):
        assert run("call", url, *words).returncode == 0
    mirror = mirror_of(url)
    camera = Camera(eye=(0, 1.9, 5.2), target=(0, 0.75, 0))
    picture, rows = draw(mirror, camera, size=(1280, 800))
    Image.fromarray(rows).save(tmp_path / "demo.png")
    assert picture.instances_drawn == 2000 + 90  # points and steam
    # The middle of the part; and a place near the side of the ball of 0.15 m.
    # From above, since the table turns, and the vase may hide parts.
    above = Camera(eye=(0, 4.5, 0.01), target=(0, 0.5, 0))
    top_view, top_rows = draw(mirror, above, size=(1280, 800))
    for name, strongest, aside in [
        ("tomato", 0, 0),
        ("tomato", 0, 0.1),
        ("basil", 1, 0),
    ]:
        world = mirror.world(mirror.named("entity", name))
        place = world[:3, 3] + [aside, 0, 0]
        seen = top_rows[top_view.pixel_of(place)].astype(int)
        others = [
            part for channel, part in enumerate(seen) if channel != strongest
        ]
        # The colour is stronger than in the wood behind the part.
        assert seen[strongest] > 1.6 * max(others), (name, seen)
    # The pasta above the bowl; the title; one end of the colour map of the
    # legend.
    bowl = mirror.world(mirror.named("entity", "bowl"))
    red, green, blue = rows[
        picture.pixel_of(bowl[:3, 3] + [0, 0.33, 0])
    ].astype(int)
    assert red > green > blue + 30
    for name, height in (("title", 0.4), ("temperature", 0.2)):
        text = mirror.world(mirror.named("entity", name))[:3, 3]
        top, left = picture.pixel_of(text + [-height, height / 2, 0])
        bottom, right = picture.pixel_of(text + [height, -height / 2, 0])
        part = rows[top:bottom, left:right]
        assert (part.min(axis=2) > 250).any(), name
    label = mirror.named("entity", "temperature")["text_rep"]["txt"]
    assert label == "30.0 min   28 °C"
    legend = mirror.world(mirror.named("entity", "legend"))
    top = rows[picture.pixel_of(legend[:3, 3] + [0.04, 0.78, 0])].astype(int)
    assert top[0] > 150 and top[1] > 150 and top[2] < 90, top
    # Copper and verdigris on the vase, which has all textures.
    vase = mirror.world(mirror.named("entity", "vase"))[:3, 3]
    red, green, blue = rows[picture.pixel_of(vase + [0.05, 0.9, 0.2])].astype(
        int
    )
    assert red > green + 30 > blue + 30
    copper = mirror.named("material", "copper")
    textures = {
        reference["texture"][0]
        for reference in (
            copper["pbr_info"]["base_color_texture"],
            copper["pbr_info"]["metal_rough_texture"],
            copper["normal_texture"],
            copper["occlusion_texture"],
            copper["emissive_texture"],
        )
    }
    assert len(textures) == 5
    # The sun shines downwards: the top of the table is brighter than its edge.
    assert len(mirror.all("light")) == 3
    top = rows[picture.pixel_of((0, 0.06, 1.05))].astype(int)
    edge = rows[picture.pixel_of((0, 0.03, 1.1))].astype(int)
    assert top.sum() > edge.sum() + 20, (top, edge)
