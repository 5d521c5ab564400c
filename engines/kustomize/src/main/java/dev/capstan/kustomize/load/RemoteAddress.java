package dev.capstan.kustomize.load;

import java.util.List;
import java.util.Locale;

/** Tells addresses of repositories from paths. */
public final class RemoteAddress {
    private static final List<String> SCHEMES = List.of("ssh://", "https://", "http://", "file://");

    private RemoteAddress() {}

    /** Whether kustomize would take the text for the address of a Git repository rather than for a path. */
    public static boolean looksLikeRepository(String text) {
        String address = text.toLowerCase(Locale.ROOT);
        if (address.startsWith("git::")) {
            address = address.substring("git::".length());
        }
        for (String scheme : SCHEMES) {
            if (address.startsWith(scheme)) {
                return address.length() > scheme.length();
            }
        }
        if (address.startsWith("github.com/") || address.startsWith("github.com:")) {
            return true;
        }
        int at = address.indexOf('@');
        int slash = address.indexOf('/');
        int colon = address.indexOf(':');
        boolean hasUser = at > 0 && (slash < 0 || at < slash) && isUserName(address.substring(0, at));
        return hasUser && (colon > at || slash > at);
    }

    private static boolean isUserName(String text) {
        if (text.isEmpty() || !Character.isLetter(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
