package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is proposed for one Application.
 *
 * @param application namespace and name
 * @param name of what is proposed; no two Applications have the same
 * @param namespaces objects that must be there first
 * @param parts one for each source that yields objects, as far as there can be one
 * @param notes what they do not say by themselves
 */
public record ApplicationProposal(
        String application, String name, List<ObjectNode> namespaces, List<ProposedPart> parts, List<Note> notes) {

    /** Copies the lists. */
    public ApplicationProposal {
        namespaces = List.copyOf(namespaces);
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /** All objects but those of sources, in the order in which they are applied. */
    public List<ObjectNode> objects() {
        var objects = new ArrayList<>(namespaces);
        for (ProposedPart part : parts) {
            objects.addAll(part.values());
            objects.add(part.object());
        }
        return List.copyOf(objects);
    }

    /** Which Application it is for. */
    @Override
    public String toString() {
        return "proposal for " + application;
    }
}
