package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.proposal.ApplicationProposal;
import dev.capstan.argo.proposal.FluxProposal;
import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a proposal into a folder: repositories into one file, and one file for each Application. */
final class ProposalFiles {
    /** Comes first in the order of names, so that what refers to repositories is applied after them. */
    static final String SOURCES = "00-sources.yaml";

    private ProposalFiles() {}

    /**
     * Writes all, or nothing.
     *
     * @param overwrites whether files that are there are written over
     * @return the names of the files
     * @throws CommandFailure when one is there, or cannot be written
     */
    static List<String> write(Path folder, FluxProposal proposal, boolean overwrites) {
        Map<String, List<ObjectNode>> files = new LinkedHashMap<>();
        if (!proposal.sources().isEmpty()) {
            files.put(SOURCES, proposal.sources());
        }
        for (ApplicationProposal application : proposal.applications()) {
            if (!application.objects().isEmpty()) {
                files.put(application.name() + ".yaml", application.objects());
            }
        }
        for (String name : files.keySet()) {
            if (!overwrites && Files.exists(folder.resolve(name))) {
                throw new CommandFailure(folder.resolve(name)
                        + " is there already, and nothing was written; name another folder, or write over it with"
                        + " --force");
            }
        }
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), ProposalYaml.of(file.getValue()));
            }
        } catch (IOException unwritable) {
            throw new CommandFailure(folder + " cannot be written to: " + unwritable.getMessage(), unwritable);
        }
        return List.copyOf(files.keySet());
    }
}
