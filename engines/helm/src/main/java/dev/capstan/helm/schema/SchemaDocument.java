package dev.capstan.helm.schema;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A document with a schema, and the parts of it that have names of their own. */
final class SchemaDocument {
    private static final int DEEPEST = 512;

    private final String url;
    private final @Nullable Object root;
    private final Map<String, Resource> resources = new TreeMap<>();
    private final Set<String> visited = new HashSet<>();

    /** A part of the document that has an id, or the whole. */
    static final class Resource {
        private final String pointer;
        private final String id;
        private final Draft draft;
        private final Map<String, String> anchors = new HashMap<>();
        private final Set<String> dynamicAnchors = new HashSet<>();

        private Resource(String pointer, String id, Draft draft) {
            this.pointer = pointer;
            this.id = id;
            this.draft = draft;
        }

        String pointer() {
            return pointer;
        }

        String id() {
            return id;
        }

        Draft draft() {
            return draft;
        }

        Map<String, String> dynamicAnchors() {
            Map<String, String> dynamic = new TreeMap<>();
            dynamicAnchors.forEach(name -> dynamic.put(name, anchors.getOrDefault(name, "")));
            return dynamic;
        }
    }

    SchemaDocument(String url, @Nullable Object root) throws InvalidSchemaException {
        this.url = url;
        this.root = root;
        collect(root, url, "", Draft.LATEST, 0);
    }

    String url() {
        return url;
    }

    /** Visits a part that is used as a schema though no keyword says that it is one. */
    boolean ensureVisited(String pointer) throws InvalidSchemaException {
        if (visited.contains(pointer)) {
            return false;
        }
        Resource base = resource(pointer);
        collect(lookup(pointer), base.id, pointer, base.draft, 0);
        return true;
    }

    private void collect(@Nullable Object schema, String base, String pointer, Draft outer, int depth)
            throws InvalidSchemaException {
        if (depth > DEEPEST) {
            throw new InvalidSchemaException("the schema is nested deeper than " + DEEPEST + " levels");
        }
        if (!visited.add(pointer)) {
            return;
        }
        Map<String, @Nullable Object> object = object(schema);
        if (object == null) {
            if (pointer.isEmpty()) {
                resources.put(pointer, new Resource(pointer, base, outer));
            }
            return;
        }
        Draft draft = draft(object, pointer, outer);
        String id = id(object, draft);
        if (id.isEmpty() && !pointer.isEmpty()) {
            draft = outer;
            id = id(object, draft);
        }
        String inner = id.isEmpty() ? base : joined(base, id, pointer);
        if (!id.isEmpty() || pointer.isEmpty()) {
            for (Resource known : resources.values()) {
                if (known.id.equals(inner) && !known.pointer.equals(pointer)) {
                    throw new InvalidSchemaException("duplicate id \"" + inner + "\" in \"" + url + "\" at \"" + pointer
                            + "\" and \"" + known.pointer + "\"");
                }
            }
            resources.put(
                    pointer, new Resource(pointer, inner, object.get("$schema") instanceof String ? draft : outer));
        }
        Resource resource = withId(inner).orElseThrow();
        collectAnchors(object, pointer, resource);
        for (var entry : object.entrySet()) {
            collectBelow(entry.getKey(), entry.getValue(), inner, pointer, resource.draft, draft, depth + 1);
        }
    }

    private void collectBelow(
            String key, @Nullable Object value, String base, String pointer, Draft outer, Draft draft, int depth)
            throws InvalidSchemaException {
        String place = pointer + "/" + SchemaText.escape(key);
        if (draft.mapKeywords().contains(key) && object(value) instanceof Map<String, @Nullable Object> map) {
            for (var entry : map.entrySet()) {
                collect(entry.getValue(), base, place + "/" + SchemaText.escape(entry.getKey()), outer, depth);
            }
        } else if (draft.listKeywords().contains(key) && value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), base, place + "/" + i, outer, depth);
            }
        } else if (draft.schemaKeywords().contains(key)) {
            collect(value, base, place, outer, depth);
        }
    }

    private Draft draft(Map<String, @Nullable Object> object, String pointer, Draft outer)
            throws InvalidSchemaException {
        if (!(object.get("$schema") instanceof String schema)) {
            return outer;
        }
        Optional<Draft> draft = Draft.ofUrl(schema);
        if (draft.isPresent()) {
            return draft.get();
        }
        int hash = schema.indexOf('#');
        String plain = hash < 0 ? schema : schema.substring(0, hash);
        throw new InvalidSchemaException(
                pointer.isEmpty() && plain.equals(url)
                        ? "draft \"" + plain + "\" is not supported"
                        : SchemaLoading.refusal(plain));
    }

    private static String id(Map<String, @Nullable Object> object, Draft draft) {
        if (draft.version() < 2019 && object.containsKey("$ref")) {
            return "";
        }
        if (!(object.get(draft.idKey()) instanceof String id)) {
            return "";
        }
        int hash = id.indexOf('#');
        return hash < 0 ? id : id.substring(0, hash);
    }

    private String joined(String base, String id, String pointer) throws InvalidSchemaException {
        try {
            return resolve(base, id);
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException("error in parsing id at \"" + location(pointer) + "\"");
        }
    }

    /** A URL seen from another. */
    static String resolve(String base, String reference) {
        if (reference.isEmpty()) {
            return base;
        }
        String resolved = URI.create(base).resolve(reference).toString();
        return resolved.startsWith("file:/") && !resolved.startsWith("file://")
                ? "file://" + resolved.substring("file:".length())
                : resolved;
    }

    private void collectAnchors(Map<String, @Nullable Object> object, String pointer, Resource resource)
            throws InvalidSchemaException {
        int version = resource.draft.version();
        if (version < 2019) {
            if (!object.containsKey("$ref") && object.get(resource.draft.idKey()) instanceof String id) {
                int hash = id.indexOf('#');
                String anchor = hash < 0 ? "" : decode(id.substring(hash + 1));
                if (!anchor.isEmpty() && !anchor.startsWith("/")) {
                    addAnchor(anchor, pointer, resource);
                }
            }
            return;
        }
        if (object.get("$anchor") instanceof String anchor) {
            addAnchor(anchor, pointer, resource);
        }
        if (version >= 2020 && object.get("$dynamicAnchor") instanceof String anchor) {
            addAnchor(anchor, pointer, resource);
            resource.dynamicAnchors.add(anchor);
        }
    }

    private void addAnchor(String anchor, String pointer, Resource resource) throws InvalidSchemaException {
        String before = resource.anchors.putIfAbsent(anchor, pointer);
        if (before != null && !before.equals(pointer)) {
            throw new InvalidSchemaException("duplicate anchor \"" + anchor + "\" in \"" + url + "\" at \"" + before
                    + "\" and \"" + pointer + "\"");
        }
    }

    /** The part with an id, the whole document included. */
    Optional<Resource> withId(String id) {
        return resources.values().stream()
                .filter(resource -> resource.id.equals(id))
                .findFirst();
    }

    /** The part that a place belongs to. */
    Resource resource(String pointer) {
        String place = pointer;
        while (true) {
            Resource resource = resources.get(place);
            if (resource != null) {
                return resource;
            }
            int slash = place.lastIndexOf('/');
            if (slash < 0) {
                throw new IllegalStateException("the whole document is a resource");
            }
            place = place.substring(0, slash);
        }
    }

    /** The place that a reference means when it is seen from a resource; empty when it leads to another document. */
    Optional<String> find(String reference, Resource from) throws InvalidSchemaException {
        int hash = reference.indexOf('#');
        String path = hash < 0 ? reference : reference.substring(0, hash);
        String target;
        try {
            target = resolve(from.id, path);
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException("error in parsing \"" + path + "\": "
                    + NetworkFormats.urlProblem(path)
                            .map(problem -> "parse " + SchemaText.doubleQuote(path) + ": " + problem)
                            .orElse(e.getMessage()));
        }
        Optional<Resource> resource = target.equals(url) ? Optional.of(resource("")) : withId(target);
        return resource.isEmpty()
                ? Optional.empty()
                : Optional.of(place(resource.get(), hash < 0 ? "" : decode(reference.substring(hash + 1))));
    }

    private String place(Resource resource, String fragment) throws InvalidSchemaException {
        if (fragment.isEmpty() || fragment.startsWith("/")) {
            return resource.pointer + fragment;
        }
        String pointer = resource.anchors.get(fragment);
        if (pointer == null) {
            throw new InvalidSchemaException("anchor in \"" + resource.id + "#" + SchemaText.encode(fragment)
                    + "\" not found in schema \"" + url + "\"");
        }
        return pointer;
    }

    /** What the fragment of a reference says, decoded. */
    static String fragment(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? "" : decode(reference.substring(hash + 1));
    }

    private static String decode(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }

    /** Where a part is, for messages. */
    String location(String pointer) {
        return url + "#" + SchemaText.encode(pointer);
    }

    /** The value at a place. */
    @Nullable Object lookup(String pointer) throws InvalidSchemaException {
        Object value = root;
        for (String token :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String key = token.replace("~1", "/").replace("~0", "~");
            Map<String, @Nullable Object> object = object(value);
            if (object != null && object.containsKey(key)) {
                value = object.get(key);
            } else if (value instanceof List<?> list && isIndex(key, list.size())) {
                value = list.get(Integer.parseInt(key));
            } else {
                throw new InvalidSchemaException("json-pointer in \"" + location(pointer) + "\" not found");
            }
        }
        return value;
    }

    private static boolean isIndex(String key, int size) {
        return key.matches("[0-9]{1,9}") && Integer.parseInt(key) < size;
    }

    @SuppressWarnings("unchecked") // objects of JSON have texts as keys
    static @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
    }
}
