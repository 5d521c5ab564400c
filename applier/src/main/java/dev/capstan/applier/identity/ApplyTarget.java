package dev.capstan.applier.identity;

import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.LiveOwner;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;
import java.util.Optional;

/** A cluster, seen with the rights of one identity. */
public interface ApplyTarget {

    /** The Kubernetes user that the API server sees. */
    String actor();

    /** Applies a set. */
    ApplyOutcome apply(ApplyRequest request, InventoryJournal journal, Cancellation cancellation);

    /** Deletes what left the set. */
    PruneOutcome prune(PruneRequest request);

    /** Starts a wait for health there; occupies no thread. */
    HealthWait awaitHealth(HealthWaitRequest request);

    /** Whose a recorded object is now. Costs no request when the watches know. */
    LiveOwner ownerOf(RecordedObject entry);

    /** The id of an object as the cluster has it: what is in no namespace has none, whatever a build gave it. */
    ObjectId inCluster(RecordedObject entry);

    /** How a kind is served; empty when it is not, or when that cannot be said now. */
    Optional<ResourceType> served(ResourceKind kind);

    /** What it is made of, for those who do more with a cluster than apply sets to it. */
    TargetParts parts();
}
