package dev.capstan.forge.bitbucket;

import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ChecksState.Check;
import dev.capstan.forge.ChecksState.Named;

/** The state of a build, which both kinds of Bitbucket name alike. */
final class BuildState {
    private BuildState() {}

    static Named read(JsonNode status) {
        String name = text(status, "name");
        return new Named(
                name.isEmpty() ? text(status, "key") : name,
                switch (text(status, "state")) {
                    case "SUCCESSFUL" -> Check.PASSED;
                    case "INPROGRESS" -> Check.PENDING;
                    default -> Check.FAILED;
                });
    }
}
