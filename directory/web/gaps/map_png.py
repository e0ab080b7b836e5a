"""A map as a PNG, for documents that take no SVG: the same marks in the same places."""

import io
import re

from PIL import Image, ImageDraw

from directory.web.gaps.map_svg import Mark, Picture

TIMES = 2.5
"""Points of the picture for one unit."""
INK, PALE, MUTED, GREEN, RED, YELLOW = (
    "#0b0c0c", "#f3f2f1", "#505a5f", "#00703c", "#d4351c", "#ffdd00",
)  # fmt: skip
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
Points = list[tuple[float, float]]


def map_png(picture: Picture) -> bytes:
    """Return the map of a picture."""
    size = (round(picture.width * TIMES), round(picture.height * TIMES))
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for _, path in picture.outlines:
        for ring in path.split("M")[1:]:
            points = [(float(x), float(y)) for x, y in _POINT.findall(ring)]
            if len(points) > 1:
                draw.polygon(_scaled(points), fill=PALE, outline=MUTED)
    for mark in picture.marks:
        _mark(draw, mark)
    for x, y in (*picture.venues, *picture.ending):
        fill = YELLOW if (x, y) in picture.venues else None
        draw.polygon(_scaled([(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)]), fill, INK, 2)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _mark(draw: ImageDraw.ImageDraw, mark: Mark) -> None:
    x, y, r = mark.x, mark.y, mark.radius
    around = [value * TIMES for value in (x - r, y - r, x + r, y + r)]
    if mark.kind == "reached":
        draw.ellipse(around, fill=GREEN)
    elif mark.kind == "may":
        draw.polygon(_scaled([(x, y - r), (x + r, y), (x, y + r), (x - r, y)]), "white", INK, 2)
    else:
        draw.rectangle(around, fill=RED)


def _scaled(points: Points) -> Points:
    return [(x * TIMES, y * TIMES) for x, y in points]
