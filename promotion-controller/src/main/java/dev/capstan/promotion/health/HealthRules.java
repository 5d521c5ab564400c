package dev.capstan.promotion.health;

import dev.capstan.promotion.health.WatchedObject.Seen;
import dev.capstan.promotion.place.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges an environment by its watched objects. */
public final class HealthRules {
    private static final int LONGEST_MESSAGE = 200;

    private HealthRules() {}

    /**
     * Judges.
     *
     * @param current what the environment has in Git
     * @param digests what the environment had at the commits that the objects show; those that are not there are not known to the
     *     repository
     */
    public static EnvironmentHealth judge(
            List<WatchedObject> watched, Optional<Content> current, Map<String, String> digests) {
        if (current.isEmpty()) {
            return new EnvironmentHealth.NotHealthy("it has nothing");
        }
        if (watched.isEmpty()) {
            return new EnvironmentHealth.NotHealthy("nothing is watched");
        }
        Optional<EnvironmentHealth> worst = Optional.empty();
        boolean showsRevision = false;
        for (WatchedObject object : watched) {
            EnvironmentHealth one = object.seen()
                    .map(seen -> judge(object.name(), seen, current.get(), digests))
                    .orElseGet(() -> new EnvironmentHealth.NotHealthy(object.name() + " is missing"));
            if (one instanceof EnvironmentHealth.NotHealthy) {
                return one;
            }
            if (worst.isEmpty() && one instanceof EnvironmentHealth.Checking) {
                worst = Optional.of(one);
            }
            showsRevision |= object.seen().flatMap(Seen::commit).isPresent();
        }
        if (!showsRevision) {
            return new EnvironmentHealth.NotHealthy(
                    "none of the watched objects shows a Git revision; watch the Kustomization"
                            + " or the GitRepository as well");
        }
        return worst.orElseGet(EnvironmentHealth.Healthy::new);
    }

    private static EnvironmentHealth judge(String name, Seen seen, Content current, Map<String, String> digests) {
        if (seen.isBeingDeleted()) {
            return new EnvironmentHealth.NotHealthy(name + " is being deleted");
        }
        if (seen.isSuspended()) {
            return new EnvironmentHealth.NotHealthy(name + " is suspended, so its status may be old");
        }
        if (seen.ready() == WatchedObject.Ready.NO) {
            return new EnvironmentHealth.NotHealthy(name + " is not ready: " + line(seen.readyMessage()));
        }
        if (seen.showsRevision()) {
            Optional<EnvironmentHealth> other = otherContent(name, seen, current, digests);
            if (other.isPresent()) {
                return other.get();
            }
        }
        if (!seen.isObserved()) {
            return new EnvironmentHealth.Checking(name + " was changed, and its controller has not seen that yet");
        }
        return seen.ready() == WatchedObject.Ready.YES
                ? new EnvironmentHealth.Healthy()
                : new EnvironmentHealth.Checking(name + " is being reconciled");
    }

    private static Optional<EnvironmentHealth> otherContent(
            String name, Seen seen, Content current, Map<String, String> digests) {
        if (seen.commit().isEmpty()) {
            return Optional.of(new EnvironmentHealth.NotHealthy(name + " shows no Git revision"));
        }
        String commit = seen.commit().get();
        String digest = digests.get(commit);
        if (digest == null) {
            return Optional.of(new EnvironmentHealth.NotHealthy(
                    name + " is at " + shown(commit) + ", which the repository does not have"));
        }
        return digest.equals(current.digest())
                ? Optional.empty()
                : Optional.of(new EnvironmentHealth.NotHealthy(name + " is at " + shown(commit)
                        + ", which does not have " + current.shortRevision() + " yet"));
    }

    private static String shown(String commit) {
        return commit.length() > 12 ? commit.substring(0, 12) : commit;
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
