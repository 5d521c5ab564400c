package dev.capstan.apply.watch;

import dev.capstan.apply.ForeignClaim;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Ownership;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.policy.BrakeMarks;
import dev.capstan.apply.policy.ObjectPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of an object that was seen in the cluster: enough to decide on applying, pruning, health and drift, and
 * small however big the object is.
 *
 * @param id identity
 * @param uid uid
 * @param resourceVersion version
 * @param owner whose labels it carries, when it carries both
 * @param isDeleting whether it is being deleted
 * @param finalizers what keeps it while it is being deleted
 * @param policy what its labels and annotations ask for
 * @param marks what its annotations say on its deletion
 * @param health its health
 * @param ownership which fields we own
 * @param isTakeOverNeeded whether it holds fields of kubectl that an apply takes over
 * @param lifetime whether it goes by itself when it has done its work
 * @param claim of an Application of Argo CD
 */
public record ObservedObject(
        ObjectId id,
        String uid,
        String resourceVersion,
        Optional<Owner> owner,
        boolean isDeleting,
        List<String> finalizers,
        ObjectPolicy policy,
        BrakeMarks marks,
        Health health,
        Ownership ownership,
        boolean isTakeOverNeeded,
        Lifetime lifetime,
        Optional<ForeignClaim> claim) {

    public ObservedObject {
        finalizers = List.copyOf(finalizers);
    }

    /** Whether both ownership labels name that owner. */
    public boolean isOwnedBy(Owner other) {
        return owner.filter(other::equals).isPresent();
    }
}
