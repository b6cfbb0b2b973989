"""Y Combinator's companies, as the public JSON of github.com/yc-oss/api has them."""

from typing import Any

from ingest.documents.rows import Record

_TAKEN = {"id", "name", "one_liner", "long_description", "website", "small_logo_thumb_url"}


def yc_record(row: dict[str, Any]) -> Record:
    """A company's values: both descriptions as one, and the city of its first location."""
    texts = [row.get("one_liner"), row.get("long_description")]
    logo = row.get("small_logo_thumb_url")
    fields = {
        "id": row.get("id"),
        "name": row.get("name"),
        "description": "\n".join(text for text in texts if isinstance(text, str) and text.strip()),
        "city": _city(row.get("all_locations")),
        "link": row.get("website"),
        # Companies without a logo have the path of a placeholder on YC's own site.
        "images": logo if isinstance(logo, str) and logo.startswith("http") else "",
    }
    return Record(fields, {name: v for name, v in row.items() if name not in _TAKEN}, row)


def _city(locations: Any) -> str | None:
    """From "San Francisco, CA, USA; Remote": what is in no place, such as "Remote", is none."""
    first = locations.split(";")[0] if isinstance(locations, str) else ""
    city, comma, _ = first.partition(",")
    return city.strip() if comma else None
