package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What takes the place of one source.
 *
 * @param index of the source in the Application
 * @param object a Kustomization or a HelmRelease
 * @param source the object that it takes its files from
 * @param values ConfigMaps with values that it reads, as far as they are known
 */
public record ProposedPart(int index, ObjectNode object, ObjectNode source, List<ObjectNode> values) {

    /** Copies the list. */
    public ProposedPart {
        values = List.copyOf(values);
    }

    /** Whether the source is a chart. */
    public boolean isRelease() {
        return object.path("kind").asText().equals("HelmRelease");
    }

    /** Kind and name. */
    @Override
    public String toString() {
        return object.path("kind").asText() + " "
                + object.at("/metadata/namespace").asText() + "/"
                + object.at("/metadata/name").asText();
    }
}
