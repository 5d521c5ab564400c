package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.SourceRevisions;
import dev.capstan.application.source.SourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether sources of one remote mean anything else than when they were last asked for. */
public final class RemoteLooks {
    private final MirroredSources git;
    private final SourceRevisions charts;
    private final SourceRevisions oci;

    /** Looks by these three. */
    public RemoteLooks(MirroredSources git, SourceRevisions charts, SourceRevisions oci) {
        this.git = git;
        this.charts = charts;
        this.oci = oci;
    }

    /**
     * Asks a remote, a Git repository once for all sources. What cannot be reached has not moved.
     *
     * @param uses of one remote and one project
     */
    boolean hasMoved(List<RemoteUse> uses) {
        Map<RemoteUse, Answer<String>> before = new HashMap<>();
        uses.forEach(use -> before.put(use, revisions(use).of(use.source(), use.project(), Freshness.KNOWN)));
        RemoteUse any = uses.getFirst();
        boolean isGit = SourceType.of(any.source()) == SourceType.GIT;
        if (isGit) {
            git.ask(any.source().repoUrl(), any.project());
        }
        Freshness freshness = isGit ? Freshness.KNOWN : Freshness.NOW;
        return uses.stream().anyMatch(use -> {
            Answer<String> now = revisions(use).of(use.source(), use.project(), freshness);
            return now instanceof Answer.Known<String> && !now.equals(before.get(use));
        });
    }

    private SourceRevisions revisions(RemoteUse use) {
        return switch (SourceType.of(use.source())) {
            case GIT -> git;
            case CHART -> charts;
            case OCI -> oci;
        };
    }
}
