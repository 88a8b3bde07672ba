"""What is imported is declared, what is declared is imported, and each has its reason beside it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
OWN = {"bot", "embeddings", "corpus"}

# Not imported by name: sentence-transformers runs on torch, which it declares itself.
THROUGH_OTHERS = {"torch", "transformers"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, object]:
    parsed: dict[str, object] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    found = parsed["project"]
    assert isinstance(found, dict)
    return found


def declared() -> set[str]:
    dependencies = project()["dependencies"]
    extras = project()["optional-dependencies"]
    assert isinstance(dependencies, list)
    assert isinstance(extras, dict)
    listed = [*dependencies, *(line for name in extras if name != "dev" for line in extras[name])]
    return {normal(re.split(r"[\[<>=~ ]", line)[0]) for line in listed}


def imported() -> Iterator[str]:
    for package in OWN:
        for path in (CHECKOUT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    yield from (alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                    yield node.module.split(".")[0]


def distributions_imported() -> set[str]:
    known = packages_distributions()
    names = set(imported()) - OWN - set(sys.stdlib_module_names) - THROUGH_OTHERS
    # What an extra brings may be missing here; its module then has its distribution's name.
    return {normal(known.get(name, [name])[0]) for name in names}


def test_every_import_is_declared() -> None:
    assert distributions_imported() - declared() == set()


def test_every_declared_package_is_imported() -> None:
    assert declared() - distributions_imported() == set()


def test_every_dependency_has_its_reason_beside_it() -> None:
    lines = (CHECKOUT / "pyproject.toml").read_text().splitlines()
    for opening in ("dependencies = [", "multilingual = ["):
        start = lines.index(opening)
        listed = lines[start + 1 : lines.index("]", start)]
        assert [line for line in listed if "#" not in line] == []


def test_every_declared_package_is_pinned_for_the_tests() -> None:
    pinned = {
        normal(line.split("==")[0])
        for line in (CHECKOUT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    assert declared() - pinned == set()
