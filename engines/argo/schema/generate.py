#!/usr/bin/env python3
"""Derives the table of built-in kinds from the Go sources of the Kubernetes API.

  schema/generate.py <module k8s.io/api> <module k8s.io/apimachinery> \
      > src/main/resources/dev/capstan/argo/compare/builtin/built-in-kinds.txt

The sources say what the OpenAPI document does not: which zero values are left out when an object is written, and how a
strategic merge treats a list. Lines of the table:

  K <group> <version> <kind> <type>          a kind, "-" stands for the core group
  T <name> <field>:<form>[;<mark>]... ...    a type, numbered in the order of the lines, with its fields

Forms: s text, i integer, n number, b boolean, q quantity, x integer or text, t time, y bytes, a anything, #<type> an object
of that type, [<form> a list, {<form> a map; * before it is a pointer, whose zero value is kept.
Marks: o left out when empty, m<key> merges by that key (m alone: a list of plain values), k retains only the given keys,
r replaces, L<key>,<key> the keys that identify an element for server-side apply, S a set, A replaced as a whole.
"""
import re
import sys
from pathlib import Path

SCALARS = {"struct{}": "a", "string": "s", "bool": "b", "float64": "n", "float32": "n", "any": "a", "interface{}": "a"}
SCALARS.update({name: "i" for name in ("int", "int8", "int16", "int32", "int64", "uint8", "uint32", "uint64")})
KNOWN = {
    "resource.Quantity": "q", "intstr.IntOrString": "x", "meta/v1.Time": "t", "meta/v1.MicroTime": "t",
    "meta/v1.Duration": "s", "meta/v1.FieldsV1": "a", "runtime.RawExtension": "a", "types.UID": "s",
    "runtime.Object": "a", "meta/v1.TypeMeta": "a", "types.NodeName": "s",
}
PACKAGE_ALIASES = {"resource": "resource", "intstr": "intstr", "runtime": "runtime", "types": "types"}


class Package:
    def __init__(self, path, name, folder):
        self.path, self.name, self.folder = path, name, folder


def parse(folder, package, structs, names):
    for source in sorted(folder.glob("types*.go")):
        text = source.read_text()
        aliases = {}
        for alias, path in re.findall(r'^\s*(?:import\s+)?(\w+)?\s*"(k8s\.io/[^"]+)"', text, re.M):
            alias = alias or path.rsplit("/", 1)[1]
            if path.startswith("k8s.io/api/"):
                aliases[alias] = path[len("k8s.io/api/"):]
            elif path.endswith("apis/meta/v1"):
                aliases[alias] = "meta/v1"
            elif path.rsplit("/", 1)[1] in PACKAGE_ALIASES:
                aliases[alias] = path.rsplit("/", 1)[1]
        for match in re.finditer(r"^type (\w+) struct \{\n(.*?)^\}", text, re.M | re.S):
            structs[f"{package}.{match[1]}"] = (match[2], aliases, package)
        for match in re.finditer(r"^type (\w+) (?:= )?([^\s{]+(?:\{\})?)\s*(?://.*)?$", text, re.M):
            if match[2] != "struct":
                names[f"{package}.{match[1]}"] = (match[2], aliases, package)
        for block in re.finditer(r"^type \(\n(.*?)^\)", text, re.M | re.S):
            for match in re.finditer(r"^\s+(\w+)\s+(?:= )?(\S+)\s*$", block[1], re.M):
                names[f"{package}.{match[1]}"] = (match[2], aliases, package)


def main(api, machinery):
    structs, names = {}, {}
    for folder in sorted({source.parent for source in api.rglob("types.go")}):
        parse(folder, str(folder.relative_to(api)), structs, names)
    parse(machinery / "pkg/apis/meta/v1", "meta/v1", structs, names)
    numbers, queue = {}, []

    def number(name):
        if name not in numbers:
            numbers[name] = len(numbers)
            queue.append(name)
        return numbers[name]

    def form(written, aliases, package):
        if written.startswith("*"):
            return "*" + form(written[1:], aliases, package)
        if written == "[]byte":
            return "y"
        if written.startswith("[]"):
            return "[" + form(written[2:], aliases, package)
        if written.startswith("map["):
            return "{" + form(written[written.index("]") + 1:], aliases, package)
        if written in SCALARS:
            return SCALARS[written]
        if "." in written:
            alias, local = written.split(".", 1)
            full = f"{aliases.get(alias, alias)}.{local}"
        else:
            full = f"{package}.{written}"
        if full in KNOWN:
            return KNOWN[full]
        if full in structs:
            return f"#{number(full)}"
        if full in names:
            return form(*names[full])
        sys.exit(f"Unknown type {full} in {package}")

    def fields(name):
        while name not in structs:
            written, aliases, package = names[name]
            alias, _, local = written.rpartition(".")
            name = f"{aliases.get(alias, alias or package)}.{local}"
        body, aliases, package = structs[name]
        comments = []
        for line in body.splitlines():
            line = line.strip()
            if line.startswith("//"):
                comments.append(line[2:].strip())
                continue
            match = re.match(r'(?:(\w+)\s+)?([^\s`]+)\s+`([^`]*)`', line)
            if not match:
                if not line:
                    comments = []
                continue
            tag = dict(re.findall(r'(\w+):"([^"]*)"', match[3]))
            json_name, _, options = tag.get("json", "").partition(",")
            if "inline" in options or (not json_name and not match[1]):
                embedded = match[2].lstrip("*")
                if not embedded.endswith("TypeMeta"):
                    full = embedded if "." in embedded else f"{package}.{embedded}"
                    alias, _, local = full.rpartition(".")
                    yield from fields(f"{aliases.get(alias, alias)}.{local}")
                comments = []
                continue
            if json_name in ("", "-"):
                comments = []
                continue
            yield json_name, form(match[2], aliases, package) + marks(options, tag, comments)
            comments = []

    def marks(options, tag, comments):
        found = [";o"] if "omitempty" in options else []
        strategy = tag.get("patchStrategy", "").split(",")
        if "merge" in strategy:
            found.append(";m" + tag.get("patchMergeKey", ""))
        if "retainKeys" in strategy:
            found.append(";k")
        if "replace" in strategy:
            found.append(";r")
        keys = [comment.split("=", 1)[1] for comment in comments if comment.startswith("+listMapKey=")]
        if keys:
            found.append(";L" + ",".join(keys))
        if "+listType=set" in comments:
            found.append(";S")
        if {"+listType=atomic", "+mapType=atomic", "+structType=atomic"} & set(comments):
            found.append(";A")
        return "".join(found)

    print("# Made by schema/generate.py; do not edit.")
    for name in sorted(structs):
        body, _, package = structs[name]
        if re.search(r"^\s*metav1\.TypeMeta\s", body, re.M) and re.search(r"^\s*metav1\.ObjectMeta\s", body, re.M):
            folder, version = package.split("/")
            register = (api / package / "register.go").read_text()
            group = re.search(r'GroupName\s*(?:string)?\s*=\s*"([^"]*)"', register)[1]
            print("K", group or "-", version, name.rsplit(".", 1)[1], number(name))
    while queue:
        name = queue.pop(0)
        print("T", name, *(f"{field}:{described}" for field, described in fields(name)))


main(Path(sys.argv[1]), Path(sys.argv[2]))
