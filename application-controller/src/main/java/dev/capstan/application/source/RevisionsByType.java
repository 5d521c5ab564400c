package dev.capstan.application.source;

import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.ApplicationSources;
import java.util.ArrayList;
import java.util.HashSet;

/** Asks each source where it comes from; sources of one Git repository share one look at its branches and tags. */
public final class RevisionsByType implements Revisions {
    private final SourceRevisions git;
    private final SourceRevisions charts;
    private final SourceRevisions oci;

    /** Asks these three. */
    public RevisionsByType(SourceRevisions git, SourceRevisions charts, SourceRevisions oci) {
        this.git = git;
        this.charts = charts;
        this.oci = oci;
    }

    @Override
    public Resolved resolve(ApplicationSources sources, String project, Freshness freshness) {
        var revisions = new ArrayList<String>();
        var listed = new HashSet<String>();
        for (ApplicationSource source : sources.all()) {
            boolean isListing = SourceType.of(source) == SourceType.GIT && GitRevisions.isListed(source);
            boolean isAsked = isListing && !listed.add(source.repoUrl());
            switch (of(source, project, isAsked ? Freshness.KNOWN : freshness)) {
                case Answer.Known<String>(String revision) -> revisions.add(revision);
                case Answer.Failed<String>(String why) -> {
                    return new Resolved.Failed(
                            sources.all().size() == 1
                                    ? why
                                    : "source %d of %d: %s"
                                            .formatted(
                                                    revisions.size() + 1,
                                                    sources.all().size(),
                                                    why));
                }
            }
        }
        return new Resolved.Known(revisions);
    }

    private Answer<String> of(ApplicationSource source, String project, Freshness freshness) {
        return switch (SourceType.of(source)) {
            case GIT -> git.of(source, project, freshness);
            case CHART -> charts.of(source, project, freshness);
            case OCI -> oci.of(source, project, freshness);
        };
    }
}
