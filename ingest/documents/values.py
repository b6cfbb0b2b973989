"""A value of any shape as the text it stands for.

Objects that only wrap a value give it: MongoDB's Extended JSON v2 ({"$oid": …}), DynamoDB's typed
values ({"S": …}), JSON-LD ({"@value": …}), and texts by language ({"en": …, "de": …}).
"""

import base64
import binascii
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from ingest.documents.missing import is_absent

_DEEPEST = 50
_WRAPPERS = (
    *("$oid", "$date", "$uuid", "$symbol", "$code", "$numberLong", "$numberInt"),
    *("$numberDouble", "$numberDecimal", "@value", "#text", "$t", "S", "N", "BOOL"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LANGUAGES = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv "
        "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr "
        "ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw "
        "ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv "
        "ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq "
        "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh "
        "yi yo za zh zu default und"
    ).split()
)
"""ISO 639-1, and the keys under which translations have what is in no language."""
_LANGUAGE_KEYS = ("language", "lang", "locale", "@language")
_TEXT_KEYS = (
    *("rendered", "value", "text", "plain_text", "content", "html", "raw", "children"),
    *("paragraphs", "rich_text", "name", "title", "label", "description"),
)
_ADDRESS_KEYS = ("url", "href", "link", "uri", "src", "source", "secure_url", "contentUrl", "@id")
_PICTURE_KEYS = ("original", "large", "medium", "small", "thumbnail", "thumb", "image", "logo")
_CITY_KEYS = (
    *("city", "town", "city_name", "locality", "addressLocality", "municipality", "village"),
    *("address", "location", "place", "name", "label", "value", "text"),
)
KEYS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "title", "label", *_TEXT_KEYS),
    "description": _TEXT_KEYS,
    "alt": _TEXT_KEYS,
    "city": _CITY_KEYS,
    "link": (*_ADDRESS_KEYS, "website", "homepage", "value", "text"),
    "images": (*_ADDRESS_KEYS, *_PICTURE_KEYS, "value", "text"),
}
"""Where an object has a field's value, the likeliest place first."""
JOINED = {"name": ", ", "description": "\n", "alt": ", "}
"""Fields that take every text of a list; the others take the first."""


class Unusable(ValueError):
    """Why a value cannot be a field's; the message goes on after the field's name."""


def text_of(value: Any, field: str, language: str | None = None) -> str:
    r"""The text that a field takes from a value, "" where there is none. Raises Unusable.

    Of texts by language it is the one in ``language``, else the first.

    >>> text_of(["Tables", "Chairs"], "description"), text_of({"en": "Oak", "de": "Eiche"}, "name")
    ('Tables\nChairs', 'Oak')
    >>> text_of({"city": "Oslo"}, "city"), text_of([{"url": "https://x.example"}], "link")
    ('Oslo', 'https://x.example')
    """
    if isinstance(value, str):
        return value
    texts = (text for text in _texts(value, field, language, 0) if text.strip())
    if field in JOINED:
        return JOINED[field].join(texts)
    return next(texts, "")


def _texts(value: Any, field: str, language: str | None, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise Unusable(f"nested more than {_DEEPEST} deep")
    value = plain(value)
    if is_absent(value):
        return
    if isinstance(value, dict):
        for inner in _chosen(value, field, language):
            yield from _texts(inner, field, language, depth + 1)
    elif isinstance(value, list):
        for item in _translated(value, language):
            yield from _texts(item, field, language, depth + 1)
    elif isinstance(value, bool) and field not in JOINED:
        raise Unusable(f"expected text, found {kind(value)}")
    else:
        yield scalar_text(value)


def _chosen(value: dict[str, Any], field: str, language: str | None) -> list[Any]:
    """The part of an object that is the field's; of one without any known key, every part."""
    if is_translation(value):
        wanted = [key for key in value if language and _language(key) == language.lower()]
        filled = [key for key in (*wanted, *value) if not is_absent(value[key])]
        return [value[key] for key in filled[:1]]
    for key in KEYS[field]:
        if key in value and not is_absent(value[key]):
            return [value[key]]
    if field not in JOINED:
        raise Unusable("expected text, found an object")
    return list(value.values())


def is_translation(value: dict[str, Any]) -> bool:
    """Whether the keys are languages: {"en": …, "pt-BR": …}."""
    return bool(value) and all(_language(key) in _LANGUAGES for key in value)


def _language(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def _translated(values: list[Any], language: str | None) -> list[Any]:
    """Of [{"language": "en", "value": …}, …] the one in ``language``, else the first."""
    tags = [
        next((str(item[key]) for key in _LANGUAGE_KEYS if key in item), "")
        if isinstance(item, dict)
        else ""
        for item in values
    ]
    if len(values) < 2 or not all(tags):
        return values
    wanted = [n for n, tag in enumerate(tags) if language and _language(tag) == language.lower()]
    return [values[wanted[0] if wanted else 0]]


def plain(value: Any) -> Any:
    """What a wrapper wraps, and text for bytes; anything else as it is.

    >>> plain({"$oid": "65a0"}), plain({"$date": {"$numberLong": "0"}}), plain({"S": "Oak"})
    ('65a0', '1970-01-01T00:00:00+00:00', 'Oak')
    """
    for _ in range(_DEEPEST):
        if isinstance(value, bytes):
            return bytes_text(value)
        if not isinstance(value, dict):
            return value
        if "$binary" in value:
            value = _binary(value["$binary"])
        elif (wrapper := _wrapper(value)) is None:
            return value
        elif wrapper == "$date" and isinstance(plain(value[wrapper]), int | float):
            return _date(plain(value[wrapper]))
        elif wrapper in ("$numberLong", "$numberInt"):
            return _whole(value[wrapper])
        else:
            value = value[wrapper]
    return value


def _wrapper(value: dict[str, Any]) -> str | None:
    if len(value) == 1 or "@value" in value or "#text" in value:
        return next((key for key in _WRAPPERS if key in value), None)
    return None


def _whole(text: Any) -> Any:
    return int(text) if isinstance(text, str) and text.lstrip("-").isdecimal() else text


def _date(milliseconds: float) -> str:
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat()
    except (OverflowError, ValueError):
        return str(milliseconds)


def _binary(value: Any) -> Any:
    """Extended JSON has the bytes under "base64", its first version had them there directly."""
    encoded = value.get("base64") if isinstance(value, dict) else value
    try:
        return base64.b64decode(str(encoded), validate=True)
    except binascii.Error:
        return encoded


def bytes_text(value: bytes) -> str:
    r"""Sixteen bytes that are no readable text as a UUID, others as text or in hexadecimal.

    >>> bytes_text(b"oak"), bytes_text(b"\xff\x00"), bytes_text(bytes(16))
    ('oak', 'ff00', '00000000-0000-0000-0000-000000000000')
    """
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = ""
    if text.isprintable() and text:
        return text
    return str(UUID(bytes=value)) if len(value) == 16 else value.hex()


def scalar_text(value: Any) -> str:
    """Text, a number or a truth value as text; a whole number has no decimals. Raises Unusable."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value) if value.is_integer() else value)
    raise Unusable(f"expected text, found {kind(value)}")


def kind(value: Any) -> str:
    """What to call a value's type."""
    names = {list: "a list", dict: "an object", bool: "true or false", str: "text"}
    return names.get(type(value), "null" if value is None else "a number")
