package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A request to a forge.
 *
 * @param path below the address of the API, beginning with a slash, encoded, with a query if there is one
 * @param body JSON; empty for none
 * @param what it is about, as a noun for messages
 */
public record RestCall(String method, String path, Optional<JsonNode> body, String what) {

    /** Reads. */
    public static RestCall get(String path, String what) {
        return new RestCall("GET", path, Optional.empty(), what);
    }

    /** Asks whether something is there. */
    public static RestCall head(String path, String what) {
        return new RestCall("HEAD", path, Optional.empty(), what);
    }

    /** Makes something. */
    public static RestCall post(String path, JsonNode body, String what) {
        return new RestCall("POST", path, Optional.of(body), what);
    }

    /** Replaces something. */
    public static RestCall put(String path, JsonNode body, String what) {
        return new RestCall("PUT", path, Optional.of(body), what);
    }

    /** Changes something. */
    public static RestCall patch(String path, JsonNode body, String what) {
        return new RestCall("PATCH", path, Optional.of(body), what);
    }

    /** Takes something away. */
    public static RestCall delete(String path, String what) {
        return new RestCall("DELETE", path, Optional.empty(), what);
    }

    @Override
    public String toString() {
        return method + " " + what;
    }
}
