package dev.capstan.application.object;

import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.SourceHydrator;
import dev.capstan.api.argo.SyncSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where manifests come from.
 *
 * @param all in their order
 * @param isMultiple whether they stand in {@code sources}, so that a status has lists
 */
public record Sources(List<ApplicationSource> all, boolean isMultiple) {
    /** Copies the list. */
    public Sources {
        all = List.copyOf(all);
    }

    /** Those of a spec: {@code sources} when there are any, else {@code source}; with a hydrator the branch into which it renders. */
    public static Sources of(ApplicationSpec spec) {
        SourceHydrator hydrator = spec.sourceHydrator();
        if (hydrator != null) {
            return new Sources(List.of(hydrated(hydrator)), false);
        }
        return spec.sources().isEmpty()
                ? new Sources(Optional.ofNullable(spec.source()).stream().toList(), false)
                : new Sources(spec.sources(), true);
    }

    /**
     * The same at other revisions.
     *
     * @param revisions one for each source; where one is missing or empty, what the source says itself stays
     */
    public Sources at(List<String> revisions) {
        if (revisions.stream().allMatch(String::isEmpty)) {
            return this;
        }
        List<ApplicationSource> changed = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String revision = i < revisions.size() ? revisions.get(i) : "";
            changed.add(revision.isEmpty() ? all.get(i) : at(all.get(i), revision));
        }
        return new Sources(changed, isMultiple);
    }

    private static ApplicationSource hydrated(SourceHydrator hydrator) {
        SyncSource branch = hydrator.syncSource();
        return new ApplicationSource(
                Objects.requireNonNullElse(
                        branch.repoURL(), hydrator.drySource().repoURL()),
                branch.path(),
                branch.targetBranch(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ApplicationSource at(ApplicationSource source, String revision) {
        return new ApplicationSource(
                source.repoURL(),
                source.path(),
                revision,
                source.tagPrefix(),
                source.chart(),
                source.ref(),
                source.name(),
                source.helm(),
                source.kustomize(),
                source.directory(),
                source.plugin(),
                source.signatureVerification());
    }
}
