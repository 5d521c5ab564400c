#!/usr/bin/env python3
"""Derives the compact table of built-in kinds from the OpenAPI document of a Kubernetes release.

  schema/generate.py <swagger.json> > src/main/resources/dev/capstan/apply/normalise/built-in-kinds.txt

The document is api/openapi-spec/swagger.json of the Go module k8s.io/kubernetes, or what
`kubectl get --raw /openapi/v2` prints. Lines of the table:

  K <group> <version> <kind> <type>         a kind, "-" stands for the core group
  T <type> <field>:<form> <field>:<form> …  a type with its fields

Forms: s text, i integer, n number, b boolean, q quantity, x integer or text, a anything, #<type> an object of that type,
[<form> a list, {<form> a map.
"""
import json
import sys

SCALARS = {"string": "s", "integer": "i", "number": "n", "boolean": "b"}


def main(path):
    definitions = json.load(open(path))["definitions"]
    numbers, queue = {}, []

    def number(name):
        if name not in numbers:
            numbers[name] = len(numbers)
            queue.append(name)
        return numbers[name]

    def form(schema):
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            if name.endswith("api.resource.Quantity"):
                return "q"
            target = definitions[name]
            return f"#{number(name)}" if target.get("properties") else form(target)
        if schema.get("format") == "int-or-string":
            return "x"
        kind = schema.get("type")
        if kind == "array":
            return "[" + form(schema["items"])
        if kind == "object":
            return "{" + form(schema["additionalProperties"]) if "additionalProperties" in schema else "a"
        return SCALARS.get(kind, "a")

    kinds = []
    for name in sorted(definitions):
        schema = definitions[name]
        served = schema.get("x-kubernetes-group-version-kind", [])
        properties = schema.get("properties", {})
        is_object = "metadata" in properties and properties["metadata"].get("$ref", "").endswith(".ObjectMeta")
        if len(served) == 1 and is_object:
            kind = served[0]
            kinds.append((kind["group"] or "-", kind["version"], kind["kind"], number(name)))
    for group, version, kind, type_number in sorted(kinds):
        print("K", group, version, kind, type_number)
    while queue:
        name = queue.pop(0)
        properties = definitions[name]["properties"]
        print("T", numbers[name], *(f"{field}:{form(properties[field])}" for field in sorted(properties)))


main(sys.argv[1])
