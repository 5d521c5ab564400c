package dev.capstan.argo.repository;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * URLs of repositories, compared as Argo CD does: lower case, without {@code .git} at the end; {@code git@host:path} is
 * {@code ssh://git@host/path}, and neither shows its scheme. Slashes that say nothing and the usual port do not count either.
 */
public final class RepositoryUrl {
    private static final int LONGEST = 2048;
    private static final String SSH = "ssh://";
    private static final String OCI = "oci://";
    private static final String GIT_SUFFIX = ".git";
    private static final Pattern SSH_SHAPE = Pattern.compile("(ssh://)?[^/:@]*+@[^@]++");
    private static final Pattern USER = Pattern.compile("://[^/?#]*@");
    /** Parts of a path that servers resolve, so that a URL leads elsewhere than it says. */
    private static final Pattern DOTS = Pattern.compile("(^|[/:]|%2f|%5c)\\.{1,2}($|[/?#;]|%2f|%5c)");
    /** Letters, digits and marks that nobody need encode, so that two writings of a URL look different. */
    private static final Pattern ENCODED = Pattern.compile("%(3[0-9]|[46][1-9a-f]|[57][0-9a]|2d|2e|5f|7e)");

    private static final Pattern SLASHES = Pattern.compile("(?<!:)//+");
    private static final Pattern HTTPS_PORT = Pattern.compile("^(https://[^/?#]*):443(?=[/?#]|$)");

    private RepositoryUrl() {}

    /**
     * The form in which URLs are compared; empty when the text cannot be the URL of a repository, or hides where it leads: goes up or stays
     * in its path by dots, or encodes what needs no encoding.
     */
    public static Optional<String> normalised(String url) {
        return form(url).map(text -> withoutGit(withoutSlash(text))).filter(text -> !text.isEmpty());
    }

    /** As {@link #normalised}, with slashes at the end, which a prefix may mean. */
    private static Optional<String> form(String url) {
        String lower = url.strip().toLowerCase(Locale.ROOT);
        boolean isOdd = lower.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\') || lower.contains(":///");
        boolean isHiding = DOTS.matcher(lower).find() || ENCODED.matcher(lower).find();
        if (lower.isEmpty() || lower.length() > LONGEST || isOdd || isHiding) {
            return Optional.empty();
        }
        String text = lower;
        if (SSH_SHAPE.matcher(text).matches()) {
            text = text.startsWith(SSH) ? text.substring(SSH.length()) : text.replaceFirst(":", "/");
        } else if (text.startsWith(SSH)) {
            text = text.substring(SSH.length());
        }
        String single = SLASHES.matcher(text).replaceAll("/");
        return Optional.of(withoutGit(HTTPS_PORT.matcher(single).replaceFirst("$1")));
    }

    private static String withoutSlash(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String withoutGit(String text) {
        return text.endsWith(GIT_SUFFIX) ? text.substring(0, text.length() - GIT_SUFFIX.length()) : text;
    }

    /** Whether two URLs name one repository. */
    public static boolean isSame(String url, String other) {
        Optional<String> normalised = normalised(url);
        return normalised.isPresent() && normalised.equals(normalised(other));
    }

    /**
     * How much of a URL a prefix covers, in characters; empty when it is none. It must name the same host as the URL, user and port
     * included, so that {@code https://git.example.com} does not cover {@code https://git.example.com.evil.org}; within the path it may
     * end anywhere, as in Argo CD.
     */
    public static Optional<Integer> coverage(String prefix, String url) {
        Optional<String> begin = form(prefix).map(RepositoryUrl::withoutOci);
        Optional<String> whole = form(url).map(RepositoryUrl::withoutOci);
        if (begin.isEmpty() || whole.isEmpty()) {
            return Optional.empty();
        }
        String host = authority(begin.get());
        boolean isCovered = !host.isEmpty()
                && !host.endsWith("://")
                && host.equals(authority(whole.get()))
                && whole.get().startsWith(begin.get());
        return isCovered ? Optional.of(begin.get().length()) : Optional.empty();
    }

    /** The URL without what might be a user and a password, for messages. */
    public static String shown(String url) {
        return USER.matcher(url).replaceAll("://");
    }

    private static String withoutOci(String url) {
        return url.startsWith(OCI) ? url.substring(OCI.length()) : url;
    }

    /** Scheme, user, host and port. */
    private static String authority(String url) {
        int scheme = url.indexOf("://");
        int end = scheme < 0 ? 0 : scheme + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }
}
