package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceType;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What the applier and the pruner know and report of managed objects of one cluster. Thread-safe. */
public interface ManagedObjects {

    /**
     * Sees to it that these kinds are watched and waits until their objects are known, as far as that is possible in
     * that time. Objects of kinds that cannot be watched stay {@link Observation.Unknown}.
     */
    void ensureWatched(Collection<ResourceType> types, Duration limit);

    /**
     * Compares what is known of these objects of an owner with lists that begin after this call, one per kind that is
     * watched. What differs is {@link Observation.Unknown} from now on, until somebody asks for it. Kinds of which
     * nothing is known cost nothing; of a kind that may not be listed all of these become unknown.
     *
     * @param cluster how patiently it is asked, and where the requests are counted
     * @return why it could not be done: the API server does not answer
     */
    Optional<String> compare(Owner owner, Collection<ObjectRef> objects, PatientCluster cluster);

    /** What is known of an object, without a request. */
    Observation observe(ObjectRef object);

    /** Takes from an object what is kept of it, by this cluster's rules. Notes nothing: for answers to a dry run. */
    ObservedObject examine(ObjectRef object, ObjectNode content);

    /** Notes how an object is that was asked for. */
    ObservedObject asked(ObjectRef object, ObjectNode content);

    /**
     * Notes that a write to this object begins: changes seen from now on are no drift until {@link #settled} or
     * {@link #abandoned}.
     */
    void writing(ObjectRef object);

    /**
     * Notes what an object looked like after it was applied. From then on every difference in our fields is drift,
     * also what was seen while the answer was on its way. Ends what {@link #writing} began.
     *
     * @param answer the whole object as the API server answered
     */
    ObservedObject settled(ObjectRef object, ObjectNode answer, Expectation expectation);

    /** Notes that an object was found to be as its manifest wants it, without a write having been needed. */
    void confirmed(ObjectRef object, ObservedObject found, Expectation expectation);

    /** Notes that a write did not happen, or that its result is not known. Ends what {@link #writing} began. */
    void abandoned(ObjectRef object);

    /**
     * Notes that this object need not stay as it was applied for that owner: it is about to be pruned, or is left
     * alone. What was applied for another owner stays so.
     */
    void released(ObjectRef object, Owner owner);

    /** Whether this manifest was the last one applied to the object and our fields have not changed since. */
    boolean isAsApplied(ObservedObject object, Expectation expectation);

    /** Whether this very object was applied for that owner since this process began. */
    boolean wasApplied(ObservedObject object, Owner owner);

    /**
     * Whether what this manifest describes was applied at this revision, did its work, and was removed because its
     * time to live is over.
     */
    boolean hasExpired(ObjectRef object, Expectation expectation);

    /** Starts a wait for health. */
    HealthWait awaitHealth(HealthWaitRequest request);
}
