package dev.capstan.charts.index;

import dev.capstan.semver.SemanticVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A version of a chart as an index lists it.
 *
 * @param name of the chart
 * @param version as it is written, for example {@code v1.2.3}
 * @param digest SHA-256 of the archive, in hexadecimal digits; empty when the index does not say
 * @param urls where the archive is, each complete or relative to the repository
 * @param created when the version was made; empty when the index does not say
 */
public record IndexEntry(
        String name, String version, Optional<String> digest, List<String> urls, Optional<Instant> created) {

    /** Copies the list. */
    public IndexEntry {
        urls = List.copyOf(urls);
    }

    /** The version as a number; empty when it is written in a way that only an exact request can name. */
    Optional<SemanticVersion> semantic() {
        return SemanticVersion.parse(version);
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    /**
     * Where the archive is, seen from the repository; the query of the repository's URL is kept for addresses that are relative to its
     * server, as it holds tokens there. Empty when the index names no place, or none that is an http or https URL.
     *
     * @param repository the URL of the repository, with or without a slash at its end
     */
    public Optional<URI> location(URI repository) {
        return urls.stream().findFirst().flatMap(first -> resolved(repository, first));
    }

    /** Where the archive is in a registry, {@code oci://host/path:tag}; empty when it lies elsewhere. */
    public Optional<String> registryAddress() {
        return urls.stream().findFirst().filter(first -> first.startsWith("oci://"));
    }

    private static Optional<URI> resolved(URI repository, String place) {
        try {
            var uri = new URI(place);
            if (!uri.isAbsolute()) {
                var base =
                        new URI(repository.getScheme(), repository.getRawAuthority(), folder(repository), null, null);
                uri = base.resolve(uri);
                // An address such as //host/path is relative as well, and leads elsewhere.
                boolean isOfRepository = base.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority());
                if (isOfRepository && uri.getRawQuery() == null && repository.getRawQuery() != null) {
                    uri = new URI(uri + "?" + repository.getRawQuery());
                }
            }
            return isWeb(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String folder(URI repository) {
        var path = repository.getPath() == null ? "" : repository.getPath();
        return path.endsWith("/") ? path : path + "/";
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
    }
}
