"""A client whose collections and aliases carry a prefix: a corner of a server that others use."""

from typing import Any

from qdrant_client import QdrantClient, models

_OF_NO_COLLECTION = ("close", "info")


class Namespaced:
    """Looks like a client of an otherwise empty server."""

    def __init__(self, client: QdrantClient, prefix: str) -> None:
        self._client, self._prefix = client, prefix

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)
        if name in _OF_NO_COLLECTION:
            return method

        def call(*arguments: Any, **keywords: Any) -> Any:
            if arguments:
                return method(self._prefix + arguments[0], *arguments[1:], **keywords)
            keywords["collection_name"] = self._prefix + keywords["collection_name"]
            return method(**keywords)

        return call

    def get_collections(self) -> models.CollectionsResponse:
        """The collections within the prefix."""
        found = [one.name for one in self._client.get_collections().collections]
        return models.CollectionsResponse(
            collections=[
                models.CollectionDescription(name=name.removeprefix(self._prefix))
                for name in found
                if name.startswith(self._prefix)
            ]
        )

    def get_aliases(self) -> models.CollectionsAliasesResponse:
        """The aliases within the prefix."""
        return models.CollectionsAliasesResponse(
            aliases=[
                models.AliasDescription(
                    alias_name=alias.alias_name.removeprefix(self._prefix),
                    collection_name=alias.collection_name.removeprefix(self._prefix),
                )
                for alias in self._client.get_aliases().aliases
                if alias.alias_name.startswith(self._prefix)
            ]
        )

    def update_collection_aliases(
        self, change_aliases_operations: list[models.AliasOperations], **keywords: Any
    ) -> bool:
        """Changes aliases within the prefix in one step."""
        return self._client.update_collection_aliases(
            [self._within(operation) for operation in change_aliases_operations], **keywords
        )

    def _within(self, operation: models.AliasOperations) -> models.AliasOperations:
        """The operation with every name in it prefixed."""
        renamed = {
            kind: {field: self._prefix + name for field, name in names.items()}
            for kind, names in operation.model_dump().items()
        }
        return type(operation).model_validate(renamed)

    def clear(self) -> None:
        """Deletes every collection within the prefix, and with them their aliases."""
        for collection in self.get_collections().collections:
            self._client.delete_collection(self._prefix + collection.name)
