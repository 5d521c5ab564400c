package dev.capstan.argo.proposal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for objects, each given once. */
final class FreeNames {
    /** Names of Kustomizations and HelmReleases become values of labels. */
    private static final int LONGEST = 63;

    private final Set<String> taken = new HashSet<>();

    /** A name made of a text, which has a number at its end if another text became the same. */
    String next(String text) {
        String name = of(text);
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            String number = "-" + i;
            free = name.substring(0, Math.min(name.length(), LONGEST - number.length())) + number;
        }
        return free;
    }

    /** What names may consist of: small letters, digits, and hyphens in between. */
    static String of(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        name = name.replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "unnamed" : name;
    }
}
