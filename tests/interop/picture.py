"""Pictures of a mirror: a small offscreen renderer on software OpenGL.

Draws according to the specification: patches with their materials, textures,
vertex colours and instances, texts, and light by Lambert's law. The renderer
shares no code with the library, so it shows what other clients can show.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy
from PIL import Image, ImageDraw, ImageFont

from mirror import Mirror, read_attribute, read_indices

VERTEX_SHADER = """
#version 330
uniform mat4 world;
uniform mat4 view;
uniform bool colors_instances;
in vec3 position;
in vec3 normal;
in vec2 coordinate;
in vec4 color;
in vec4 place;
in vec4 column;
in vec4 rotation;
in vec4 scale;
out vec3 at;
out vec3 facing;
out vec2 uv;
out vec4 tint;
vec3 turn(vec3 v) {
  vec3 twice = 2.0 * cross(rotation.xyz, v);
  return v + rotation.w * twice + cross(rotation.xyz, twice);
}
void main() {
  vec4 whole = world * vec4(turn(position * scale.xyz) + place.xyz, 1.0);
  at = whole.xyz;
  facing = mat3(world) * turn(normal / scale.xyz);
  uv = colors_instances ? coordinate : coordinate * column.zw + column.xy;
  tint = colors_instances ? color * column : color;
  gl_Position = view * whole;
}
"""

FRAGMENT_SHADER = """
#version 330
const int MOST = 8;
uniform vec4 base;
uniform sampler2D image;
uniform bool has_image;
uniform bool is_lit;
uniform int light_count;
uniform vec4 light_place[MOST];  // w = 0: towards a directional light
uniform vec3 light_color[MOST];
in vec3 at;
in vec3 facing;
in vec2 uv;
in vec4 tint;
out vec4 pixel;
vec3 to_linear(vec3 c) {
  return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c));
}
vec3 to_screen(vec3 c) {
  c = clamp(c, 0.0, 1.0);
  return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055,
             step(0.0031308, c));
}
void main() {
  vec4 albedo = base * tint;
  if (has_image) {
    vec4 texel = texture(image, uv);
    albedo *= vec4(to_linear(texel.rgb), texel.a);
  }
  if (albedo.a < 0.1) discard;
  vec3 light = is_lit ? vec3(0.25) : vec3(1.0);
  vec3 n = normalize(facing);
  for (int i = 0; is_lit && i < light_count; ++i) {
    vec3 away = light_place[i].xyz - light_place[i].w * at;
    float part = max(dot(n, normalize(away)), 0.0);
    if (light_place[i].w > 0.0) part /= max(dot(away, away), 0.01);
    light += part * light_color[i];
  }
  pixel = vec4(to_screen(albedo.rgb * light), 1.0);
}
"""

MODES = {
    "TRIANGLES": moderngl.TRIANGLES,
    "LINES": moderngl.LINES,
    "LINE_STRIP": moderngl.LINE_STRIP,
    "POINTS": moderngl.POINTS,
}
ONE_INSTANCE = numpy.array(
    [[0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1]], dtype="f4"
)
TEXT_SIZE = 96


@dataclass
class Camera:
    """A view on the scene. With a `width` it has no perspective."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float] = (0, 0, 0)
    angle: float = 45.0  # degrees, from top to bottom
    width: float = 0.0  # metres

    def matrix(self, aspect: float) -> numpy.ndarray:
        """From the coordinates of the scene to those of the screen."""
        back = numpy.subtract(self.eye, self.target).astype(float)
        back /= numpy.linalg.norm(back)
        right = numpy.cross((0, 1, 0), back)
        right /= numpy.linalg.norm(right)
        look = numpy.identity(4)
        look[:3, :3] = [right, numpy.cross(back, right), back]
        look[:3, 3] = -look[:3, :3] @ numpy.array(self.eye, dtype=float)
        near, far = 0.05, 100.0
        lens = numpy.zeros((4, 4))
        if self.width:
            lens[0, 0] = 2 / self.width
            lens[1, 1] = 2 * aspect / self.width
            lens[2, 2] = -2 / (far - near)
            lens[2, 3] = -(far + near) / (far - near)
            lens[3, 3] = 1
        else:
            lens[1, 1] = 1 / numpy.tan(numpy.radians(self.angle) / 2)
            lens[0, 0] = lens[1, 1] / aspect
            lens[2, 2] = -(far + near) / (far - near)
            lens[2, 3] = -2 * far * near / (far - near)
            lens[3, 2] = -1
        return lens @ look


class Picture:
    """Draws into memory."""

    def __init__(
        self,
        camera: Camera,
        size: tuple[int, int] = (640, 480),
        is_lit: bool = True,
        colors_instances: bool = False,
    ) -> None:
        self._context = moderngl.create_context(standalone=True, backend="egl")
        self._context.enable(moderngl.DEPTH_TEST | moderngl.PROGRAM_POINT_SIZE)
        self._program = self._context.program(VERTEX_SHADER, FRAGMENT_SHADER)
        self._size = size
        self._view = camera.matrix(size[0] / size[1])
        self._is_lit = is_lit
        self._set("view", self._view)
        self._set("colors_instances", colors_instances)
        self._frame = self._context.framebuffer(
            [self._context.texture(size, 4)],
            self._context.depth_renderbuffer(size),
        )
        self.instances_drawn = 0

    def draw(self, mirror: Mirror) -> numpy.ndarray:
        """Rows of pixels from the top, each RGB, 0 to 255."""
        self._frame.use()
        self._context.clear(0.09, 0.10, 0.12, 1.0)
        self._set_lights(mirror)
        for entity in mirror.all("entity"):
            if not entity.get("visible", True):
                continue
            if "render_rep" in entity:
                self._draw_mesh(mirror, entity)
            elif "text_rep" in entity:
                self._draw_text(mirror, entity)
        rows = numpy.frombuffer(self._frame.read(components=3), "u1")
        return rows.reshape(self._size[1], self._size[0], 3)[::-1]

    def pixel_of(self, point: Any) -> tuple[int, int]:
        """The row and the column of the pixel that shows a point."""
        seen = self._view @ numpy.array([*point, 1.0])
        x, y = seen[:2] / seen[3]
        return (
            int((1 - y) / 2 * self._size[1]),
            int((x + 1) / 2 * self._size[0]),
        )

    def close(self) -> None:
        """Frees the resources of the picture."""
        self._context.release()

    def _set(self, name: str, value: Any) -> None:
        if isinstance(value, numpy.ndarray):
            self._program[name].write(value.T.astype("f4").tobytes())
        else:
            self._program[name].value = value

    def _set_lights(self, mirror: Mirror) -> None:
        places, colors = [], []
        for entity in mirror.all("entity"):
            world = mirror.world(entity)
            for identifier in entity.get("lights", []):
                light = mirror.get("light", identifier)
                is_directional = "directional" in light
                direction = world[:3, 2] if is_directional else world[:3, 3]
                places.append((*direction, 0.0 if is_directional else 1.0))
                brightness = light["intensity"] * (
                    0.8 if is_directional else 0.2
                )
                colors.append(numpy.multiply(light["color"], brightness))
        count = len(places)
        assert count <= 8
        padding = numpy.zeros((8 - count, 4))
        self._program["light_count"].value = count
        self._program["light_place"].write(
            numpy.vstack([numpy.reshape(places, (-1, 4)), padding])
            .astype("f4")
            .tobytes()
        )
        self._program["light_color"].write(
            numpy.vstack([numpy.reshape(colors, (-1, 3)), padding[:, :3]])
            .astype("f4")
            .tobytes()
        )

    def _draw_mesh(self, mirror: Mirror, entity: dict[str, Any]) -> None:
        representation = entity["render_rep"]
        instances = ONE_INSTANCE
        if "instances" in representation:
            data = mirror.bytes_of(representation["instances"]["view"])
            instances = numpy.frombuffer(data, "<f4").reshape(-1, 16)
            self.instances_drawn += len(instances)
        for patch in mirror.get("geometry", representation["mesh"])["patches"]:
            material = mirror.get("material", patch["material"])
            self._draw(
                _vertices_of(mirror, patch),
                read_indices(mirror, patch["indices"])
                if "indices" in patch
                else None,
                MODES[patch["type"]],
                instances,
                mirror.world(entity),
                material["pbr_info"]["base_color"],
                _image_of(mirror, material),
                self._is_lit and patch["type"] == "TRIANGLES",
            )

    def _draw_text(self, mirror: Mirror, entity: dict[str, Any]) -> None:
        text = entity["text_rep"]
        font = ImageFont.load_default(TEXT_SIZE)
        left, top, right, bottom = font.getbbox(text["txt"])
        image = Image.new("RGBA", (max(right - left, 1), max(bottom - top, 1)))
        ImageDraw.Draw(image).text((-left, -top), text["txt"], font=font)
        height = text["height"]
        width = height * image.width / image.height
        # The plane faces -Z, so its left side is at +X.
        corners = [(1, 1, 0, 0), (-1, 1, 1, 0), (1, -1, 0, 1), (-1, -1, 1, 1)]
        vertices = numpy.array(
            [
                (x * width / 2, y * height / 2, 0, 0, 0, -1, u, v, 1, 1, 1, 1)
                for x, y, u, v in corners
            ]
        )
        self._draw(
            vertices,
            None,
            moderngl.TRIANGLE_STRIP,
            ONE_INSTANCE,
            mirror.world(entity),
            (1, 1, 1, 1),
            image,
            False,
        )

    def _draw(
        self,
        vertices: numpy.ndarray,
        indices: numpy.ndarray | None,
        mode: int,
        instances: numpy.ndarray,
        world: numpy.ndarray,
        base: Any,
        image: Image.Image | None,
        is_lit: bool,
    ) -> None:
        self._set("world", world)
        self._set("base", tuple(base))
        self._set("is_lit", is_lit)
        self._set("has_image", image is not None)
        if image is not None:
            texture = self._context.texture(image.size, 4, image.tobytes())
            nearest = (moderngl.NEAREST, moderngl.NEAREST)
            texture.filter = nearest if image.height < 4 else texture.filter
            texture.use()
        buffer = self._context.buffer
        array = self._context.vertex_array(
            self._program,
            [
                (
                    buffer(vertices.astype("f4").tobytes()),
                    "3f 3f 2f 4f",
                    "position",
                    "normal",
                    "coordinate",
                    "color",
                ),
                (
                    buffer(instances.astype("f4").tobytes()),
                    "4f 4f 4f 4f/i",
                    "place",
                    "column",
                    "rotation",
                    "scale",
                ),
            ],
            index_buffer=None if indices is None else buffer(indices.tobytes()),
        )
        array.render(mode, instances=len(instances))


def _vertices_of(mirror: Mirror, patch: dict[str, Any]) -> numpy.ndarray:
    """Position, normal, coordinate and colour in a row for each vertex."""
    count = patch["vertex_count"]
    vertices = numpy.tile(
        numpy.array([0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1], dtype="f4"),
        (count, 1),
    )
    places = {"POSITION": 0, "NORMAL": 3, "TEXTURE": 6, "COLOR": 8}
    for attribute in patch["attributes"]:
        place = places.get(attribute["semantic"])
        if place is not None and attribute.get("channel", 0) == 0:
            rows = read_attribute(mirror, attribute, count)
            vertices[:, place : place + rows.shape[1]] = rows
    return vertices


def _image_of(mirror: Mirror, material: dict[str, Any]) -> Image.Image | None:
    reference = material["pbr_info"].get("base_color_texture")
    if reference is None:
        return None
    texture = mirror.get("texture", reference["texture"])
    image = mirror.get("image", texture["image"])
    data = mirror.bytes_of(image["buffer_source"])
    return Image.open(io.BytesIO(data)).convert("RGBA")
