"""Tables of three kinds as shops, job boards and help desks export them."""

import csv
import io
import json
from collections.abc import Callable
from itertools import product

_MATERIALS = ("Oak", "Walnut", "Ash", "Bamboo", "Steel", "Cork")
_THINGS = ("Table", "Chair", "Shelf", "Lamp")
_SIZES = ("S", "M", "L")
_TAGS = ("indoor", "outdoor, indoor", "sale, outdoor", "indoor, sale", "sale")
_MAKERS = ("Holzwerk", "Nordform", "Casa Buena")


def products() -> str:
    """A shop's export: 24 products of three sizes each, a row a size, texts in the first only."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(
        ["Handle", "Title", "Body (HTML)", "Vendor", "Tags", "Option1 Value", "Variant Price"]
    )
    for number, (material, thing) in enumerate(product(_MATERIALS, _THINGS)):
        handle = f"{material}-{thing}".lower()
        body = f"<p>A <b>{thing.lower()}</b> of {material.lower()}.</p><p>Made to last.</p>"
        tags = _TAGS[number % len(_TAGS)]
        first = [f"{material} {thing}", body, _MAKERS[number % 3], tags]
        for size in _SIZES:
            writer.writerow([handle, *first, size, f"{20 + number}.00"])
            first = ["", "", "", ""]
    return text.getvalue()


def jobs() -> str:
    """A job board's lines: 30 vacancies with lists, an object for the place, and HTML entities."""
    titles = ("Baker", "Nurse", "Welder", "Data engineer", "Gardener")
    duties = {
        "Baker": "You bake bread &amp; rolls before sunrise.",
        "Nurse": "You care for patients on the ward at night.",
        "Welder": "You join steel beams on building sites.",
        "Data engineer": "You build pipelines that move tables between databases.",
        "Gardener": "You plant trees and trim hedges in parks.",
    }
    return "".join(
        json.dumps(
            {
                "_id": {"$oid": f"{number:024x}"},
                "job_title": titles[number % 5],
                "responsibilities": duties[titles[number % 5]],
                "requirements": ["A clear head", f"{number % 4} years of practice"],
                "location": {"city": ("Lyon", "Porto", "Graz")[number % 3], "country": "EU"},
                "employment_type": ("full time", "part time")[number % 2],
                "skills": ["team work", ("ovens", "first aid", "drawing")[number % 3]],
                "posted": f"2024-05-{number % 28 + 1:02}",
            }
        )
        + "\n"
        for number in range(30)
    )


def questions() -> str:
    """A help desk's export: a title, 20 questions with answers and topics, and a total."""
    topics = ("Billing", "Delivery", "Account", "Returns")
    lines = ["Help centre export;;", "Question;Answer;Topic"]
    for number in range(20):
        topic = topics[number % 4]
        lines.append(
            f"How do I change my {topic.lower()} option {number}?;"
            f"Open the page {topic.lower()}, choose number {number} and confirm it by mail.;{topic}"
        )
    return "\n".join([*lines, "Total;20;"]) + "\n"


SHAPES: dict[str, Callable[[], str]] = {
    "products.csv": products,
    "jobs.jsonl": jobs,
    "questions.csv": questions,
}
"""By the name of the file."""
