"""Names of datasets made from the names of files."""

import pytest

from search.names import dataset_name, slug


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("My firms (2).csv", "my-firms-2"),
        ("firms.2023.csv", "firms-2023"),
        ("firms.2024.csv.gz", "firms-2024"),
        ("Ελλάδα.xlsx", "ελλάδα"),
        ("日本の会社.jsonl.zst", "日本の会社"),
        ("हिन्दी.tsv", "हिन्दी"),
        ("שלום.parquet", "שלום"),
    ],
)
def test_a_name_keeps_letters_of_any_script(file: str, name: str) -> None:
    assert slug(file) == name == dataset_name(slug(file))


def test_files_without_letters_have_distinct_names() -> None:
    names = [slug(file) for file in ("🙂.csv", "🙃.csv", "….csv", ".csv")]
    assert len(set(names)) == 4
    assert all(dataset_name(name).startswith("file-") for name in names)
