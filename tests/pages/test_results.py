"""The result area's Python face: its contract with the browser code."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from pages.ui.cards import list_data, loading_data
from pages.ui.results import typescript
from pages.ui.results.payload import ListData
from search.text.analyzer import DEFAULT
from search.types import Document, Hit, Mode, Ranking, SideRanks

_LIST = TypeAdapter(ListData)


@pytest.mark.parametrize(
    ("path", "content"), typescript.declarations().items(), ids=lambda value: Path(value).name[:20]
)
def test_the_browser_codes_type_declarations_are_up_to_date(path: Path, content: str) -> None:
    assert path.read_text("utf-8") == content, "run: python -m pages.ui.results.typescript"


def _ranking(mode: Mode) -> Ranking:
    document = Document("i", "s", "Oak", "Oak tables.", extra={"brand_icon": "stripe", "n": 7})
    hits = [Hit(document, 1, 2.0, 3), Hit(document, 2, 1.0, None)]
    if mode == "hybrid":
        hits = [Hit(document, 1, 0.03, ranks=SideRanks(3, 9))]
    return Ranking(mode, hits, 2, total_capped=False, embed_ms=1.0, search_ms=1.0)


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_lists_keep_the_contract_in_the_json_that_is_sent(mode: Mode) -> None:
    for data in (list_data(_ranking(mode), "oak", DEFAULT, 50), loading_data(mode)):
        sent = json.dumps(data)
        assert json.loads(_LIST.dump_json(_LIST.validate_json(sent))) == json.loads(sent)


def test_a_list_without_hits_keeps_the_contract() -> None:
    nothing = Ranking("keyword", [], 0, total_capped=False, embed_ms=0.0, search_ms=1.0)
    sent = json.dumps(list_data(nothing, "oak", DEFAULT))
    assert _LIST.validate_json(sent)["hits"] == []


def test_a_schema_without_a_typescript_type_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="strange"):
        typescript._type({"type": "strange"})


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ({"type": "integer"}, "number"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "array", "prefixItems": [{"type": "string"}, {"const": 1}]}, "[string, 1]"),
        ({"type": "object", "additionalProperties": {"$ref": "#/$defs/X"}}, "Record<string, X>"),
        ({"type": "object", "additionalProperties": True}, "Record<string, unknown>"),
        (
            {
                "type": "object",
                "propertyNames": {"enum": ["a", "b"]},
                "additionalProperties": {"type": "string"},
            },
            'Record<"a" | "b", string>',
        ),
        ({"title": "Anything"}, "unknown"),
    ],
)
def test_json_schemas_become_typescript_types(schema: dict[str, object], type_: str) -> None:
    assert typescript._type(schema) == type_
