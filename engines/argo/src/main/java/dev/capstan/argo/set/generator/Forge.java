package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.value.GenerationException;
import java.util.List;

/** What the two generators that ask forges have in common. */
final class Forge {
    private Forge() {}

    /**
     * The forge that the options name.
     *
     * @throws GenerationException when they name none
     */
    static String named(JsonNode options, List<String> forges, String generator) {
        return forges.stream()
                .filter(forge -> Fields.has(options, forge))
                .findFirst()
                .orElseThrow(() -> new GenerationException("the generator " + generator
                        + " names no forge; it needs one of " + String.join(", ", forges)));
    }

    /** The beginning of a commit. */
    static String start(String sha, int length) {
        return sha.substring(0, Math.min(sha.length(), length));
    }
}
