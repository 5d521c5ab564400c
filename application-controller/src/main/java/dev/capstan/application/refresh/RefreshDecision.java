package dev.capstan.application.refresh;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ComparedTo;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import java.util.Optional;
import java.util.Set;

/** How thoroughly an Application must be looked at this time. Pure. */
public final class RefreshDecision {
    /** Annotation that asks for a comparison, {@code normal} or {@code hard}; it is taken off when that is done. */
    public static final String REFRESH = "argocd.argoproj.io/refresh";

    /** Annotations that mean something only beside {@link #REFRESH}. */
    public static final Set<String> COMPANIONS = Set.of("argocd.argoproj.io/refresh-timestamp");

    private static final String HARD = "hard";

    private RefreshDecision() {}

    /** What the time says. */
    public enum Due {
        /** Nothing. */
        NOT_YET,
        /** Remotes have not been asked for as long as {@code timeout.reconciliation}. */
        NORMAL,
        /** Everything has not been rendered anew for as long as {@code timeout.hard.reconciliation}. */
        HARD
    }

    /**
     * Decides.
     *
     * @param requested the value of {@link #REFRESH}; any but {@code hard} asks for a normal one
     * @param due what the time says
     */
    public static RefreshLevel of(ApplicationObject application, Optional<String> requested, Due due) {
        if (due == Due.HARD || requested.equals(Optional.of(HARD))) {
            return RefreshLevel.HARD;
        }
        return due == Due.NORMAL || requested.isPresent() || hasOtherSources(application)
                ? RefreshLevel.NORMAL
                : RefreshLevel.COMPARE;
    }

    /**
     * Whether what was compared last came from elsewhere, or nothing was: whoever changes a source wants what is there now. A destination or a
     * rule for differences that changed needs no remote.
     */
    private static boolean hasOtherSources(ApplicationObject application) {
        Sources now = Sources.of(application.spec());
        Optional<ComparedTo> compared =
                application.status().map(ApplicationStatus::sync).map(SyncStatus::comparedTo);
        if (compared.isEmpty()) {
            return true;
        }
        ComparedTo before = compared.get();
        return now.isMultiple()
                ? !before.sources().equals(now.all())
                : !before.sources().isEmpty()
                        || !Optional.ofNullable(before.source()).stream()
                                .toList()
                                .equals(now.all());
    }
}
