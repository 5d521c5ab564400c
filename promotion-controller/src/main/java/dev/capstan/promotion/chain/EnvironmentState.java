package dev.capstan.promotion.chain;

import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.place.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of an environment, in the status of the Promotion.
 *
 * @param current what it has now
 * @param health whether it is healthy with that
 * @param healthySince since when, without a break that was seen
 * @param earlier what it had before, newest first
 * @param received the digest of what last came from the environment before
 * @param rejected what was rolled back here, newest first
 */
public record EnvironmentState(
        String name,
        Optional<Held> current,
        EnvironmentHealth health,
        Optional<Instant> healthySince,
        List<Held> earlier,
        Optional<String> received,
        List<Rejected> rejected) {
    private static final int MOST_EARLIER = 5;
    private static final int MOST_REJECTED = 20;

    /** Copies the lists. */
    public EnvironmentState {
        earlier = List.copyOf(earlier);
        rejected = List.copyOf(rejected);
    }

    /** Before anything was seen. */
    public static EnvironmentState unseen(String name) {
        return new EnvironmentState(
                name,
                Optional.empty(),
                new EnvironmentHealth.NotHealthy("not looked at yet"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /**
     * The same when the commit that is remembered is gone, or has something else by other patterns: where it is found now counts.
     *
     * @param digests what it had at commits that are there
     */
    public EnvironmentState found(Map<String, String> digests, Optional<Content> seen) {
        boolean isThere = current.map(Held::content)
                .filter(content -> content.digest().equals(digests.get(content.commit())))
                .isPresent();
        if (isThere || !isSame(seen)) {
            return this;
        }
        return new EnvironmentState(
                name,
                current.flatMap(held -> seen.map(content -> new Held(content, held.since(), held.isRestored()))),
                health,
                healthySince,
                earlier,
                received,
                rejected);
    }

    /** The same after a look at what it has. Health begins anew with everything else that it has. */
    public EnvironmentState having(Optional<Content> seen, Instant now) {
        if (isSame(seen)) {
            return this;
        }
        return new EnvironmentState(
                name,
                seen.map(content -> new Held(content, now, false)),
                health,
                Optional.empty(),
                pushed(current, earlier),
                received,
                rejected);
    }

    private boolean isSame(Optional<Content> seen) {
        return current.map(Held::content).map(Content::digest).equals(seen.map(Content::digest));
    }

    private static List<Held> pushed(Optional<Held> newest, List<Held> older) {
        var all = new ArrayList<Held>();
        newest.ifPresent(all::add);
        older.stream()
                .filter(it -> newest.isEmpty()
                        || !it.content().digest().equals(newest.get().content().digest()))
                .forEach(all::add);
        return all.subList(0, Math.min(all.size(), MOST_EARLIER));
    }

    /** The same after its health was judged. */
    public EnvironmentState being(EnvironmentHealth judged, Instant now) {
        Optional<Instant> since = switch (judged) {
            case EnvironmentHealth.Healthy _ -> Optional.of(healthySince.orElse(now));
            case EnvironmentHealth.Checking _ -> healthySince;
            case EnvironmentHealth.NotHealthy _ -> Optional.empty();
        };
        return new EnvironmentState(name, current, judged, since, earlier, received, rejected);
    }

    /** The same after it got, or was found to have, what the environment before has. */
    public EnvironmentState receiving(Content candidate) {
        return new EnvironmentState(
                name, current, health, healthySince, earlier, Optional.of(candidate.digest()), rejected);
    }

    /** The same when it is about to go back: what it has now is not wanted here again. */
    public EnvironmentState rejecting(String reason) {
        return rejecting(current.map(it -> it.content().digest()), reason);
    }

    /** The same when a candidate is not wanted here. */
    public EnvironmentState rejecting(Content candidate, String reason) {
        return rejecting(Optional.of(candidate.digest()), reason);
    }

    private EnvironmentState rejecting(Optional<String> digest, String reason) {
        var given = new ArrayList<Rejected>();
        digest.ifPresent(bad -> given.add(new Rejected(bad, reason)));
        rejected.stream().filter(it -> !digest.equals(Optional.of(it.digest()))).forEach(given::add);
        return new EnvironmentState(
                name,
                current,
                health,
                healthySince,
                earlier,
                received,
                given.subList(0, Math.min(given.size(), MOST_REJECTED)));
    }

    /** Whether it has what it had before something was rejected for this reason: it went back, and nobody remembered that. */
    public boolean wentBackFor(String reason) {
        return current.isPresent()
                && rejection(current.get().content()).isEmpty()
                && earlier.stream()
                        .findFirst()
                        .flatMap(bad -> rejection(bad.content()))
                        .filter(it -> it.reason().equals(reason))
                        .isPresent();
    }

    /** The same after it went back to what it had before. */
    public EnvironmentState restored(Held target, Content now, String reason, Instant at) {
        EnvironmentState rejecting = rejecting(reason);
        return new EnvironmentState(
                name,
                Optional.of(new Held(now, at, true)),
                health,
                Optional.empty(),
                earlier.stream().dropWhile(it -> !it.equals(target)).skip(1).toList(),
                received,
                rejecting.rejected);
    }

    /** The same when it was seen that it went back. */
    public EnvironmentState wentBack() {
        return new EnvironmentState(
                name,
                current.map(it -> new Held(it.content(), it.since(), true)),
                health,
                healthySince,
                earlier.stream()
                        .filter(it -> rejection(it.content()).isEmpty())
                        .filter(it -> current.isEmpty()
                                || !it.content()
                                        .digest()
                                        .equals(current.get().content().digest()))
                        .toList(),
                received,
                rejected);
    }

    /** Why a candidate does not come here any more; empty when it may. */
    public Optional<Rejected> rejection(Content candidate) {
        return rejected.stream()
                .filter(it -> it.digest().equals(candidate.digest()))
                .findFirst();
    }
}
