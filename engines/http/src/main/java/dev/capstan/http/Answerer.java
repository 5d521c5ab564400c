package dev.capstan.http;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Who answers a call, as far as the caller can tell. A proxy, a connection in clear, or an authority of somebody's own can answer in the
 * name of any host; so what one says holds for calls that the same would answer, and for no others.
 *
 * @param tls whose word for the host is taken; our own certificate does not matter
 */
record Answerer(String scheme, String host, int port, Optional<HttpProxy> proxy, TlsMaterial tls) {

    static Answerer of(OutboundRequest call, HttpUrl url) {
        return new Answerer(
                url.scheme(), url.host(), url.port(), call.proxy(), call.tls().withoutClient());
    }

    /** Where it says that it is. */
    String place() {
        return host + ":" + port;
    }
}
