package dev.capstan.argo.health;

import java.util.Optional;

/**
 * One resource of an application, with what decides whether and how its health counts.
 *
 * @param name how a message names it, for example {@code Deployment default/web}
 * @param presence whether a live object is there
 * @param health of the live object; empty where its kind has no rule
 * @param part why it might not count
 */
public record AssessedResource(String name, Presence presence, Optional<Health> health, Part part) {

    /** Whether a wanted object is in the cluster. */
    public enum Presence {
        LIVE,
        /** Wanted, and not in the cluster. */
        MISSING
    }

    /** What the resource is to its application. */
    public enum Part {
        /** An ordinary resource, which counts. */
        RESOURCE,
        /** A hook of Argo CD or of Helm; it has its say during a sync only. */
        HOOK,
        /**
         * Has the annotation {@code argocd.argoproj.io/ignore-healthcheck: "true"} or is of a kind that is left out.
         */
        IGNORED,
        /** The application itself, where it manages itself. */
        ITSELF,
        /** An application below this one: it does not count while it is missing or unknown. */
        CHILD_APPLICATION
    }

    /** A live object that counts. */
    public static AssessedResource live(String name, Optional<Health> health) {
        return new AssessedResource(name, Presence.LIVE, health, Part.RESOURCE);
    }

    /** A wanted object that is not there. */
    public static AssessedResource missing(String name) {
        return new AssessedResource(name, Presence.MISSING, Optional.empty(), Part.RESOURCE);
    }

    public AssessedResource as(Part other) {
        return new AssessedResource(name, presence, health, other);
    }

    boolean isLive() {
        return presence == Presence.LIVE;
    }

    /** What this resource says about its application; empty when it has no say. */
    Optional<Health> vote() {
        return switch (part) {
            case HOOK, IGNORED, ITSELF -> Optional.empty();
            case RESOURCE -> isLive() ? health : Optional.empty();
            case CHILD_APPLICATION -> isLive() ? health.filter(AssessedResource::isOfAChild) : Optional.empty();
        };
    }

    /** Whether it matters that the resource is there, though its health may not. */
    boolean counts() {
        return part != Part.HOOK;
    }

    private static boolean isOfAChild(Health health) {
        return health.status() != HealthStatus.MISSING && health.status() != HealthStatus.UNKNOWN;
    }
}
