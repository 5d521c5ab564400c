package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import dev.capstan.argo.schedule.RecurringWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code syncWindows}.
 *
 * @param allowsManual whether syncs that people start go on
 * @param allowsOverrun whether a sync that has begun before may end
 * @param needsAll whether all of the three lists that are given must match, instead of any
 */
public record SyncWindow(
        String kind,
        String schedule,
        String duration,
        String timeZone,
        List<LenientGlob> applications,
        List<LenientGlob> clusters,
        List<LenientGlob> namespaces,
        boolean allowsManual,
        boolean allowsOverrun,
        boolean needsAll,
        String description,
        Times times) {

    /** When it is open. */
    public sealed interface Times {
        /**
         * It can be read.
         *
         * @param notice what was passed over, for people; empty for nothing
         */
        record Usable(RecurringWindow window, String notice) implements Times {}

        /**
         * It cannot; whatever it is for, nothing is synced.
         *
         * @param why for people
         */
        record Unusable(String why) implements Times {}
    }

    static SyncWindow of(JsonNode window) {
        String kind = text(window, "kind");
        String schedule = text(window, "schedule");
        String duration = text(window, "duration");
        String timeZone = text(window, "timeZone");
        return new SyncWindow(
                kind,
                schedule,
                duration,
                timeZone,
                globs(window.path("applications")),
                globs(window.path("clusters")),
                globs(window.path("namespaces")),
                window.path("manualSync").asBoolean(false),
                window.path("syncOverrun").asBoolean(false),
                window.path("andOperator").asBoolean(false),
                text(window, "description"),
                WindowTimes.of(kind, schedule, duration, timeZone));
    }

    private static String text(JsonNode window, String field) {
        return window.path(field).asText("");
    }

    private static List<LenientGlob> globs(JsonNode list) {
        List<LenientGlob> globs = new ArrayList<>();
        list.forEach(item -> globs.add(LenientGlob.of(item.asText(""), GlobSyntax.TEXT)));
        return List.copyOf(globs);
    }

    boolean isDeny() {
        return kind.equals("deny");
    }

    boolean isAllow() {
        return kind.equals("allow");
    }

    /**
     * Whether it is for an Application: by its name, or by its destination as it is written in the Application. A malformed pattern is for
     * everything: windows keep syncs away, and whom this one is for cannot be told.
     */
    public boolean isFor(String application, Destination destination) {
        boolean isByName = anyMatches(applications, application);
        boolean isByCluster = isCluster(destination.name()) || isCluster(destination.server());
        boolean isByNamespace = anyMatches(namespaces, destination.namespace());
        if (!needsAll) {
            return isByName || isByCluster || isByNamespace;
        }
        return (isByName || isByCluster || isByNamespace)
                && (isByName || applications.isEmpty())
                && (isByCluster || clusters.isEmpty())
                && (isByNamespace || namespaces.isEmpty());
    }

    private boolean isCluster(String nameOrServer) {
        return !nameOrServer.isEmpty() && anyMatches(clusters, nameOrServer);
    }

    private static boolean anyMatches(List<LenientGlob> globs, String text) {
        return globs.stream().anyMatch(glob -> glob.mayMatch(text));
    }

    /** Whether nothing that counts differs; neither description nor permissions do. */
    boolean isSameAs(SyncWindow other) {
        return kind.equals(other.kind)
                && schedule.equals(other.schedule)
                && duration.equals(other.duration)
                && timeZone.equals(other.timeZone)
                && applications.equals(other.applications)
                && clusters.equals(other.clusters)
                && namespaces.equals(other.namespaces)
                && needsAll == other.needsAll;
    }

    /** What people know it by. */
    @Override
    public String toString() {
        return "the " + kind + " window '" + schedule + "' of " + duration
                + (timeZone.isEmpty() ? "" : " in " + timeZone)
                + (description.isEmpty() ? "" : " (" + description + ")");
    }
}
