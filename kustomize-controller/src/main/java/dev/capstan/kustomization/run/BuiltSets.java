package dev.capstan.kustomization.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which objects each Kustomization built last: ids only, one set for each. So it is known whether an object that leaves
 * one of them is built by another one.
 */
public final class BuiltSets {

    /** Watches are hardly ever later than that; what is never seen is out of the scope of this process. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

    private final ConcurrentMap<ObjectKey, BuiltSet> sets = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Written> written = new ConcurrentHashMap<>();

    /** A Kustomization that another one wrote. */
    private record Written(ResourceVersion version, Instant at) {}

    /** The set of a Kustomization as its spec is now. */
    Optional<BuiltSet> of(KnownKustomization subject) {
        return Optional.ofNullable(sets.get(subject.key()))
                .filter(set -> set.uid().equals(subject.uid()) && set.generation() == subject.generation());
    }

    /**
     * Notes what was built.
     *
     * @return whether that was not known before
     */
    boolean built(ObjectKey key, BuiltSet set) {
        BuiltSet before = sets.get(key);
        if (before != null && before.isOfTheSameAs(set)) {
            sets.put(key, before.isApplied() && before.objects().equals(set.objects()) ? set.asApplied() : set);
            return !before.objects().equals(set.objects());
        }
        sets.put(key, set);
        return true;
    }

    /**
     * Notes that everything of the set of that artifact was applied.
     *
     * @return whether that was not known before
     */
    boolean applied(ObjectKey key, ArtifactVersion version) {
        BuiltSet set = sets.get(key);
        if (set == null || !set.version().equals(version) || set.isApplied()) {
            return false;
        }
        sets.put(key, set.asApplied());
        return true;
    }

    /** Notes that a Kustomization was written by another one. */
    void wrote(ObjectKey key, ResourceVersion version, Instant now) {
        written.put(key, new Written(version, now));
    }

    /** The version of a Kustomization that was written so short a time ago that the watch may not have seen it yet. */
    Optional<ResourceVersion> justWritten(ObjectKey key, Instant now) {
        Written last = written.get(key);
        if (last != null && last.at().plus(SEEN_WITHIN).isBefore(now)) {
            written.remove(key, last);
            return Optional.empty();
        }
        return Optional.ofNullable(last).map(Written::version);
    }

    /** The Kustomization is gone. */
    public void forget(ObjectKey key) {
        sets.remove(key);
        written.remove(key);
    }
}
