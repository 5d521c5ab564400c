package dev.capstan.argo.glob;

import java.util.Optional;

/**
 * A pattern that may be malformed. What it matches then depends on who asks: nothing where it permits, everything where it denies.
 *
 * @param text as it was written
 */
public record LenientGlob(String text, Optional<Glob> glob) {

    /** Reads a pattern. */
    public static LenientGlob of(String text, GlobSyntax syntax) {
        return switch (Glob.parse(text, syntax)) {
            case Glob.Parsed.Usable(Glob glob) -> new LenientGlob(text, Optional.of(glob));
            case Glob.Parsed.Malformed _ -> new LenientGlob(text, Optional.empty());
        };
    }

    /** Whether the pattern stands for the whole text; not when it is malformed. */
    public boolean matches(String other) {
        return glob.isPresent() && glob.get().matches(other);
    }

    /** Whether the pattern might stand for the whole text; also when it is malformed, since nobody can tell then. */
    public boolean mayMatch(String other) {
        return glob.isEmpty() || glob.get().matches(other);
    }

    /** Whether nothing was written. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
