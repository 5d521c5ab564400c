package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The managed fields of an object, entry by entry. */
final class ManagedFields {

    /** One entry; the raw node is kept because entries of others are written back unchanged. */
    record Entry(String manager, String operation, String subresource, String time, FieldTree fields, JsonNode raw) {

        boolean isApply() {
            return operation.equals("Apply");
        }

        boolean isMainResource() {
            return subresource.isEmpty();
        }
    }

    private final List<Entry> entries;

    private ManagedFields(List<Entry> entries) {
        this.entries = entries;
    }

    static ManagedFields of(JsonNode object) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode raw : object.path("metadata").path("managedFields")) {
            entries.add(new Entry(
                    raw.path("manager").asText(""),
                    raw.path("operation").asText(""),
                    raw.path("subresource").asText(""),
                    raw.path("time").asText(""),
                    FieldTree.of(raw.path("fieldsV1")),
                    raw));
        }
        return new ManagedFields(List.copyOf(entries));
    }

    List<Entry> entries() {
        return entries;
    }

    /** What a manager owns by server-side apply of the whole object. */
    FieldTree appliedBy(String manager) {
        return entries.stream()
                .filter(entry -> entry.isApply()
                        && entry.isMainResource()
                        && entry.manager().equals(manager))
                .map(Entry::fields)
                .findFirst()
                .orElse(FieldTree.empty());
    }

    /** The API version that a manager applied the whole object in; empty when it did not. */
    String versionOf(String manager) {
        return entries.stream()
                .filter(entry -> entry.isApply()
                        && entry.isMainResource()
                        && entry.manager().equals(manager))
                .map(entry -> entry.raw().path("apiVersion").asText(""))
                .findFirst()
                .orElse("");
    }

    /** The entry that was written last among those that satisfy a condition. */
    Optional<Entry> latest(Predicate<Entry> condition) {
        return entries.stream().filter(condition).max(Comparator.comparing(Entry::time));
    }
}
