"""What every run of the indexer loads when it first needs it, loaded when this is imported."""

from importlib import import_module

from corpus.language import detect_language

for _needed in ("changing_library", "striking", "datasketch", "faiss"):
    import_module(_needed)
detect_language("The wheel of the mill was made of oak a century ago, as the miller tells.")
