package dev.capstan.runtime.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads artifacts over HTTP. Sends no credentials and follows no redirect: the address is a status field, which
 * whoever may write it chooses.
 */
public final class HttpArtifactDownload implements ArtifactDownload {

    private final HttpClient client;
    private final Duration timeout;
    private final Optional<String> hostOverride;

    /**
     * @param timeout until the answer begins
     * @param hostOverride {@code host:port} to ask in place of the address' own, for a controller outside of the cluster
     */
    public HttpArtifactDownload(Duration timeout, Optional<String> hostOverride) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.timeout = timeout;
        this.hostOverride = hostOverride;
    }

    @Override
    public Answer open(String url) throws IOException {
        Optional<URI> address = address(url);
        if (address.isEmpty()) {
            return new Answer.Refused(
                    new ArtifactFailure.ReferenceInvalid("the source's status holds no usable http(s) address"));
        }
        HttpRequest request =
                HttpRequest.newBuilder(address.get()).timeout(timeout).GET().build();
        HttpResponse<InputStream> response = send(request);
        if (response.statusCode() == 200) {
            return new Answer.Served(response.body());
        }
        response.body().close();
        return new Answer.Refused(
                switch (response.statusCode()) {
                    case 404, 410 -> new ArtifactFailure.NotFound(shown(url));
                    default -> new ArtifactFailure.Unreachable(shown(url), "HTTP status " + response.statusCode());
                });
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Optional<URI> address(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
                return Optional.empty();
            }
            String authority =
                    hostOverride.orElse(uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
            return Optional.of(new URI(scheme + "://" + authority + String.valueOf(uri.getRawPath())));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The address without user, query and fragment. */
    static String shown(String url) {
        try {
            URI uri = new URI(url);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
        } catch (URISyntaxException e) {
            return "an address that cannot be read";
        }
    }
}
