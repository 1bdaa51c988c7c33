"""Takes the still picture of each 3D model, as `manage.py draw_models` made it.

    .venv/bin/python -m tests.journeys.models

Each is static/models/<name>.webp, of the model's own size and see-through, so that it stands on
light and on dark; beside it a smaller one for articles. Needs a browser.
"""

import base64
import io
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.journeys.browser import chromium

STATIC = Path(__file__).resolve().parents[2] / "static"
SOFTWARE = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
# From where each is seen.
VIEWS = {
    "bone-marrow-test": {
        "orbit": "26deg 74deg 0.58m",
        "target": "0.012m 0.034m 0.03m",
    }
}
SIZE, SMALLER = (1120, 840), (720, 540)
MADE = """async ({ name, orbit, target, size }) => {
    await import("/vendor/model-viewer/model-viewer.min.js");
    const viewer = document.createElement("model-viewer");
    Object.assign(viewer.style, { width: `${size[0] / 2}px`, height: `${size[1] / 2}px` });
    for (const [key, value] of Object.entries({
        src: `/models/${name}.glb`, "camera-orbit": orbit, "camera-target": target,
        "field-of-view": "30deg", "environment-image": "neutral", "tone-mapping": "commerce",
    })) viewer.setAttribute(key, value);
    document.body.append(viewer);
    await new Promise((done) => viewer.addEventListener("load", done, { once: true }));
    viewer.jumpCameraToGoal();
    await new Promise((done) => setTimeout(done, 3000));
    const blob = await viewer.toBlob({ mimeType: "image/png" });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""


def picture(page: Page, name: str) -> Image.Image:
    """The model as its page shows it first."""
    view = VIEWS[name]
    asked = {"name": name, "orbit": view["orbit"], "target": view["target"], "size": SIZE}
    data = base64.b64decode(page.evaluate(MADE, asked))
    return Image.open(io.BytesIO(data)).convert("RGBA")


def main() -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(STATIC))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as player:
        args = ["--no-sandbox", *SOFTWARE]
        browser = player.chromium.launch(executable_path=chromium(), args=args)
        page = browser.new_page(device_scale_factor=2)
        for name in VIEWS:
            page.goto(f"http://127.0.0.1:{server.server_port}/vendor/model-viewer/README.md")
            drawn = picture(page, name)
            assert drawn.getextrema()[3] == (0, 255), f"{name}: nothing was drawn; try again"
            image = drawn.resize(SIZE, Image.Resampling.LANCZOS)
            path = STATIC / "models" / f"{name}.webp"
            image.save(path, quality=76, alpha_quality=100, method=6)
            less = path.with_stem(f"{name}-smaller")
            smaller = image.resize(SMALLER, Image.Resampling.LANCZOS)
            smaller.save(less, quality=60, alpha_quality=40, method=6)
            for one in (path, less):
                print(f"{one.name}: {one.stat().st_size:,} bytes")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
