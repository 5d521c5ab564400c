package dev.capstan.git;

import java.util.Optional;

/** The rules of git-check-ref-format for full reference names, plus: nothing may look like an option. */
public final class ReferenceNames {
    private static final String FORBIDDEN = " ~^:?*[\\";
    private static final int LONGEST = 1024;

    private ReferenceNames() {}

    /** Whether a server may call a reference so. */
    public static boolean isValid(String fullName) {
        return problemOf(fullName).isEmpty();
    }

    /** Why a full name such as {@code refs/heads/main} cannot be one; empty when it can. */
    public static Optional<String> problemOf(String fullName) {
        if (fullName.length() > LONGEST) {
            return Optional.of("it is longer than " + LONGEST + " characters");
        }
        if (!fullName.startsWith("refs/")) {
            return Optional.of("a full reference name begins with 'refs/'");
        }
        if (fullName.codePoints().anyMatch(c -> c < ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0)) {
            return Optional.of("it contains a control character, a space or one of ~ ^ : ? * [ \\");
        }
        if (fullName.contains("..") || fullName.contains("@{") || fullName.endsWith(".")) {
            return Optional.of("it contains '..' or '@{', or ends with '.'");
        }
        for (var part : fullName.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.startsWith("-") || part.endsWith(".lock")) {
                return Optional.of("no part of it may be empty, begin with '.' or '-', or end with '.lock'");
            }
        }
        return Optional.empty();
    }
}
