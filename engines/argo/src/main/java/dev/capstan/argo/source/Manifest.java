package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One object of a source.
 *
 * @param object with {@code apiVersion} and {@code kind}
 * @param file from which it came; empty when no file wrote it
 * @param line 1-based, where it begins; 0 when not known
 */
public record Manifest(JsonNode object, String file, int line) {
    /** Kind, name and place; no field that may hold a secret. */
    @Override
    public String toString() {
        return object.path("kind").asText("") + " "
                + object.path("metadata").path("name").asText("") + " (" + place(file, line) + ")";
    }

    static String place(String file, int line) {
        return line > 0 ? file + ":" + line : file;
    }
}
