package dev.capstan.application.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Orphans;
import dev.capstan.application.compare.Refresh;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.live.NamespaceContents.Listing;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.argo.project.OrphanedResources;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for objects in the destination's namespace that nobody manages, where the project wants to be warned of them. */
final class OrphanStep {
    private static final Set<ConditionType> LOOKED_FOR = Set.of(ConditionType.ORPHANED_RESOURCE_WARNING);
    private static final Conditions NONE = new Conditions(LOOKED_FOR, List.of());

    private final NamespaceContents contents;
    private final ControlPlane plane;

    OrphanStep(NamespaceContents contents, ControlPlane plane) {
        this.contents = contents;
        this.plane = plane;
    }

    /** @param namespace of the destination; empty for none */
    Conditions look(Admission.Admitted admitted, String namespace) {
        Optional<OrphanedResources> rules =
                admitted.project().orphanedResources().filter(OrphanedResources::warns);
        if (rules.isEmpty() || namespace.isEmpty()) {
            return NONE;
        }
        return switch (contents.of(admitted.cluster(), namespace)) {
            case Listing.Unknown _ -> Conditions.NONE;
            case Listing.Objects(List<ObjectNode> objects) -> found(count(admitted, objects, rules.get()));
        };
    }

    private int count(Admission.Admitted admitted, List<ObjectNode> objects, OrphanedResources rules) {
        return Orphans.count(
                objects,
                rules,
                Refresh.tracking(plane.settings()),
                (group, kind) ->
                        plane.settings().watches(group, kind, admitted.cluster().server()));
    }

    private static Conditions found(int count) {
        return count == 0
                ? NONE
                : new Conditions(
                        LOOKED_FOR,
                        List.of(new Condition(
                                ConditionType.ORPHANED_RESOURCE_WARNING, OrphanedResources.message(count))));
    }
}
