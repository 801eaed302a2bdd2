"""Pictures are checked, cleaned and bounded before anything is kept; documents are what their name says."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from PIL import ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from millecafes.core.uploads import check_content

LONGEST_SIDE = 4000  # pixels; larger originals cost memory at each rendition and show nothing more
BROKEN = _("Cette image est incomplète ou abîmée : choisissez-en une autre.")
FAULTS = (OSError, SyntaxError, ValueError)  # what Pillow raises about a file cut short or broken
KEPT_FORMATS = {"JPEG": {"quality": 90}, "PNG": {}, "WEBP": {"quality": 90}, "AVIF": {"quality": 80}}


def cleaned_picture(upload, longest: int = LONGEST_SIDE) -> SimpleUploadedFile:
    """The same picture upright, without its hidden data (a phone writes where it was taken), bounded in size.

    Raises ValidationError when the file is cut short or broken.
    """
    try:
        upload.seek(0)
        with Picture.open(upload) as source:
            kind = "JPEG" if source.format == "MPO" else source.format  # phones put a second picture in an MPO
            kind = kind if kind in KEPT_FORMATS else "PNG"
            picture = ImageOps.exif_transpose(source)
            picture.thumbnail((longest, longest))
            if kind == "JPEG" and picture.mode not in ("RGB", "L"):
                picture = picture.convert("RGB")
            output = BytesIO()
            profile = source.info.get("icc_profile")
            picture.info = {}
            picture.save(output, kind, **KEPT_FORMATS[kind], **({"icc_profile": profile} if profile else {}))
    except FAULTS as error:
        raise ValidationError(BROKEN) from error
    return SimpleUploadedFile(upload.name, output.getvalue(), Picture.MIME[kind])


class PictureField(WagtailImageField):
    """Counts the points of a picture before they are unfolded: a light file may hold more than the memory does."""

    def check_image_pixel_size(self, f):
        try:
            with Picture.open(f) as picture:
                points = picture.width * picture.height * getattr(picture, "n_frames", 1)
        except Picture.DecompressionBombError:
            points = None
        except FAULTS as error:
            raise ValidationError(BROKEN) from error
        if points is None or points > self.max_image_pixels:
            raise ValidationError(_("Cette image est trop grande : réduisez-la à moins de 40 millions de pixels."))
        f.seek(0)


class ImageForm(BaseImageForm):
    """The back office's form for a picture."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)

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

    def save(self, commit=True):
        if self.instance.pk is None and "file" not in self.fields:
            self.clean_kept_file()
        return super().save(commit)

    def clean_kept_file(self):
        """Sent together with others, a picture is kept aside as it came until its credit is written: clean it now."""
        file = self.instance.file
        clean, kept = cleaned_picture(file), file.name
        file.close()
        file.save(clean.name, clean, save=False)
        file.storage.delete(kept)
        self.instance._set_image_file_metadata()


class DocumentForm(BaseDocumentForm):
    """The back office's form for a document."""

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if upload is not None and "file" in self.changed_data:
            check_content(upload)
        return upload
