package dev.capstan.kustomize.load;

import java.util.List;
import java.util.Locale;

/**
 * The address of a folder in a Git repository, as kustomizations write it.
 *
 * @param repository the repository
 * @param path folder in it, empty for the root
 * @param ref branch, tag or commit; empty for the default branch
 */
public record RemoteAddress(String repository, String path, String ref) {
    private static final List<String> SCHEMES = List.of("ssh://", "https://", "http://", "file://");

    private static final String GIT_SUFFIX = ".git";

    /** Splits an address that {@link #looksLikeRepository}. */
    public static RemoteAddress parse(String address) {
        int question = address.indexOf('?');
        String ref = question < 0 ? "" : ref(address.substring(question + 1));
        String rest = question < 0 ? address : address.substring(0, question);
        int scheme = rest.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + "://".length();
        int marker = rest.indexOf("//", from);
        if (marker >= 0) {
            return new RemoteAddress(rest.substring(0, marker), strip(rest.substring(marker)), ref);
        }
        int suffix = rest.indexOf(GIT_SUFFIX + "/", from);
        if (suffix >= 0) {
            int end = suffix + GIT_SUFFIX.length();
            return new RemoteAddress(rest.substring(0, end), strip(rest.substring(end)), ref);
        }
        int hostEnd = rest.indexOf('/', from);
        int owner = hostEnd < 0 ? -1 : rest.indexOf('/', hostEnd + 1);
        int name = owner < 0 ? -1 : rest.indexOf('/', owner + 1);
        return name < 0
                ? new RemoteAddress(rest, "", ref)
                : new RemoteAddress(rest.substring(0, name), strip(rest.substring(name)), ref);
    }

    private static String ref(String query) {
        String version = "";
        for (String pair : query.split("&")) {
            if (pair.startsWith("ref=") && pair.length() > "ref=".length()) {
                return pair.substring("ref=".length());
            }
            if (pair.startsWith("version=")) {
                version = pair.substring("version=".length());
            }
        }
        return version;
    }

    private static String strip(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

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
