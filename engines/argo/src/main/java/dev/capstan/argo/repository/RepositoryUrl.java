package dev.capstan.argo.repository;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * URLs of repositories, compared as Argo CD does: lower case, without {@code .git} at the end; {@code git@host:path} is
 * {@code ssh://git@host/path}, and neither shows its scheme.
 */
public final class RepositoryUrl {
    private static final int LONGEST = 2048;
    private static final String SSH = "ssh://";
    private static final String OCI = "oci://";
    private static final String GIT_SUFFIX = ".git";
    private static final Pattern SSH_SHAPE = Pattern.compile("(ssh://)?[^/:@]*+@[^@]++");
    private static final Pattern USER = Pattern.compile("://[^/?#]*@");
    /** Parts of a path that servers resolve, so that a URL leads elsewhere than it says. */
    private static final Pattern DOTS = Pattern.compile("(^|[/:]|%2f|%5c)(\\.|%2e){1,2}($|[/?#;]|%2f|%5c)");

    private RepositoryUrl() {}

    /**
     * The form in which URLs are compared; empty when the text cannot be the URL of a repository, or goes up or stays in its path by dots:
     * nobody could tell by a pattern or a prefix where it leads.
     */
    public static Optional<String> normalised(String url) {
        String lower = url.strip().toLowerCase(Locale.ROOT);
        boolean isOdd = lower.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\');
        if (lower.isEmpty() || lower.length() > LONGEST || isOdd || DOTS.matcher(lower).find()) {
            return Optional.empty();
        }
        String text = lower;
        if (SSH_SHAPE.matcher(text).matches()) {
            text = text.startsWith(SSH) ? text.substring(SSH.length()) : text.replaceFirst(":", "/");
        } else if (text.startsWith(SSH)) {
            text = text.substring(SSH.length());
        }
        return Optional.of(text.endsWith(GIT_SUFFIX) ? text.substring(0, text.length() - GIT_SUFFIX.length()) : text);
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
        Optional<String> begin = normalised(prefix).map(RepositoryUrl::withoutOci);
        Optional<String> whole = normalised(url).map(RepositoryUrl::withoutOci);
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
