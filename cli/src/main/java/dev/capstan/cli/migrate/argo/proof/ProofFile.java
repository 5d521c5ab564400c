package dev.capstan.cli.migrate.argo.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What our controller has written so far of what it finds: one JSON object a line.
 *
 * @param applications how many there are; negative as long as that is not known
 * @param proofs of those that were looked at
 * @param isComplete whether all were
 */
record ProofFile(int applications, List<ApplicationProof> proofs, boolean isComplete) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    ProofFile {
        proofs = List.copyOf(proofs);
    }

    /**
     * Reads whole lines; the last one may still be on its way.
     *
     * @throws CommandFailure when the controller says that it cannot look, or that it is done and something is missing
     */
    static ProofFile read(Path file) {
        try {
            return Files.exists(file) ? of(Files.readString(file)) : new ProofFile(-1, List.of(), false);
        } catch (IOException unreadable) {
            throw new CommandFailure("Cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    static ProofFile of(String text) {
        int applications = -1;
        boolean isComplete = false;
        List<ApplicationProof> proofs = new ArrayList<>();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.lines().toList()) {
            JsonNode json = json(line);
            if (json.has("failed")) {
                throw new CommandFailure("Applications cannot be compared: "
                        + json.path("failed").asText());
            }
            applications = json.path("applications").asInt(applications);
            isComplete |= json.path("end").asBoolean();
            if (json.has("application")) {
                proofs.add(new ApplicationProof(json));
            }
        }
        if (isComplete && proofs.size() != applications) {
            throw new CommandFailure(
                    "The controller looked at %d of %d Applications; nothing is proved without the others. "
                                    .formatted(proofs.size(), applications)
                            + "Run the command again, and report it with the log of the controller if that does not help");
        }
        return new ProofFile(applications, proofs, isComplete);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException odd) {
            throw new CommandFailure("What the controller found cannot be read: " + odd.getOriginalMessage(), odd);
        }
    }
}
