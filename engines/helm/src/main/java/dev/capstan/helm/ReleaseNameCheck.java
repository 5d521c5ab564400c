package dev.capstan.helm;

import java.util.Optional;
import java.util.regex.Pattern;

/** What releases may be called. */
public final class ReleaseNameCheck {
    /** Objects have longer names that begin with it: Helm leaves ten characters for the rest of a label's 63. */
    private static final int LONGEST = 53;

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private ReleaseNameCheck() {}

    /** Why a release cannot be called so, in Helm's words; empty when it can. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("no name provided");
        }
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            return Optional.of("invalid release name, must match regex ^" + NAME.pattern()
                    + "$ and the length must not be longer than " + LONGEST);
        }
        return Optional.empty();
    }
}
