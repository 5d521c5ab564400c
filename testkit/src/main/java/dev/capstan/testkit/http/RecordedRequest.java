package dev.capstan.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that a test server has got.
 *
 * @param received when
 * @param method for example {@code POST}
 * @param path path without query
 * @param query the raw query, or empty
 * @param headers values by lower-case name
 * @param body the whole body
 */
public record RecordedRequest(
        Instant received, String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    /** Takes down the exchange's request; the body was read by the caller. */
    public static RecordedRequest of(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new RecordedRequest(
                Instant.now(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                headers,
                body);
    }

    /** The first value of a header, whatever its letters' case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " " + text();
    }
}
