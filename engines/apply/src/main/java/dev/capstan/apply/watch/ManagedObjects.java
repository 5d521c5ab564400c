package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import java.time.Duration;
import java.util.Collection;

/** What the applier and the pruner know and tell about managed objects of one cluster. Thread-safe. */
public interface ManagedObjects {

    /**
     * Sees to it that these kinds are watched and waits until their objects are known, as far as that is possible in
     * that time. Objects of kinds that cannot be watched stay {@link Observation.Unknown}.
     */
    void ensureWatched(Collection<ResourceType> types, Duration limit);

    /** What is known of an object, without a request. */
    Observation observe(ObjectRef object);

    /** Takes from an object what is kept of it, by this cluster's rules. */
    ObservedObject examine(ObjectRef object, ObjectNode content);

    /**
     * Tells that a write to this object begins: changes seen from now on are no drift until {@link #settled} or
     * {@link #abandoned}.
     */
    void writing(ObjectRef object);

    /**
     * Tells what an object looks like after it was applied. From now on every difference in our fields is drift. Ends
     * what {@link #writing} began.
     *
     * @param answer the whole object as the API server answered
     */
    ObservedObject settled(ObjectRef object, ObjectNode answer, Expectation expectation);

    /** Tells that an observed object is as its manifest wants it, without a request having been needed. */
    void confirmed(ObservedObject object, Expectation expectation);

    /** Tells that a write did not happen, or that its result is not known. Ends what {@link #writing} began. */
    void abandoned(ObjectRef object);

    /** Tells that this object is no longer to be kept as it was applied: it is about to be pruned, or is left alone. */
    void released(ObjectRef object);

    /** Whether this manifest was the last one applied to the object and our fields have not changed since. */
    boolean isAsApplied(ObservedObject object, Expectation expectation);

    /** Starts a wait for health. */
    HealthWait awaitHealth(HealthWaitRequest request);
}
