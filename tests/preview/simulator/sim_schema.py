"""Closed JSON Schemas made from Google's discovery document: what it does not name is refused."""

from __future__ import annotations

import functools
import re

import fastjsonschema
from sim_double import discovery

_FORMATS = {
    "int32": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "uint32": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
    "int64": {"type": "string", "pattern": r"^-?[0-9]{1,19}$"},
    "uint64": {"type": "string", "pattern": r"^[0-9]{1,20}$"},
    "byte": {"type": "string", "pattern": r"^[A-Za-z0-9_-]*={0,2}$"},
}


def convert(node: dict) -> dict:
    """A discovery schema as a closed JSON Schema."""
    if "$ref" in node:
        return {"$ref": f"#/definitions/{node['$ref']}"}
    if node.get("format") in _FORMATS:
        return _FORMATS[node["format"]]
    made: dict = {"type": node["type"]} if node.get("type") in {"string", "integer", "number", "boolean"} else {}
    if "enum" in node:
        made["enum"] = node["enum"]
    if node.get("type") == "array":
        made = {"type": "array", "items": convert(node["items"])}
    elif node.get("type") == "object":
        properties = {name: convert(value) for name, value in node.get("properties", {}).items()}
        made = {"type": "object", "properties": properties, "additionalProperties": False}
    return made


@functools.cache
def validator(schema: str):
    """A compiled check for one named schema."""
    definitions = {name: convert(node) for name, node in discovery()["schemas"].items()}
    return fastjsonschema.compile(
        {"$schema": "http://json-schema.org/draft-07/schema#", "$ref": f"#/definitions/{schema}", "definitions": definitions}
    )


@functools.cache
def methods() -> list[tuple[str, str, re.Pattern[str], str | None, dict]]:
    """(name, HTTP verb, path pattern, answer schema, the discovery entry) of every method."""
    found = []

    def visit(resource: dict) -> None:
        for entry in resource.get("methods", {}).values():
            pattern = re.compile("/" + re.sub(r"\{[^}]+\}", "[^/]+", entry["path"]))
            name = entry["id"].removeprefix("gmail.users.")
            found.append((name, entry["httpMethod"], pattern, entry.get("response", {}).get("$ref"), entry))
        for inner in resource.get("resources", {}).values():
            visit(inner)

    visit(discovery())
    return sorted(found, key=lambda item: item[2].pattern.count("[^/]+"))


def schema_for(verb: str, path: str) -> str | None:
    """The name of the schema a call's answer must fit, None for an empty answer."""
    return next(schema for _, http, pattern, schema, _ in methods() if http == verb and pattern.fullmatch(path))
