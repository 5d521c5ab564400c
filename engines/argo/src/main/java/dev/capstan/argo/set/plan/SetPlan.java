package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What must be done for a set, by name. Doing a part of it leaves a plan of the rest.
 *
 * @param create Applications to create
 * @param change Applications to change
 * @param delete Applications to delete
 * @param heldBack why Applications are not deleted that should be; empty where there are none
 * @param leftAlone Applications that are neither created nor changed, and why: others own those names, or ignored fields cannot be told
 */
public record SetPlan(
        List<ObjectNode> create,
        List<Change> change,
        List<Deletion> delete,
        Optional<String> heldBack,
        List<String> leftAlone) {

    /**
     * A change of an Application.
     *
     * @param name its name
     * @param resourceVersion of the Application that was looked at
     * @param patch a JSON merge patch
     */
    public record Change(String name, String resourceVersion, ObjectNode patch) {}

    /**
     * A deletion of an Application.
     *
     * @param name its name
     * @param uid of the Application that was looked at; the one to delete must have it
     * @param dropsFinalizer whether the finalizer of its objects must go first, since its cluster is not known and it would wait for ever
     */
    public record Deletion(String name, String uid, boolean dropsFinalizer) {}

    /** Keeps its own copies. */
    public SetPlan {
        create = List.copyOf(create);
        change = List.copyOf(change);
        delete = List.copyOf(delete);
        leftAlone = List.copyOf(leftAlone);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return create.isEmpty() && change.isEmpty() && delete.isEmpty();
    }
}
