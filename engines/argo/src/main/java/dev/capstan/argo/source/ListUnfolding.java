package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces lists by what is in them, also lists in lists, so that every object is looked at by itself. What a list of one kind holds
 * without saying its kind is of that kind.
 */
final class ListUnfolding {
    private static final int DEEPEST = 8;
    private static final int MOST_OBJECTS = 100_000;
    private static final String LIST = "List";

    private final List<Manifest> objects = new ArrayList<>();

    private ListUnfolding() {}

    static List<Manifest> unfold(List<Manifest> manifests) throws SourceFailure {
        var unfolding = new ListUnfolding();
        for (Manifest manifest : manifests) {
            unfolding.add(manifest, 0);
        }
        return List.copyOf(unfolding.objects);
    }

    private void add(Manifest manifest, int depth) throws SourceFailure {
        JsonNode object = manifest.object();
        String place = Manifest.place(manifest.file(), manifest.line());
        if (!object.isObject() || text(object, "kind").isEmpty()) {
            throw new SourceFailure(place + ": Object 'Kind' is missing");
        }
        if (text(object, "apiVersion").isEmpty()) {
            throw new SourceFailure(place + ": Object 'apiVersion' is missing in a " + text(object, "kind"));
        }
        JsonNode items = object.path("items");
        if (items.isArray()) {
            if (depth == DEEPEST) {
                throw new SourceFailure(place + ": lists are nested deeper than " + DEEPEST);
            }
            for (JsonNode item : items) {
                add(new Manifest(typed(item, object), manifest.file(), manifest.line()), depth + 1);
            }
        } else if (!isNullList(object)) {
            objects.add(manifest);
            if (objects.size() > MOST_OBJECTS) {
                throw new SourceFailure(place + ": there are more than " + MOST_OBJECTS + " objects");
            }
        }
    }

    private static boolean isNullList(JsonNode object) {
        return object.has("items")
                && object.path("items").isNull()
                && !object.has("spec")
                && !object.has("status")
                && text(object, "kind").endsWith(LIST);
    }

    private static JsonNode typed(JsonNode item, JsonNode list) {
        String kind = text(list, "kind");
        boolean isOfOneKind = kind.endsWith(LIST) && !kind.equals(LIST);
        if (!isOfOneKind
                || !(item instanceof ObjectNode object)
                || !text(item, "kind").isEmpty()) {
            return item;
        }
        ObjectNode typed = object.deepCopy();
        typed.put("kind", kind.substring(0, kind.length() - LIST.length()));
        typed.put("apiVersion", text(list, "apiVersion"));
        return typed;
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }
}
