"""How files arrive: one at a time, in memory, and without their name."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST = 10 * 1024 * 1024 + 1  # bytes: what is longer is seen to be so, and the rest let go


class InMemory(FileUploadHandler):
    """Keeps a file in memory up to a size, and nothing that says where it came from.

    A file's name may hold a person's. It stays out of whatever might write it down.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = MOST - self.kept.tell()
        self.kept.write(raw_data[: max(room, 0)])

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not file_size:
            return None  # the field was left empty
        self.kept.seek(0)
        return InMemoryUploadedFile(self.kept, self.field_name, "file", "", file_size, None)
