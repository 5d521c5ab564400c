package dev.capstan.application.source;

import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.TargetRevision;
import dev.capstan.argo.source.TargetRevision.Wanted;
import java.util.List;

/** How it is found out what {@code targetRevision} of a Git source means. */
public final class GitRevisions {
    private static final List<String> LISTED = List.of("refs/heads/", "refs/tags/");

    private GitRevisions() {}

    /** Whether the list of branches and tags says it: of a whole commit nobody is asked, and of other references one by one. */
    public static boolean isListed(ApplicationSource source) {
        var target = new TargetRevision(source.targetRevision(), source.tagPrefix());
        return switch (target.wanted(List.of())) {
            case Wanted.Commit _ -> false;
            case Wanted.Nothing _ -> true;
            case Wanted.Reference(String name, boolean _) ->
                !name.startsWith("refs/") || LISTED.stream().anyMatch(name::startsWith);
        };
    }
}
