package dev.capstan.application.run;

import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.SyncVerdict;
import dev.capstan.argo.project.SyncWindows.Trigger;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Asks the sync windows of a project. */
final class Windows {
    private Windows() {}

    /**
     * Why a sync may not run now; empty when it may.
     *
     * @param begun when it began, if it has
     */
    static Optional<SyncVerdict.Blocked> verdict(
            ApplicationObject application, AppProject project, Trigger trigger, Instant now, Optional<Instant> begun) {
        return project.windows()
                                .matching(application.name(), destination(application))
                                .verdict(trigger, now, begun)
                        instanceof SyncVerdict.Blocked blocked
                ? Optional.of(blocked)
                : Optional.empty();
    }

    /** The destination as it is written. */
    static Destination destination(ApplicationObject application) {
        var destination = application.spec().destination();
        return new Destination(
                Objects.requireNonNullElse(destination.server(), ""),
                Objects.requireNonNullElse(destination.name(), ""),
                application.destinationNamespace());
    }
}
