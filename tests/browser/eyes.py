"""What can be read of a page from some metres away: measured in the browser, from what it draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import hypot, pi, tan
from typing import Final

from playwright.sync_api import Page, ViewportSize

from tests import oracles

METRES_PER_INCH: Final = 0.0254

# A box is cut or covered from this many pixels on; less is how browsers round.
_GRACE: Final = 1.0

# Colours come as they are composed on the screen: a shade with opacity over all that lies below it
# among its ancestors. The height of letters is that of the font that is really used, which the
# size of a font does not tell. What only a screen reader hears stands in a box of a pixel.
_LOOK: Final = """([selector, what]) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d", {willReadFrequently: true});

    const LARGE = 200;

    const shade = colour => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
        return {rgb: [red, green, blue], alpha: alpha / 255};
    };
    const over = (above, below) => {
        const alpha = above.alpha + below.alpha * (1 - above.alpha);
        const mixed = place => (above.rgb[place] * above.alpha
            + below.rgb[place] * below.alpha * (1 - above.alpha)) / alpha;
        return {rgb: alpha ? [0, 1, 2].map(mixed) : [0, 0, 0], alpha};
    };
    const hex = ({rgb}) =>
        "#" + rgb.map(value => Math.round(value).toString(16).padStart(2, "0")).join("");

    const lain = (layer, element) => {
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one);
            if (style.backgroundImage !== "none" || style.filter !== "none")
                throw new Error(`colours of ${named(one)} cannot be told`);
            layer = over(layer, shade(style.backgroundColor));
            layer.alpha *= Number(style.opacity);
        }
        return hex(over(layer, shade("white")));
    };
    const NOTHING = {rgb: [0, 0, 0], alpha: 0};
    const written = element => ({
        colour: lain(shade(getComputedStyle(element).color), element),
        ground: lain(NOTHING, element),
    });
    const painted = element => ({
        colour: lain(NOTHING, element),
        ground: lain(NOTHING, element.parentElement),
    });

    const frame = element => {
        const box = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one), rect = one.getBoundingClientRect();
            const clips = way => style[way] !== "visible" && style.display !== "inline";
            if (one !== document.body && one !== document.documentElement) {
                if (clips("overflowX")) {
                    box.left = Math.max(box.left, rect.left);
                    box.right = Math.min(box.right, rect.right);
                }
                if (clips("overflowY")) {
                    box.top = Math.max(box.top, rect.top);
                    box.bottom = Math.min(box.bottom, rect.bottom);
                }
            }
            if (style.position === "fixed") break;
        }
        return box;
    };
    const isHeardOnly = element => {
        const box = frame(element);
        return Math.min(box.right - box.left, box.bottom - box.top) <= 1;
    };
    const seen = element =>
        element.checkVisibility({opacityProperty: true, visibilityProperty: true})
        && !isHeardOnly(element);
    const outside = (box, frame) => [
        frame.left - box.left,
        frame.top - box.top,
        box.right - frame.right,
        box.bottom - frame.bottom,
    ].reduce((most, one) => Math.max(most, one), 0);
    const named = element =>
        `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}`;

    const inks = (node, element) => {
        const style = getComputedStyle(element);
        // Browsers round these measures to whole pixels: those of a large font are near enough.
        pen.font = [style.fontStyle, style.fontWeight, `${LARGE}px`, style.fontFamily].join(" ");
        const host = element.closest("div, p, section, main, li, h1, h2, h3, span") ?? element;
        const height = host.getBoundingClientRect().height;
        const grown = host.offsetHeight ? height / host.offsetHeight : 1;
        const scale = grown * parseFloat(style.fontSize) / LARGE;
        const told = style.textTransform === "uppercase" ? node.data.toUpperCase() : node.data;
        const ink = pen.measureText(told.trim());
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(rect => rect.width > 0).map(rect => {
            const baseline = rect.top + rect.height * ink.fontBoundingBoxAscent
                / (ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent);
            return {
                left: rect.left,
                right: rect.right,
                top: baseline - ink.actualBoundingBoxAscent * scale,
                bottom: baseline + ink.actualBoundingBoxDescent * scale,
            };
        });
        return {
            boxes,
            capital: pen.measureText("H").actualBoundingBoxAscent * scale,
            digit: pen.measureText("0").actualBoundingBoxAscent * scale,
        };
    };

    const looks = {
        texts: root => {
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
            while (walker.nextNode()) {
                const node = walker.currentNode, element = node.parentElement;
                if (!node.data.trim() || !seen(element)) continue;
                const {boxes, capital, digit} = inks(node, element);
                if (!boxes.length) continue;
                const lost = Math.max(...boxes.map(box => outside(box, frame(element))));
                const words = node.data.trim();
                found.push({words, capital, digit, boxes, lost, ...written(element)});
            }
            return found;
        },
        shapes: root => [root].filter(seen).map(element => ({
            words: named(element),
            boxes: [element.getBoundingClientRect().toJSON()],
            lost: outside(element.getBoundingClientRect(), frame(element)),
            outline: getComputedStyle(element).clipPath,
            ...painted(element),
        })),
        outside: root => [...root.querySelectorAll("*")]
            .filter(element => seen(element) && element.getBoundingClientRect().width > 0)
            .filter(element => outside(element.getBoundingClientRect(), frame(document.body)) > 1)
            .map(named),
        scrolling: root => [root, ...root.querySelectorAll("*")]
            .filter(element => {
                const style = getComputedStyle(element);
                const page = element === document.documentElement;
                const rolls = way => page ? style[way] !== "hidden" && style[way] !== "clip"
                    : ["auto", "scroll"].includes(style[way]);
                return (rolls("overflowY") && element.scrollHeight > element.clientHeight + 1)
                    || (rolls("overflowX") && element.scrollWidth > element.clientWidth + 1);
            })
            .filter(element => element.checkVisibility({visibilityProperty: true}))
            .map(named),
    };
    return [...document.querySelectorAll(selector)].flatMap(looks[what]);
}"""


@dataclass(frozen=True)
class Box:
    """Where something is drawn, in pixels of the viewport."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two cover each other by more than a browser rounds."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _GRACE and down > _GRACE


@dataclass(frozen=True)
class Seen:
    """A run of letters, or a shape, as it is drawn.

    ``boxes`` hold its ink, one a line; ``lost`` is by how many pixels it leaves what shows it.
    ``colour`` and ``ground`` are ``#rrggbb``. ``capital`` and ``digit`` are heights in pixels, 0 of
    a shape, whose form is its ``outline``.
    """

    words: str
    boxes: tuple[Box, ...]
    lost: float
    colour: str
    ground: str
    capital: float = 0.0
    digit: float = 0.0
    outline: str = ""

    @property
    def contrast(self) -> float:
        """Its contrast with what lies below it, 1 to 21."""
        return oracles.contrast(self.colour, self.ground)

    @property
    def is_cut(self) -> bool:
        """Whether some of it cannot be seen."""
        return self.lost > _GRACE


@dataclass(frozen=True)
class Sight:
    """A screen of so many inches across, looked at from so many metres."""

    inches: float
    metres: float

    def label_floor(self, size: ViewportSize) -> float:
        """Return the least height of a capital letter: a 200th of the distance, in pixels."""
        return self.metres / 200 * self._pixels_per_metre(size)

    def figure_floor(self, size: ViewportSize) -> float:
        """Return the least height of a figure's digits: 22 arc-minutes, in pixels."""
        return self.metres * tan(22 / 60 * pi / 180) * self._pixels_per_metre(size)

    def _pixels_per_metre(self, size: ViewportSize) -> float:
        return hypot(size["width"], size["height"]) / (self.inches * METRES_PER_INCH)


def texts(page: Page, selector: str = "body") -> list[Seen]:
    """Return everything that can be read inside of what a selector finds."""
    return _seen(page, selector, "texts")


def shapes(page: Page, selector: str) -> list[Seen]:
    """Return what a selector finds as shapes: their own colour on what lies below."""
    return _seen(page, selector, "shapes")


def outside(page: Page, selector: str = "body") -> list[str]:
    """Name the elements inside of what a selector finds that leave the viewport."""
    return page.evaluate(_LOOK, [selector, "outside"])


def scrolling(page: Page) -> list[str]:
    """Name the elements, the page itself among them, that would show a scroll bar."""
    return page.evaluate(_LOOK, ["html", "scrolling"])


def covering(seen: Iterable[Seen]) -> list[tuple[str, str]]:
    """Name the pairs that are written over each other."""
    return [
        (one.words, other.words)
        for one, other in combinations(seen, 2)
        if any(box.meets(their) for box in one.boxes for their in other.boxes)
    ]


def alike(colours: Iterable[str], least: float) -> list[tuple[str, str, str]]:
    """Name the pairs of colours, and to whose eyes, that differ by no more than ``least``."""
    return [
        (one, other, vision)
        for one, other in combinations(colours, 2)
        for vision in oracles.VISIONS
        if oracles.difference(one, other, vision) <= least
    ]


def _seen(page: Page, selector: str, what: str) -> list[Seen]:
    found = page.evaluate(_LOOK, [selector, what])
    return [Seen(**{**one, "boxes": tuple(map(_box, one["boxes"]))}) for one in found]


def _box(told: dict[str, float]) -> Box:
    return Box(told["left"], told["top"], told["right"], told["bottom"])
