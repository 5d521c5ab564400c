package dev.capstan.application.source.adapter;

import dev.capstan.argo.source.RemoteFiles;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Values files that are named by URL, fetched as nobody in particular. */
public final class RemoteValues implements RemoteFiles {
    private static final int OK = 200;
    private static final int MOST_REDIRECTS = 10;
    private static final long LONGEST = 5L << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final OutboundHttp http;
    private final Function<String, Optional<String>> authorities;

    /**
     * Asks over the client.
     *
     * @param authorities certificates that are trusted for a host besides those of the system, PEM
     */
    public RemoteValues(OutboundHttp http, Function<String, Optional<String>> authorities) {
        this.http = http;
        this.authorities = authorities;
    }

    @Override
    public byte[] read(String url) throws IOException {
        var place = RepositoryUrl.parse(url)
                .map(RepositoryUrl::uri)
                .orElseThrow(() -> new IOException("its address is not an http or https URL with a host"));
        try (var answer = http.send(request(place), Deadline.in(TIMEOUT))) {
            if (answer.status() == OK) {
                return answer.body().readAllBytes();
            }
            throw new IOException("cannot fetch '" + RepositoryUrl.shown(place) + "': the server answered with HTTP "
                    + answer.status());
        } catch (HttpFailureException e) {
            throw new IOException(
                    "cannot fetch '" + RepositoryUrl.shown(place) + "': "
                            + e.failure().message(),
                    e);
        }
    }

    private OutboundRequest request(URI place) {
        return OutboundRequest.get(place, LONGEST)
                .over(new TlsMaterial(authorities.apply(place.getHost()), Optional.empty()), Optional.empty())
                .following(MOST_REDIRECTS);
    }
}
