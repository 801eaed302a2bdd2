"""Files on their way in: checked, cleaned and kept at once, so that a mistake elsewhere in the form loses none."""

from datetime import timedelta
from itertools import chain, repeat

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image as Picture

from members.forum.models import Draft, Post, PostFile
from members.forum.services.plain import cleaned_line
from millecafes.core.forms import cleaned_picture
from millecafes.core.sizes import size_in_words
from resources.services.versions import PICTURES, checked, extension_of

MOST_FILES, MOST_BYTES, MOST_A_DAY = 10, 10 * 1024 * 1024, 100 * 1024 * 1024
LONGEST_SIDE = 1600  # points
LONGEST_ALT = PostFile._meta.get_field("alt").max_length
KEPT_ALONE = timedelta(hours=48)


def receive(person, uploads, said=(), *, already: int = 0) -> tuple[list[PostFile], list[str]]:
    """What may be kept is; the rest is said, file by file. They belong to nobody's post yet.

    ``said`` is what each of them shows, in their order, of those that somebody described.
    """
    kept, faults = [], []
    left = MOST_A_DAY - sent_today(person) if uploads else 0
    for upload, alt in zip(uploads, chain(said, repeat("")), strict=False):
        try:
            if already + len(kept) >= MOST_FILES:
                raise ValidationError(_("Dix fichiers par message, au plus."))
            if upload.size > left:
                raise ValidationError(_("Vous avez beaucoup déposé aujourd’hui : renvoyez ce fichier demain."))
            kept.append(keep(person, sound(upload), alt))
            left -= upload.size
        except ValidationError as error:
            faults += [f"{upload.name}\u00a0: {message}" for message in error.messages]
    return kept, faults


def sound(upload):
    if upload.size == 0:
        raise ValidationError(_("Ce fichier est vide."))
    if upload.size > MOST_BYTES:
        words = _("Ce fichier pèse %(size)s : il en faut un de moins de %(most)s.")
        raise ValidationError(words % {"size": size_in_words(upload.size), "most": size_in_words(MOST_BYTES)})
    kept = checked(upload)
    # Pages show pictures as they are kept: what a screen has no use for is not carried to a village.
    return cleaned_picture(kept, LONGEST_SIDE) if extension_of(kept.name) in PICTURES else kept


def keep(person, upload, alt: str = "") -> PostFile:
    file = PostFile(uploader=person, name=upload.name, size=upload.size)
    if extension_of(upload.name) in PICTURES:
        upload.seek(0)
        with Picture.open(upload) as picture:
            file.width, file.height = picture.size
        upload.seek(0)
        file.alt = alt_of(alt)
    file.file.save(upload.name, upload, save=False)
    file.save()
    return file


def alt_of(written: str) -> str:
    return cleaned_line(written)[:LONGEST_ALT]


def describe(kept: list[PostFile], data) -> None:
    """What the form says that pictures show. Of those of a post it is written with the change of the post only."""
    changed = []
    for file in kept:
        said = alt_of(data.get(f"alt-{file.pk}", file.alt))
        if file.is_picture and said != file.alt:
            file.alt = said
            changed.append(file)
    if own := [file for file in changed if file.post_id is None]:
        PostFile.objects.bulk_update(own, ["alt"])


def sent_today(person) -> int:
    since = timezone.now() - timedelta(days=1)
    return sum(PostFile.objects.filter(uploader=person, uploaded_at__gt=since).values_list("size", flat=True))


def chosen(person, numbers, post: Post | None = None) -> list[PostFile]:
    """The files of a form, by the numbers it gives: only those that this person may put there."""
    numbers = {int(number) for number in numbers if str(number).isdecimal() and len(str(number)) < 16}
    if not numbers:
        return []
    own = Q(uploader=person, post=None)
    if post is not None:
        own |= Q(post=post)
    return list(PostFile.objects.filter(own, pk__in=numbers).order_by("pk")[:MOST_FILES])


def give_to_draft(draft: Draft, files) -> None:
    """They are kept as long as it is."""
    PostFile.objects.filter(draft=draft).exclude(pk__in=[file.pk for file in files]).update(draft=None)
    add_to_draft(draft, files)


def add_to_draft(draft: Draft, files) -> None:
    """The same, from a form that does not show those it has already."""
    PostFile.objects.filter(pk__in=[file.pk for file in files], post=None).update(draft=draft)


def forget_orphans(at=None) -> int:
    """The files that no post and no draft has, two days after they came; says how many."""
    count = 0
    for file in PostFile.objects.orphans((at or timezone.now()) - KEPT_ALONE).iterator(chunk_size=200):
        deleted, _rows = PostFile.objects.filter(pk=file.pk, post=None, draft=None).delete()
        if deleted:  # it was still nobody's
            file.file.storage.delete(file.file.name)
            count += 1
    return count
