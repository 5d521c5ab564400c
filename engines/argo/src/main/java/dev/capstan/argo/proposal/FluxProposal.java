package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is proposed for an installation.
 *
 * @param sources repositories, each once
 * @param applications in the order of their namespaces and names
 * @param notes what concerns no single Application
 */
public record FluxProposal(List<ObjectNode> sources, List<ApplicationProposal> applications, List<Note> notes) {

    /** Copies the lists. */
    public FluxProposal {
        sources = List.copyOf(sources);
        applications = List.copyOf(applications);
        notes = List.copyOf(notes);
    }

    /** Everything that is to be said. */
    public List<Note> allNotes() {
        var all = new ArrayList<>(notes);
        applications.forEach(application -> all.addAll(application.notes()));
        return List.copyOf(all);
    }

    /** How many objects there are. */
    @Override
    public String toString() {
        return sources.size() + " sources for " + applications.size() + " applications";
    }
}
