package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.plan.SetPlan.Change;
import java.util.List;

/** What becomes of the Applications of a set that is deleted: they go with it, unless its policy deletes none. */
public final class SetRemoval {
    private static final String OWNERS = "ownerReferences";

    private SetRemoval() {}

    /**
     * Changes that let Applications go, so that they stay when their set is gone; none where they go with it.
     *
     * @param live all Applications in the namespace of the set
     */
    public static List<Change> lettingGo(JsonNode set, SetPolicy policy, List<? extends JsonNode> live) {
        return policy.allowsDelete()
                ? List.of()
                : live.stream()
                        .filter(application -> Ownership.isOf(set, application))
                        .map(application -> lettingGo(set, application.path("metadata")))
                        .toList();
    }

    private static Change lettingGo(JsonNode set, JsonNode metadata) {
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        Fields.elements(metadata, OWNERS).stream()
                .filter(owner -> !Ownership.isReferenceTo(set, owner))
                .forEach(others::add);
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").set(OWNERS, others);
        return new Change(Fields.text(metadata, "name"), Fields.text(metadata, "resourceVersion"), patch);
    }
}
