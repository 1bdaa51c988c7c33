"""Make the 3D models again, as files in static/models/; the same each time."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from library.models3d import bone_marrow

MODELS = {"bone-marrow-test": bone_marrow.model}


class Command(BaseCommand):
    help = "Write the 3D models to static/models/."

    def handle(self, *args: object, **options: object) -> None:
        for name, model in MODELS.items():
            path = Path(settings.BASE_DIR) / "static" / "models" / f"{name}.glb"
            path.write_bytes(model())
            self.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes")
