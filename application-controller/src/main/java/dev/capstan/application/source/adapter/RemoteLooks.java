package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.GitRevisions;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.SourceRevisions;
import dev.capstan.application.source.SourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        return hasMoved(uses, List.of());
    }

    /**
     * As {@link #hasMoved(List)}.
     *
     * @param others of the same Git repository, and other projects: with the same credentials they take the same list of branches and tags,
     *     and do not ask; what is not listed is theirs to look at
     */
    boolean hasMoved(List<RemoteUse> uses, List<RemoteUse> others) {
        Map<RemoteUse, Answer<String>> before = new LinkedHashMap<>();
        Stream.concat(uses.stream(), others.stream().filter(RemoteLooks::isListed))
                .forEach(use -> before.put(use, revisions(use).of(use.source(), use.project(), Freshness.KNOWN)));
        uses.stream()
                .filter(RemoteLooks::isListed)
                .findFirst()
                .ifPresent(use -> git.ask(use.source().repoUrl(), use.project()));
        boolean hasMoved = false;
        for (var use : before.entrySet()) {
            hasMoved |= hasMoved(use.getKey(), use.getValue());
        }
        return hasMoved;
    }

    /** A branch that is not listed any more is gone; where each is asked for by itself, the remote may be away. */
    private boolean hasMoved(RemoteUse use, Answer<String> before) {
        boolean isListed = isListed(use);
        Answer<String> now = revisions(use).of(use.source(), use.project(), isListed ? Freshness.KNOWN : Freshness.NOW);
        boolean isMeaning = now instanceof Answer.Known<String> || (isListed && before instanceof Answer.Known<String>);
        return isMeaning && !now.equals(before);
    }

    private static boolean isListed(RemoteUse use) {
        return SourceType.of(use.source()) == SourceType.GIT && GitRevisions.isListed(use.source());
    }

    private SourceRevisions revisions(RemoteUse use) {
        return switch (SourceType.of(use.source())) {
            case GIT -> git;
            case CHART -> charts;
            case OCI -> oci;
        };
    }
}
