package dev.capstan.source.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last answers of upstreams that several objects follow, so that each is asked once in an interval and not once for every object. Used
 * by several threads.
 *
 * <p>An object whose time has come takes an answer that is younger than nine tenths of its interval; its own last answer is never so young,
 * for intervals vary by less. Whoever finds a new revision wakes the others, so an answer that was shared delays none of them.
 */
final class SharedChecks {
    private static final int MOST = 10_000;
    private static final Duration OLDEST = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(ArtifactRevision revision, Instant at) {}

    SharedChecks(Clock clock) {
        this.clock = clock;
    }

    /**
     * Records the answer of an upstream, unless a newer one is known.
     *
     * @param at before it was asked
     * @return whether it is news: the answer before was another one, so others may not know this one
     */
    boolean record(String upstream, ArtifactRevision revision, Instant at) {
        if (answers.size() >= MOST) {
            var now = clock.instant();
            answers.values().removeIf(answer -> answer.at().plus(OLDEST).isBefore(now));
        }
        var answer = new Answer(revision, at);
        var before = answers.get(upstream);
        var newest = answers.merge(upstream, answer, (one, other) -> one.at().isAfter(other.at()) ? one : other);
        return newest.equals(answer) && (before == null || !before.revision().equals(revision));
    }

    /** The revision that an upstream had, when that is young enough for an object with that interval. */
    Optional<ArtifactRevision> recent(String upstream, Duration interval) {
        var oldest = clock.instant().minus(interval.multipliedBy(9).dividedBy(10));
        return Optional.ofNullable(answers.get(upstream))
                .filter(answer -> answer.at().isAfter(oldest))
                .map(Answer::revision);
    }
}
