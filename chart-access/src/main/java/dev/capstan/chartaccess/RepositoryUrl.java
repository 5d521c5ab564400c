package dev.capstan.chartaccess;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The http or https URL of a chart repository. Its text shows neither user and password nor a query, which may hold a token. */
public final class RepositoryUrl {
    private final URI uri;

    private RepositoryUrl(URI uri) {
        this.uri = uri;
    }

    /** Reads a URL; empty when it is not an http or https URL with a host. */
    public static Optional<RepositoryUrl> parse(String text) {
        try {
            var uri = new URI(text.strip());
            return isWeb(uri) && uri.getHost() != null ? Optional.of(new RepositoryUrl(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The URL as it was given. */
    public URI uri() {
        return uri;
    }

    /** Where the index is: {@code index.yaml} in the folder that the URL is, with the query of the URL. */
    public URI index() {
        var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path + "/index.yaml" + query);
    }

    /** Whether the place is served by the same server as the repository: it may be told who we are. */
    public boolean isSameOrigin(URI place) {
        return place.getHost() != null
                && uri.getScheme().equalsIgnoreCase(place.getScheme())
                && uri.getHost().equalsIgnoreCase(place.getHost())
                && port(uri) == port(place);
    }

    private static int port(URI place) {
        if (place.getPort() >= 0) {
            return place.getPort();
        }
        return "https".equalsIgnoreCase(place.getScheme()) ? 443 : 80;
    }

    /** Whether both are the same repository: slashes at the end do not count. */
    public boolean isSameRepository(RepositoryUrl other) {
        return comparable(uri).equals(comparable(other.uri));
    }

    private static String comparable(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://"
                + uri.getRawAuthority().toLowerCase(Locale.ROOT) + path(uri)
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
    }

    /** The URL as people may see it. */
    @Override
    public String toString() {
        return shown(uri);
    }

    /** A place as people may see it: scheme, host, port and path. */
    public static String shown(URI place) {
        var port = place.getPort() < 0 ? "" : ":" + place.getPort();
        return place.getScheme() + "://" + place.getHost() + port + (place.getPath() == null ? "" : place.getPath());
    }
}
