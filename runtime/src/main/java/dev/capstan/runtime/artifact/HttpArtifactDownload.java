package dev.capstan.runtime.artifact;

import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads artifacts over HTTP. Sends no credentials and follows no redirect: the address is a status field, which
 * whoever may write it chooses.
 */
public final class HttpArtifactDownload implements ArtifactDownload {

    private final OutboundHttp http;
    private final Duration timeout;
    private final Optional<String> hostOverride;

    /**
     * @param http decides which addresses may be asked
     * @param timeout of a whole download
     * @param hostOverride {@code host:port} to ask in place of the address' own, for a controller outside of the cluster
     */
    public HttpArtifactDownload(OutboundHttp http, Duration timeout, Optional<String> hostOverride) {
        this.http = http;
        this.timeout = timeout;
        this.hostOverride = hostOverride;
    }

    @Override
    public Answer open(String url) throws HttpFailureException {
        Optional<URI> address = address(url);
        if (address.isEmpty()) {
            return new Answer.Refused(
                    new ArtifactFailure.ReferenceInvalid("the source's status holds no usable http(s) address"));
        }
        OutboundResponse answer;
        try {
            // How much may be read is up to the reader of the archive.
            answer = http.send(OutboundRequest.get(address.get(), Long.MAX_VALUE), timeout);
        } catch (HttpFailureException e) {
            if (e.failure() instanceof HttpFailure.AddressForbidden forbidden) {
                return new Answer.Refused(new ArtifactFailure.ReferenceInvalid(forbidden.message()));
            }
            throw e;
        }
        if (answer.status() == 200) {
            return new Answer.Served(answer.body());
        }
        answer.close();
        return new Answer.Refused(
                switch (answer.status()) {
                    case 404, 410 -> new ArtifactFailure.NotFound(shown(url));
                    default -> new ArtifactFailure.Unreachable(shown(url), "HTTP status " + answer.status());
                });
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
