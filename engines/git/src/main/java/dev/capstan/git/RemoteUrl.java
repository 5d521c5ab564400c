package dev.capstan.git;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a Git repository: {@code http://}, {@code https://} or {@code ssh://}, checked so that no part of it can be
 * taken for an option or a second line by anything behind it. The scp form {@code git@host:path} is not accepted (as in Flux).
 *
 * <p>{@link #toString()} never shows a password.
 *
 * @param scheme {@code http}, {@code https} or {@code ssh}
 * @param user the user named in the URL
 * @param password the password written in the URL; never shown
 * @param host lower case, without brackets
 * @param port -1 when the URL names none
 * @param path begins with {@code /}; as written, percent escapes included
 */
public record RemoteUrl(
        Scheme scheme, Optional<String> user, Optional<String> password, String host, int port, String path) {
    private static final int LONGEST = 2048;
    private static final Pattern SHAPE = Pattern.compile("(http|https|ssh)://"
            + "(?:(?<user>[^@/:?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?<host>\\[[0-9a-fA-F:.]+]|[^@/:?#\\[\\]]+)"
            + "(?::(?<port>[0-9]{1,5}))?"
            + "(?<path>/[^?#]*)");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?|\\[[0-9a-fA-F:.]+]");

    /** How the repository is reached. */
    public enum Scheme {
        HTTP(80),
        HTTPS(443),
        SSH(22);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        /** As written in a URL. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Where its servers listen when a URL names no port. */
        public int defaultPort() {
            return defaultPort;
        }
    }

    /** Reads a URL; the failure is {@link GitFailure.UrlInvalid}. */
    public static GitResult<RemoteUrl> parse(String text) {
        if (text.length() > LONGEST) {
            return invalid(text.substring(0, 100) + "…", "it is longer than " + LONGEST + " characters");
        }
        if (text.codePoints().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return invalid(text, "it contains a space or control character");
        }
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return invalid(text, "it must look like https://host/path or ssh://git@host/path");
        }
        var host = shape.group("host");
        var user = Optional.ofNullable(shape.group("user")).filter(u -> !u.isEmpty());
        if (!HOST.matcher(host).matches()) {
            return invalid(text, "'" + host + "' is not a host name");
        }
        if (user.isPresent() && user.get().startsWith("-")) {
            return invalid(text, "a user name must not begin with '-'");
        }
        var port = shape.group("port") == null ? -1 : Integer.parseInt(shape.group("port"));
        if (port == 0 || port > 65535) {
            return invalid(text, "port " + port + " does not exist");
        }
        var path = shape.group("path");
        if (path.startsWith("/-")) {
            return invalid(text, "the path must not begin with '-'");
        }
        if (path.equals("/")) {
            return invalid(text, "it names a host, but no repository");
        }
        var scheme = Scheme.valueOf(shape.group(1).toUpperCase(Locale.ROOT));
        return GitResult.success(new RemoteUrl(
                scheme,
                user,
                Optional.ofNullable(shape.group("password")),
                host.toLowerCase(Locale.ROOT).replace("[", "").replace("]", ""),
                port,
                path));
    }

    private static <T> GitResult<T> invalid(String text, String why) {
        return GitResult.failed(new GitFailure.UrlInvalid(redacted(text), why));
    }

    /** The text with everything between {@code ://} and {@code @} and every query removed, whether or not it is a URL. */
    static String redacted(String text) {
        return text.replaceAll("://[^/@\\s]*@", "://***@").replaceAll("\\?\\S*", "?***");
    }

    /** The port that is connected to. */
    public int effectivePort() {
        return port == -1 ? scheme.defaultPort : port;
    }

    /** The host as written in a URL: an IPv6 address in brackets. */
    public String hostText() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Whether a connection to that host and port may see what was meant for this URL. */
    public boolean isSameOrigin(String otherScheme, String otherHost, int otherPort) {
        return scheme.text().equalsIgnoreCase(otherScheme)
                && host.equalsIgnoreCase(otherHost.replace("[", "").replace("]", ""))
                && effectivePort() == otherPort;
    }

    /** The URL without password and with the default port left out; equal for URLs that mean the same repository. */
    @Override
    public String toString() {
        var shownPort = port == -1 || port == scheme.defaultPort ? "" : ":" + port;
        var shownUser = user.map(name -> name + "@").orElse("");
        return scheme.text() + "://" + shownUser + hostText() + shownPort + path;
    }
}
