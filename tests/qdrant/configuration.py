"""A collection's settings as a server keeps and shows them; local mode drops most.

Local mode searches exactly and in memory whatever it is told; a server remembers what it was
told, fills in its defaults, and shows both.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel
from qdrant_client import models

Model = TypeVar("Model", bound=BaseModel)

_HNSW = models.HnswConfig(
    m=16, ef_construct=100, full_scan_threshold=10_000, max_indexing_threads=0, on_disk=False
)
_WAL = models.WalConfig(wal_capacity_mb=32, wal_segments_ahead=0, wal_retain_closed=1)
_OPTIMIZERS = models.OptimizersConfig(
    deleted_threshold=0.2,
    vacuum_min_vector_number=1000,
    default_segment_number=0,
    indexing_threshold=10_000,
    flush_interval_sec=5,
)
_STRICT = models.StrictModeConfigOutput(enabled=False)
_ONE_NODE = models.CollectionParams(
    shard_number=1, replication_factor=1, write_consistency_factor=1, on_disk_payload=True
)


class Configuration:
    """What one collection was made with, and what has been changed since."""

    def __init__(self, made: models.CreateCollection) -> None:
        self.params = overlaid(_ONE_NODE, made)
        self.hnsw = overlaid(_HNSW, made.hnsw_config)
        self.wal = overlaid(_WAL, made.wal_config)
        self.optimizers = overlaid(_OPTIMIZERS, made.optimizers_config)
        self.strict = overlaid(_STRICT, made.strict_mode_config)
        self.quantization = made.quantization_config
        self.indexes: dict[str, models.PayloadFieldSchema] = {}

    def change(self, wanted: models.UpdateCollection) -> None:
        """Takes over what ``wanted`` names; the rest stays."""
        self.params = overlaid(self.params, wanted.params)
        self.hnsw = overlaid(self.hnsw, wanted.hnsw_config)
        self.optimizers = overlaid(self.optimizers, wanted.optimizers_config)
        self.strict = overlaid(self.strict, wanted.strict_mode_config)
        if wanted.quantization_config is not None:
            self.quantization = _enabled(wanted.quantization_config)
        if wanted.vectors:
            self.params = self.params.model_copy(
                update={"vectors": _changed(self.params.vectors, wanted.vectors)}
            )

    def shown(self, local: models.CollectionInfo) -> models.CollectionInfo:
        """Local mode's description of the collection with these settings in it."""
        points = local.points_count or 0
        config = models.CollectionConfig(
            params=self.params,
            hnsw_config=self.hnsw,
            wal_config=self.wal,
            optimizer_config=self.optimizers,
            strict_mode_config=self.strict,
            quantization_config=self.quantization,
            metadata=local.config.metadata,
        )
        indexes = {
            field: _index(schema, points)  # the server counts the points that have the field
            for field, schema in self.indexes.items()
        }
        return local.model_copy(update={"config": config, "payload_schema": indexes})


def overlaid(below: Model, above: BaseModel | None) -> Model:
    """``below`` with the values that ``above`` sets for fields of the same name."""
    changes = {
        name: value
        for name in type(below).model_fields
        if (value := getattr(above, name, None)) is not None
    }
    return below.model_copy(update=changes)


def _changed(vectors: Any, wanted: Mapping[str, models.VectorParamsDiff]) -> Any:
    if isinstance(vectors, models.VectorParams):
        return overlaid(vectors, wanted[""])
    changes = {name: overlaid(vectors[name], change) for name, change in wanted.items()}
    return {**vectors, **changes}


def _enabled(quantization: models.QuantizationConfigDiff) -> models.QuantizationConfig | None:
    return None if isinstance(quantization, models.Disabled) else quantization


def _index(schema: models.PayloadFieldSchema, points: int) -> models.PayloadIndexInfo:
    kind = schema if isinstance(schema, models.PayloadSchemaType) else schema.type.value
    params = None if isinstance(schema, models.PayloadSchemaType) else schema
    return models.PayloadIndexInfo(
        data_type=models.PayloadSchemaType(kind), params=params, points=points
    )
