"""Pictures, sounds and documents of the demo, made when a page asks for them; the same content is kept once."""

import hashlib
import math
import struct
import wave
from io import BytesIO

from django.core.files.base import ContentFile

from millecafes.core.models import Document, Image
from millecafes.demo import drawings
from millecafes.demo.content.figures import synopsis

CREDIT = "Dessin 1000 cafés"
RATE = 8000  # samples a second

# Key: what draws it, its title, what it shows.
PICTURES = {
    "lavoir": (
        drawings.wash_house,
        "Le lavoir",
        "Un lavoir couvert de tuiles au bord de l’eau, un drap plié sur la pierre.",
    ),
    "four": (drawings.bread_oven, "Le four à pain", "Un four à pain de pierre allumé, une miche posée sur la pelle."),
    "bal": (drawings.village_ball, "Le bal", "La nuit, trois silhouettes dansent sous des guirlandes de lampions."),
    "clocher": (
        drawings.bell_tower,
        "Le clocher",
        "Un clocher dont la cloche sonne, des hirondelles et une petite maison.",
    ),
    "banc": (drawings.bench, "Le banc", "Une tasse fumante posée sur un banc, sous un grand arbre."),
    "pont": (drawings.bridge, "Le pont", "Un vélo chargé d’un panier arrêté sur un pont de pierre à trois arches."),
    "carte": (drawings.sharing_card, "Carte de partage", "L’auvent rayé du café, une tasse et le nom 1000 cafés."),
}


def bell() -> bytes:
    """Three strokes of a bell, made of sines: nobody was recorded."""
    output = BytesIO()
    with wave.open(output, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for _stroke in range(3):
            sound.writeframes(b"".join(struct.pack("<h", stroke_at(n / RATE)) for n in range(RATE * 2)))
    return output.getvalue()


def stroke_at(time: float) -> int:
    tones = ((392.0, 1.0, 1.6), (784.0, 0.5, 2.6), (1067.0, 0.3, 3.8))
    return int(
        9000 * sum(part * math.exp(-fall * time) * math.sin(math.tau * tone * time) for tone, part, fall in tones)
    )


# Key: what makes it, its title, its file name.
DOCUMENTS = {
    "cloche": (bell, "Les trois coups de la cloche (son de synthèse)", "trois-coups-de-cloche.wav"),
    "synthese-2025": (synopsis, "Rapport d’activité 2025 : synthèse des chiffres clés", "1000-cafes-chiffres-2025.txt"),
}


def picture(key: str) -> Image:
    draw, title, description = PICTURES[key]
    content = draw()
    return kept(Image, content) or Image.objects.create(
        title=title, description=description, credit=CREDIT, **described(content, f"{key}.png")
    )


def document(key: str) -> Document:
    make, title, name = DOCUMENTS[key]
    content = make()
    return kept(Document, content) or Document.objects.create(title=title, **described(content, name))


def kept(model, content: bytes):
    return model.objects.filter(file_hash=summed(content)).order_by("pk").first()


def summed(content: bytes) -> str:
    """As Wagtail knows a file again."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def described(content: bytes, name: str) -> dict:
    return {
        "file": ContentFile(content, name),
        "file_size": len(content),
        "file_hash": summed(content),
    }
