"""The copy of everything that is kept about one story, as one file."""

import io
import json
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from contributors import certificate, my_data
from moderation.models import Contribution


def packed(contribution: Contribution) -> bytes:
    """One ZIP: the same for programs and for people, and the record of what was agreed to."""
    kept = my_data.everything(contribution)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as pack:
        text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        pack.writestr("story.json", text)
        pack.writestr("story.html", render_to_string("your_stories/my_data.html", kept))
        pack.writestr("agreements.txt", my_data.agreements(contribution))
        sealed = certificate.of(contribution)
        pack.writestr("certificate.json", certificate.as_json(sealed))
        pack.writestr("certificate.txt", certificate.as_text(sealed))
        copies = contribution.photos.filter(bare=True, refused="")
        for photo in copies.order_by("digest").distinct("digest"):  # a new cut is the same file
            pack.writestr(my_data.file_of(photo), bytes(photo.original), ZIP_STORED)
    return file.getvalue()
