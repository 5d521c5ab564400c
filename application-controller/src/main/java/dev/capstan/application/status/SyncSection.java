package dev.capstan.application.status;

import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ComparedTo;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.application.compare.Refreshed;
import java.util.List;

/** {@code status.sync}. */
final class SyncSection {
    private SyncSection() {}

    static SyncStatus of(ApplicationSpec spec, Refreshed refreshed) {
        boolean isMultiple = !spec.sources().isEmpty();
        List<String> revisions = refreshed.revisions();
        return new SyncStatus(
                word(refreshed).toString(),
                comparedTo(spec),
                isMultiple || revisions.isEmpty() ? null : revisions.getFirst(),
                isMultiple ? revisions : List.of());
    }

    /** What an Application with this spec is compared to. */
    static ComparedTo comparedTo(ApplicationSpec spec) {
        boolean isMultiple = !spec.sources().isEmpty();
        return new ComparedTo(
                isMultiple ? null : spec.source(), spec.sources(), spec.destination(), spec.ignoreDifferences());
    }

    private static dev.capstan.argo.compare.SyncStatus word(Refreshed refreshed) {
        return switch (refreshed) {
            case Refreshed.Compared compared -> compared.comparison().status();
            case Refreshed.Failed _ -> dev.capstan.argo.compare.SyncStatus.UNKNOWN;
        };
    }
}
