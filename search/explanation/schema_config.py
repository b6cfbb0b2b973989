"""How explanations appear in the API's schema."""

from pydantic import ConfigDict

ALL_REQUIRED = ConfigDict(json_schema_serialization_defaults_required=True)
"""Answers always contain every field, so fields with a default are not optional in the schema."""
