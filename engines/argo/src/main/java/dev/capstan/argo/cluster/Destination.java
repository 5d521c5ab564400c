package dev.capstan.argo.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where an Application goes; empty texts are not given.
 *
 * @param server URL of the API server
 * @param name of the cluster, instead of its server
 * @param namespace for objects that name none
 */
public record Destination(String server, String name, String namespace) {

    /** Reads {@code spec.destination}; what is missing or no text is empty. */
    public static Destination of(JsonNode destination) {
        return new Destination(
                destination.path("server").asText(""),
                destination.path("name").asText(""),
                destination.path("namespace").asText(""));
    }
}
