package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.digest.Digest;
import java.util.Set;

/**
 * By what an object is known to be as it was.
 *
 * @param uid another one means that the object was made anew
 * @param version another one means that something was written, if only its status
 * @param content digest of all that is not written by the server or into the status
 * @param applied digest of what the appliers are on record for as owners: every write of theirs changes it
 */
public record Footprint(
        @JsonProperty("uid") String uid,
        @JsonProperty("version") String version,
        @JsonProperty("content") String content,
        @JsonProperty("applied") String applied) {

    /** The controllers of Flux, and ours in their place. */
    static final Set<String> FLUX = Set.of("kustomize-controller", "helm-controller");

    /**
     * Of an object as the API server gives it.
     *
     * @param appliers field managers whose writes count
     */
    static Footprint of(ObjectNode object, Set<String> appliers) {
        ObjectNode content = object.deepCopy();
        content.remove("status");
        ObjectNode metadata = content.withObject("/metadata");
        StringBuilder applied = new StringBuilder();
        for (JsonNode entry : metadata.path("managedFields")) {
            boolean isOfApplier = appliers.contains(entry.path("manager").asText(""));
            if (isOfApplier && entry.path("subresource").asText("").isEmpty()) {
                applied.append(entry);
            }
        }
        metadata.remove("managedFields");
        metadata.remove("resourceVersion");
        metadata.remove("generation");
        return new Footprint(
                object.path("metadata").path("uid").asText(""),
                object.path("metadata").path("resourceVersion").asText(""),
                Digest.sha256(content.toString()).toString(),
                Digest.sha256(applied.toString()).toString());
    }
}
