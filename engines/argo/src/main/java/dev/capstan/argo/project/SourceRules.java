package dev.capstan.argo.project;

import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.repository.RepositoryUrl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which repositories a project permits: one that is its own or that any pattern lets through, and no denial keeps out. URLs are compared
 * normalised.
 */
final class SourceRules {
    private final List<PermissionPattern> patterns;
    private final Set<String> own;

    SourceRules(List<String> patterns, List<String> own) {
        this.patterns = patterns.stream().map(SourceRules::pattern).toList();
        this.own = own.stream()
                .flatMap(url -> RepositoryUrl.normalised(url).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PermissionPattern pattern(String text) {
        boolean isDenial = text.startsWith("!");
        String url = isDenial ? text.substring(1) : text;
        // What is no URL at all is malformed as a pattern, too.
        String normalised = RepositoryUrl.normalised(url).orElse("[");
        return PermissionPattern.of((isDenial ? "!" : "") + normalised, GlobSyntax.URL);
    }

    /** A user in front of the host does not make another repository of it. */
    private static boolean denies(PermissionPattern pattern, String url) {
        return pattern.denies(url) || pattern.denies(RepositoryUrl.shown(url));
    }

    boolean permits(String url) {
        Optional<String> normalised = RepositoryUrl.normalised(url);
        return normalised.isPresent()
                && patterns.stream().noneMatch(pattern -> denies(pattern, normalised.get()))
                && (own.contains(normalised.get())
                        || patterns.stream().anyMatch(pattern -> pattern.permits(normalised.get())));
    }
}
