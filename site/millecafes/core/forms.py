"""Pictures are checked, cleaned and bounded before anything is kept."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from PIL import ImageOps
from wagtail.images.forms import BaseImageForm

LONGEST_SIDE = 4000  # pixels; larger originals cost memory at each rendition and show nothing more
KEPT_FORMATS = {"JPEG": {"quality": 90}, "PNG": {}, "WEBP": {"quality": 90}, "AVIF": {"quality": 80}}


def cleaned_picture(upload) -> SimpleUploadedFile:
    """The same picture upright, without its hidden data (a phone writes where it was taken), bounded in size.

    Raises ValidationError when the file is cut short or broken.
    """
    try:
        upload.seek(0)
        with Picture.open(upload) as source:
            kind = source.format if source.format in KEPT_FORMATS else "PNG"
            picture = ImageOps.exif_transpose(source)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            if kind == "JPEG" and picture.mode not in ("RGB", "L"):
                picture = picture.convert("RGB")
            output = BytesIO()
            profile = source.info.get("icc_profile")
            picture.info = {}
            picture.save(output, kind, **KEPT_FORMATS[kind], **({"icc_profile": profile} if profile else {}))
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError) as error:
        raise ValidationError(_("Cette image est incomplète ou abîmée : choisissez-en une autre.")) from error
    return SimpleUploadedFile(upload.name, output.getvalue(), upload.content_type)


class ImageForm(BaseImageForm):
    """The back office's form for a picture."""

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if upload is None or "file" not in self.changed_data:
            return upload
        clean = cleaned_picture(upload)
        with Picture.open(clean) as picture:
            clean.image = picture
            self.instance.width, self.instance.height = picture.size
        clean.seek(0)
        return clean
