package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** What an object's owner references say about why it was deleted. */
final class OwnerReferences {

    private OwnerReferences() {}

    /** For people; empty when the object has none. */
    static String note(JsonNode object) {
        for (JsonNode reference : object.path("metadata").path("ownerReferences")) {
            return "its metadata.ownerReferences name %s/%s, and Kubernetes deletes an object whose owner does not exist"
                            .formatted(
                                    reference.path("kind").asText("?"),
                                    reference.path("name").asText("?"))
                    + "; remove them from the manifest if they were copied from a cluster";
        }
        return "";
    }
}
