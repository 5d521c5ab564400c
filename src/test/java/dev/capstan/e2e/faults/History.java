package dev.capstan.e2e.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What watches saw of all objects, in the order of their versions, and where they may have missed something. */
final class History {
    private final Map<Sighting.Name, List<Sighting>> sightings = new HashMap<>();
    private final Map<String, List<Gap>> gaps = new HashMap<>();
    private final Map<String, Long> seenUpTo = new HashMap<>();

    private record Gap(long after, long until) {}

    /** A watch reported it. */
    synchronized void saw(Sighting sighting) {
        List<Sighting> known = sightings.computeIfAbsent(sighting.object(), _ -> new ArrayList<>());
        if (known.isEmpty() || known.getLast().version() < sighting.version()) {
            known.add(sighting);
        }
        seenUpTo.merge(sighting.object().kind(), sighting.version(), Math::max);
    }

    /**
     * A kind was listed. What happened to it since its last version that was seen is unknown, but for what is left.
     *
     * @param version of the list
     */
    synchronized void listed(String kind, Collection<Sighting> objects, long version) {
        Long before = seenUpTo.get(kind);
        if (before != null && before < version) {
            gaps.computeIfAbsent(kind, _ -> new ArrayList<>()).add(new Gap(before, version));
        }
        Set<Sighting.Name> listed = new HashSet<>();
        for (Sighting object : objects) {
            listed.add(object.object());
            saw(object);
        }
        for (Sighting.Name known : List.copyOf(sightings.keySet())) {
            if (known.kind().equals(kind) && !listed.contains(known)) {
                last(known)
                        .filter(last -> !last.isGone())
                        .ifPresent(last -> saw(new Sighting(known, last.uid(), version, Optional.empty())));
            }
        }
        seenUpTo.merge(kind, version, Math::max);
    }

    /** All that was seen of an object since {@link #forgetAllButLast}, with the last one before. */
    synchronized List<Sighting> of(Sighting.Name object) {
        return List.copyOf(sightings.getOrDefault(object, List.of()));
    }

    /** An object as it is; empty when it is not there. */
    synchronized Optional<Sighting> last(Sighting.Name object) {
        List<Sighting> known = sightings.getOrDefault(object, List.of());
        return known.isEmpty() || known.getLast().isGone() ? Optional.empty() : Optional.of(known.getLast());
    }

    /** An object as it was at a version; empty when it was not there. */
    synchronized Optional<Sighting> at(Sighting.Name object, long version) {
        return of(object).reversed().stream()
                .filter(sighting -> sighting.version() <= version)
                .findFirst()
                .filter(sighting -> !sighting.isGone());
    }

    /** Whether everything is known that happened to a kind around a version. */
    synchronized boolean isCertain(String kind, long version) {
        return gaps.getOrDefault(kind, List.of()).stream()
                .noneMatch(gap -> gap.after() < version && version <= gap.until());
    }

    /** Whether everything that is in the other one has been seen here. */
    boolean hasReached(History other) {
        Set<Sighting.Name> names = new HashSet<>(names());
        names.addAll(other.names());
        return names.stream().allMatch(name -> {
            long there = other.last(name).map(Sighting::version).orElse(-1L);
            long here = last(name).map(Sighting::version).orElse(-1L);
            return there < 0 ? here < 0 : here >= there;
        });
    }

    private synchronized Set<Sighting.Name> names() {
        return Set.copyOf(sightings.keySet());
    }

    /** Forgets what does not matter from now on. */
    synchronized void forgetAllButLast() {
        sightings.values().forEach(known -> {
            Sighting last = known.getLast();
            known.clear();
            known.add(last);
        });
        gaps.clear();
    }
}
