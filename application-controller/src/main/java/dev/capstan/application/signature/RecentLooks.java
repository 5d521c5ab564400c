package dev.capstan.application.signature;

import dev.capstan.digest.FieldDigest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers for some minutes what was seen: Applications are passed over whenever an object of theirs changes, and a history has thousands
 * of signatures. Not for longer, since keys expire. What could not be told is not remembered. Safe for several threads.
 */
public final class RecentLooks implements SignedCommits {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Commits and tags of all answers together; each takes some hundred bytes. */
    private static final int MOST = 100_000;

    private final SignedCommits commits;
    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private int taken;

    private record Seen(Looked.Revisions revisions, Instant when) {
        /** No answer is for nothing. */
        int size() {
            return Math.max(1, revisions.revisions().size());
        }
    }

    /** Asks these for what was not seen lately. */
    public RecentLooks(SignedCommits commits, Clock clock) {
        this.commits = commits;
        this.clock = clock;
    }

    @Override
    public Looked look(Question question) {
        String key = key(question);
        Instant now = clock.instant();
        Optional<Looked.Revisions> known = known(key, now);
        if (known.isPresent()) {
            return known.get();
        }
        Looked looked = commits.look(question);
        if (looked instanceof Looked.Revisions revisions) {
            keep(key, new Seen(revisions, now));
        }
        return looked;
    }

    private synchronized Optional<Looked.Revisions> known(String key, Instant now) {
        return Optional.ofNullable(seen.get(key))
                .filter(it -> it.when().plus(LONGEST).isAfter(now))
                .map(Seen::revisions);
    }

    private synchronized void keep(String key, Seen look) {
        Optional.ofNullable(seen.remove(key)).ifPresent(before -> taken -= before.size());
        seen.put(key, look);
        taken += look.size();
        var oldest = seen.values().iterator();
        while (taken > MOST) {
            taken -= oldest.next().size();
            oldest.remove();
        }
    }

    /** Equal for questions that have the same answer. */
    private static String key(Question question) {
        var source = question.source();
        var digest = new FieldDigest()
                .add(source.repoUrl(), source.targetRevision(), source.tagPrefix())
                .add(question.project(), question.commit(), Boolean.toString(question.isStrict()));
        new TreeMap<>(question.keys())
                .forEach((name, key) -> digest.add("key", name, new String(key, StandardCharsets.ISO_8859_1)));
        question.preferred().stream().map(it -> it.id()).sorted().forEach(id -> digest.add("preferred", id));
        return digest.finish().hex();
    }
}
