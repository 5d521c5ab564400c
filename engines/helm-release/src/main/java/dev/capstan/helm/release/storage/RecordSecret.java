package dev.capstan.helm.release.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.helm.release.record.ReleaseStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The Secret of a revision, without what it holds.
 *
 * @param name its name
 * @param version revision by its labels or its name, 0 when neither says it
 * @param status what its labels say of the revision
 * @param uid its uid
 * @param resourceVersion its version
 * @param finalizers what keeps it when it is deleted
 */
public record RecordSecret(
        String name, int version, ReleaseStatus status, String uid, String resourceVersion, List<String> finalizers) {
    public RecordSecret {
        finalizers = List.copyOf(finalizers);
    }

    /** What its metadata says. */
    static RecordSecret of(ReleaseKey key, JsonNode metadata) {
        String name = metadata.path("name").asText("");
        JsonNode labels = metadata.path("labels");
        return new RecordSecret(
                name,
                Math.max(labels.path("version").asInt(0), key.version(name)),
                ReleaseStatus.of(labels.path("status").asText("")),
                metadata.path("uid").asText(""),
                metadata.path("resourceVersion").asText(""),
                finalizers(metadata));
    }

    static List<String> finalizers(JsonNode metadata) {
        List<String> finalizers = new ArrayList<>();
        metadata.path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText("")));
        return finalizers;
    }
}
