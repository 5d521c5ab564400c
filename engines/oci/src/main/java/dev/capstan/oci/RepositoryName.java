package dev.capstan.oci;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A repository of a registry, such as {@code ghcr.io/org/app}.
 *
 * @param registry host and, where it was written, port; Docker Hub is {@code index.docker.io} under all its names
 * @param path within the registry, without slashes at its ends
 */
public record RepositoryName(String registry, String path) {
    private static final String SCHEME = "oci://";
    private static final String DOCKER_HUB = "index.docker.io";
    private static final int LONGEST = 255;
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+)*+");

    /**
     * Reads a name, with or without {@code oci://}. Without a host in front it is one of Docker Hub's. A tag or digest is refused.
     * The failure is {@link OciFailure.NameInvalid}.
     */
    public static OciResult<RepositoryName> parse(String text) {
        String name = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        if (name.length() > LONGEST) {
            return invalid(name.substring(0, 100) + "…", "it is longer than " + LONGEST + " characters");
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        String path = hasHost ? name.substring(slash + 1) : name;
        if (path.indexOf('@') >= 0) {
            return invalid(name, "it must not name a digest");
        }
        if (path.indexOf(':') >= 0) {
            return invalid(name, "it must not name a tag");
        }
        if (slash < 0 && name.indexOf('.') >= 0) {
            return invalid(name, "it names a host and no repository");
        }
        if (!PATH.matcher(path).matches()) {
            return invalid(
                    name, "a repository is written as host/path in lower-case letters, digits and single separators");
        }
        if (hasHost && !isHost(first)) {
            return invalid(name, "'" + first + "' is not a host, or its port is not between 1 and 65535");
        }
        boolean isDockerHub = !hasHost || isDockerHub(first);
        return OciResult.success(new RepositoryName(
                isDockerHub ? DOCKER_HUB : first.toLowerCase(Locale.ROOT),
                isDockerHub && path.indexOf('/') < 0 ? "library/" + path : path));
    }

    /** Whether a host is one of the names of Docker Hub. */
    public static boolean isDockerHub(String host) {
        return host.equals("docker.io") || host.equals(DOCKER_HUB) || host.equals("registry-1.docker.io");
    }

    /** The host of the registry without its port. */
    public String host() {
        int colon = registry.lastIndexOf(':');
        return colon > registry.lastIndexOf(']') ? registry.substring(0, colon) : registry;
    }

    /** Whether the host is, by its name or address, this machine. */
    public boolean isLoopback() {
        String host = host();
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Only what an address can be made of: {@link URI} knows more about hosts than the pattern. */
    private static boolean isHost(String text) {
        if (!HOST.matcher(text).matches()) {
            return false;
        }
        try {
            int port = new URI("https://" + text).parseServerAuthority().getPort();
            return port == -1 || port >= 1 && port <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static OciResult<RepositoryName> invalid(String name, String why) {
        return OciResult.failed(new OciFailure.NameInvalid(name, why));
    }

    /** Registry and path, without {@code oci://}. */
    @Override
    public String toString() {
        return registry + "/" + path;
    }
}
