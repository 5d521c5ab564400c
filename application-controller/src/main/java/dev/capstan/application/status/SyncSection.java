package dev.capstan.application.status;

import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ComparedTo;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.object.Sources;
import java.util.List;

/** {@code status.sync}. */
final class SyncSection {
    private SyncSection() {}

    static SyncStatus of(ApplicationSpec spec, Refreshed refreshed) {
        boolean isMultiple = Sources.of(spec).isMultiple();
        List<String> revisions = refreshed.revisions();
        return new SyncStatus(
                word(refreshed).toString(),
                comparedTo(spec),
                isMultiple || revisions.isEmpty() ? null : revisions.getFirst(),
                isMultiple ? revisions : List.of());
    }

    /** What an Application with this spec is compared to. */
    static ComparedTo comparedTo(ApplicationSpec spec) {
        Sources sources = Sources.of(spec);
        return new ComparedTo(
                sources.isMultiple() ? null : sources.all().stream().findFirst().orElse(null),
                sources.isMultiple() ? sources.all() : List.of(),
                spec.destination(),
                spec.ignoreDifferences());
    }

    private static dev.capstan.argo.compare.SyncStatus word(Refreshed refreshed) {
        return switch (refreshed) {
            case Refreshed.Compared compared -> compared.comparison().status();
            case Refreshed.Failed _ -> dev.capstan.argo.compare.SyncStatus.UNKNOWN;
        };
    }
}
