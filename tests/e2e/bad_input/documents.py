"""Documents and folders that cannot be read, or not as they are."""

import shutil
import zipfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from e2e.bad_input.scene import Scene, Scenes, lock, set_root, without_privilege

SAMPLES = Path(__file__).parents[2] / "sample_documents"
DOCUMENTS = Scenes()


@DOCUMENTS.scene("empty-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    shutil.rmtree(place.documents)
    place.documents.mkdir()


@DOCUMENTS.scene("missing-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    shutil.rmtree(place.documents)


@DOCUMENTS.scene("other-folder")
def _(place: Scene) -> None:
    other = place.documents.parent / "other"
    shutil.copytree(place.documents, other)
    place.environment["DOCUMENTS_DIR"] = str(other)


@DOCUMENTS.scene("vanished-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.documents)


@DOCUMENTS.scene("emptied-folder")
def _(place: Scene) -> None:
    for path in place.documents.iterdir():
        path.unlink()


@DOCUMENTS.scene("outside-path")
def _(place: Scene) -> None:
    place.arguments = ["index", "/etc"]


@DOCUMENTS.scene("locked-folder")
def _(place: Scene) -> None:
    set_root(place.data, place.documents / "inside")
    place.environment["DOCUMENTS_DIR"] = str(place.documents / "inside")
    lock(place, place.documents)


@DOCUMENTS.scene("locked-path")
def _(place: Scene) -> None:
    locked = place.documents / "locked"
    locked.mkdir()
    lock(place, locked)
    place.arguments = ["index", str(locked / "new.txt")]


@DOCUMENTS.scene("unreadable-file")
def _(place: Scene) -> None:
    secret = place.documents / "secret.txt"
    secret.write_text("Nobody may read this.\n")
    without_privilege(place)
    secret.chmod(0)


@DOCUMENTS.scene("binary-file")
def _(place: Scene) -> None:
    (place.documents / "image.txt").write_bytes(bytes(range(256)) * 64)


@DOCUMENTS.scene("large-file")
def _(place: Scene) -> None:
    with (place.documents / "large.txt").open("wb") as file:
        file.truncate(200_000_000)


@DOCUMENTS.scene("legacy-encoding")
def _(place: Scene) -> None:
    text = "Переговоры прошли в Стамбуле, и стороны договорились об обмене пленными.\n" * 3
    (place.documents / "old.txt").write_bytes(text.encode("cp1251"))


@DOCUMENTS.scene("broken-utf8")
def _(place: Scene) -> None:
    text = "The café by the river was closed for the winter.\n" * 3
    (place.documents / "stray.txt").write_bytes(text.encode() + b"caf\xe9 \xff\n")


@DOCUMENTS.scene("broken-front-matter")
def _(place: Scene) -> None:
    (place.documents / "broken.md").write_text("---\ntitle: [unclosed\n---\n\nText.\n")


@DOCUMENTS.scene("bad-rows")
def _(place: Scene) -> None:
    (place.documents / "rows.jsonl").write_text('{"text": "A good row."}\n{\n{"text": ""}\n')


@DOCUMENTS.scene("no-text-column")
def _(place: Scene) -> None:
    (place.documents / "people.csv").write_text("name,age\nAda,36\n")


@DOCUMENTS.scene("other-json")
def _(place: Scene) -> None:
    (place.documents / "package.json").write_text('{"name": "a", "messages": []}')


@DOCUMENTS.scene("torn-export")
def _(place: Scene) -> None:
    begun = '{"name": "News", "type": "public_channel", "id": 1, "messages": [{"id": 1, '
    (place.documents / "result.json").write_text(begun)


@DOCUMENTS.scene("zip-bomb")
def _(place: Scene) -> None:
    with ZipFile(place.documents / "bomb.zip", "w", ZIP_DEFLATED) as bomb:
        for number in range(4):
            bomb.writestr(f"{number}.txt", bytes(10_000_000))


@DOCUMENTS.scene("zip-names")
def _(place: Scene) -> None:
    with ZipFile(place.documents / "out.zip", "w") as hostile:
        hostile.writestr("../../out.txt", "Words that nobody should read.")


@DOCUMENTS.scene("damaged-zip")
def _(place: Scene) -> None:
    (place.documents / "damaged.zip").write_bytes(b"PK\3\4 and nothing else")


@DOCUMENTS.scene("bad-sources")
def _(place: Scene) -> None:
    (place.documents / "sources.toml").write_text('["news"]\nnotes = "state-run"\n')


@DOCUMENTS.scene("scanned-pdf")
def _(place: Scene) -> None:
    shutil.copy(SAMPLES / "scan.pdf", place.documents)


@DOCUMENTS.scene("locked-pdf")
def _(place: Scene) -> None:
    shutil.copy(SAMPLES / "locked.pdf", place.documents)


@DOCUMENTS.scene("broken-pdf")
def _(place: Scene) -> None:
    (place.documents / "report.pdf").write_text("not a PDF\n")


@DOCUMENTS.scene("broken-docx")
def _(place: Scene) -> None:
    whole = (SAMPLES / "report.docx").read_bytes()
    (place.documents / "report.docx").write_bytes(whole[:10_000])


@DOCUMENTS.scene("protected-book")
def _(place: Scene) -> None:
    shutil.copy(SAMPLES / "yearbook.epub", place.documents)
    with zipfile.ZipFile(place.documents / "yearbook.epub", "a") as archive:
        archive.writestr(
            "META-INF/encryption.xml",
            '<e xmlns="http://www.w3.org/2001/04/xmlenc#">'
            '<CipherReference URI="EPUB/text/ch001.xhtml"/></e>',
        )


@DOCUMENTS.scene("nothing-readable")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    for path in place.documents.iterdir():
        path.write_bytes(bytes(range(256)) * 64)
