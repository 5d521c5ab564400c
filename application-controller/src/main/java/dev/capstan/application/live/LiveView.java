package dev.capstan.application.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.ObjectKey;
import java.time.Duration;

/**
 * What a cluster holds of the objects of Applications, kept from watches on the kinds that are in use. Reading is from memory; only what was
 * evicted, or what no watch covers, is asked for. Thread-safe.
 *
 * <p>An Application is named by its instance name, see {@link dev.capstan.argo.tracking.Tracking#instanceName}.
 */
public interface LiveView {
    /**
     * Says what an Application wants to be seen of the cluster, in place of what it wanted before. Opens watches that are missing and waits for
     * their first lists, at most as long as the limit; whose first list has not come by then is named in the answer. An Application wants
     * something of one cluster at a time.
     */
    Readiness want(Wanted wanted, Duration limit);

    /** All live objects that are marked as the Application's, and those that it wants by key. */
    LiveSet of(String application);

    /** One object; asks the cluster when no watch covers it. */
    LiveLookup find(ObjectKey key);

    /** Takes note of the answer to a write of ours, so that nothing works on something older. */
    void wrote(ObjectKey key, ObjectNode answer);

    /** Takes note that a deletion of ours was answered: the object is gone, or going. */
    void deleted(ObjectKey key, String uid);

    /** The Application is gone: nothing is watched for it any more. */
    void forget(String application);

    /** Whether the cluster serves a kind, and how. */
    KindLookup kind(String group, String kind);

    /** The version and the API versions of the cluster, as templates of charts may ask for them. */
    ServerFacts server();
}
