package dev.capstan.argo.project;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import java.util.Optional;

/**
 * One pattern of a project; {@code !} in front denies. A denial that matches nothing counts as a match, so that a list of denials alone
 * permits everything else. A denial that is malformed denies everything: what was meant to be kept out cannot be told.
 *
 * @param glob without the {@code !}; empty when it is malformed
 */
record PermissionPattern(boolean isDenial, Optional<Glob> glob) {

    static PermissionPattern of(String text, GlobSyntax syntax) {
        boolean isDenial = text.startsWith("!");
        return switch (Glob.parse(isDenial ? text.substring(1) : text, syntax)) {
            case Glob.Parsed.Usable(Glob glob) -> new PermissionPattern(isDenial, Optional.of(glob));
            case Glob.Parsed.Malformed _ -> new PermissionPattern(isDenial, Optional.empty());
        };
    }

    /** Whether the text is let through by this pattern alone. */
    boolean permits(String text) {
        return glob.isPresent() && glob.get().matches(text) != isDenial;
    }

    /** Whether the text is one that this pattern keeps out. */
    boolean denies(String text) {
        return isDenial && !permits(text);
    }
}
