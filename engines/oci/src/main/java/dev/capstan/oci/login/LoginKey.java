package dev.capstan.oci.login;

import dev.capstan.oci.RepositoryName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a login is for.
 *
 * @param host with its port, where one is written; {@code *} stands for any text without dots
 * @param path the beginning of the repository's path; empty for all
 */
record LoginKey(String host, String path) {
    private static final Pattern SCHEME = Pattern.compile("^https?://");
    private static final Pattern VERSION = Pattern.compile("^v[12]/?$");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9*._-]+(?::[0-9]{1,5})?|\\[[0-9a-fA-F:.]+](?::[0-9]{1,5})?");

    /** Reads a key such as {@code ghcr.io}, {@code *.example.com/team} or {@code https://index.docker.io/v1/}. */
    static Optional<LoginKey> parse(String key) {
        String plain = SCHEME.matcher(key).replaceFirst("");
        int slash = plain.indexOf('/');
        String host = (slash < 0 ? plain : plain.substring(0, slash)).toLowerCase(Locale.ROOT);
        String rest = slash < 0 ? "" : plain.substring(slash + 1);
        String path = VERSION.matcher(rest).matches() ? "" : rest.replaceAll("/+$", "");
        if (!HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of(new LoginKey(RepositoryName.isDockerHub(host) ? "index.docker.io" : host, path));
    }

    /** Longer keys say more. */
    int length() {
        return host.length() + path.length();
    }

    boolean fits(String registry, String repository) {
        return hostFits(registry) && (path.isEmpty() || repository.equals(path) || repository.startsWith(path + "/"));
    }

    private boolean hostFits(String registry) {
        if (host.indexOf('*') < 0) {
            return host.equals(registry);
        }
        var pattern = new StringBuilder();
        for (String text : host.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : "[^.:]*").append(Pattern.quote(text));
        }
        return Pattern.matches(pattern.toString(), registry);
    }
}
