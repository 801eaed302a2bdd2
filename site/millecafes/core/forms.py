"""Pictures are checked, cleaned and bounded before anything is kept; documents are what their name says."""

from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, ImageOps
from PIL import Image as Picture
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from millecafes.core.uploads import check_content

LONGEST_SIDE = 4000  # pixels; larger originals cost memory at each rendition and show nothing more
BROKEN = _("Cette image est incomplète ou abîmée : choisissez-en une autre.")
FAULTS = (OSError, SyntaxError, ValueError)  # what Pillow raises about a file cut short or broken
# Their decoders hold what they unfold four times.
MOST_POINTS = dict.fromkeys(["WEBP", "AVIF"], 13_000_000)  # a telephone's have twelve
WAY_UP = ExifTags.Base.Orientation
BY_BANDS = {"RGB", "RGBA", "CMYK", "LA"}  # what takes four bytes for each point
BAND = 256  # rows
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
            profile, way_up = source.info.get("icc_profile"), source.getexif().get(WAY_UP, 1)
            picture = reduced(source, longest)
            picture.getexif()[WAY_UP] = way_up
            ImageOps.exif_transpose(picture, in_place=True)
            if kind == "JPEG" and picture.mode not in ("RGB", "L"):
                picture = picture.convert("RGB")
            output = BytesIO()
            picture.info = {}
            picture.save(output, kind, **KEPT_FORMATS[kind], **({"icc_profile": profile} if profile else {}))
    except FAULTS as error:
        raise ValidationError(BROKEN) from error
    return SimpleUploadedFile(upload.name, output.getvalue(), Picture.MIME[kind])


def reduced(source: Picture.Image, longest: int) -> Picture.Image:
    """The picture at its size or less, and no longer the one it was made of.

    Reduced whole, one of forty million points is held twice or three times, in 160 megabytes each: here it is by bands.
    """
    source.load()
    ratio = longest / max(source.size)
    if ratio >= 1 or source.mode not in BY_BANDS:
        source.thumbnail((longest, longest))
        return source
    width, height = (max(1, round(side * ratio)) for side in source.size)
    picture = Picture.new(source.mode, (width, height))
    around = int(2 / ratio) + 2  # rows beside a band that its points are made of too
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        first, last = top * source.height / height, (top + rows) * source.height / height
        above = max(0, int(first) - around)
        band = source.crop((0, above, source.width, min(source.height, int(last) + around)))
        box = (0, first - above, source.width, last - above)
        picture.paste(band.resize((width, rows), Picture.Resampling.BICUBIC, box), (0, top))
    source.close()
    return picture


def check_file(file) -> None:
    """Raise ValidationError when this is no picture, or one with too many points; nothing of it is unfolded."""
    try:
        with Picture.open(file) as picture:
            check_points(picture)
    except Picture.DecompressionBombError as error:
        raise too_large(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS) from error
    except FAULTS as error:
        raise ValidationError(BROKEN) from error


def check_points(picture: Picture.Image) -> None:
    """Raise ValidationError when this would unfold into too many points, all its frames together."""
    most = MOST_POINTS.get(picture.format, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    if picture.width * picture.height * getattr(picture, "n_frames", 1) > most:
        raise too_large(most)


def too_large(most: int) -> ValidationError:
    words = _("Cette image est trop grande : réduisez-la à moins de %(most)s millions de pixels.")
    return ValidationError(words % {"most": most // 1_000_000}, code="points")


class PictureField(WagtailImageField):
    """Counts the points of a picture before they are unfolded: a light file may hold more than the memory does."""

    def check_image_pixel_size(self, f):
        check_file(f)
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
