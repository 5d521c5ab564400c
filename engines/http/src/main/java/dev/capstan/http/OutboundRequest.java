package dev.capstan.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request with all that it needs. Credentials of a call are its headers {@code Authorization}, {@code Cookie} and
 * {@code Proxy-Authorization} and its client certificate; they go to the origin of the address only. User and password in the
 * address itself become a basic login.
 *
 * @param method such as {@code GET}
 * @param headers one value each
 * @param body of the request; empty text for none
 * @param tls what TLS needs beyond the defaults
 * @param proxy to go through
 * @param redirects how many redirects are followed; each place is checked like the first
 * @param answerLimit how many bytes of an answer may be read before reading fails
 */
public record OutboundRequest(
        String method,
        URI address,
        Map<String, String> headers,
        Optional<byte[]> body,
        TlsMaterial tls,
        Optional<HttpProxy> proxy,
        int redirects,
        long answerLimit) {

    /** Copies the headers. */
    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    /** A GET without redirects, proxy and special certificates. */
    public static OutboundRequest get(URI address, long answerLimit) {
        return new OutboundRequest(
                "GET", address, Map.of(), Optional.empty(), TlsMaterial.NONE, Optional.empty(), 0, answerLimit);
    }

    /** A POST without redirects, proxy and special certificates. */
    public static OutboundRequest post(URI address, byte[] body, long answerLimit) {
        return new OutboundRequest(
                "POST", address, Map.of(), Optional.of(body), TlsMaterial.NONE, Optional.empty(), 0, answerLimit);
    }

    /** The same call with these headers in place of all others. */
    public OutboundRequest with(Map<String, String> otherHeaders) {
        return new OutboundRequest(method, address, otherHeaders, body, tls, proxy, redirects, answerLimit);
    }

    /** The same call with these TLS settings and this proxy. */
    public OutboundRequest over(TlsMaterial otherTls, Optional<HttpProxy> otherProxy) {
        return new OutboundRequest(method, address, headers, body, otherTls, otherProxy, redirects, answerLimit);
    }

    /** The same call that follows as many redirects. */
    public OutboundRequest following(int count) {
        return new OutboundRequest(method, address, headers, body, tls, proxy, count, answerLimit);
    }

    /** The same call to another place of the same origin. */
    OutboundRequest to(URI place) {
        return new OutboundRequest(method, place, headers, body, tls, proxy, redirects - 1, answerLimit);
    }

    /** The same call to a place of another origin, which must not learn who we are. */
    OutboundRequest toStranger(URI place) {
        var harmless = new LinkedHashMap<>(headers);
        harmless.keySet().removeIf(OutboundRequest::saysWhoWeAre);
        return new OutboundRequest(
                method, place, harmless, body, tls.withoutClient(), proxy, redirects - 1, answerLimit);
    }

    /** Method and host; never a path, a header or a body. */
    @Override
    public String toString() {
        return method + " " + address.getHost();
    }

    private static boolean saysWhoWeAre(String header) {
        return header.equalsIgnoreCase("Authorization")
                || header.equalsIgnoreCase("Cookie")
                || header.equalsIgnoreCase("Proxy-Authorization");
    }
}
