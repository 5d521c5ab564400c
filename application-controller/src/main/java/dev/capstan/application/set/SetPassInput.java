package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Clusters;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a pass over a set starts from.
 *
 * @param set the ApplicationSet
 * @param applications all that are in its namespace
 * @param before what its status remembers
 * @param knowledge what the last pass found out; {@link SetKnowledge#NONE} asks the world anew
 * @param clusters those that Secrets describe
 * @param projects names of the projects
 */
public record SetPassInput(
        JsonNode set,
        List<ObjectNode> applications,
        SetState before,
        SetKnowledge knowledge,
        Clusters clusters,
        Set<String> projects,
        Instant now) {
    /** Copies the collections. */
    public SetPassInput {
        applications = List.copyOf(applications);
        projects = Set.copyOf(projects);
    }
}
