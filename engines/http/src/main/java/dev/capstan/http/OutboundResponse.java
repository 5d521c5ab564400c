package dev.capstan.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server answered. The body is read as it comes; {@link #close()} or reading to the end frees the connection. Belongs to
 * one thread, but for {@link #abort()}.
 */
public final class OutboundResponse implements AutoCloseable {
    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final Optional<AnswerBody> received;

    OutboundResponse(int status, Map<String, List<String>> headers, AnswerBody body) {
        this(status, headers, body, Optional.of(body));
    }

    private OutboundResponse(
            int status, Map<String, List<String>> headers, InputStream body, Optional<AnswerBody> received) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.received = received;
    }

    /** What is answered in place of a host that asked to be left alone, in whole seconds as servers do. */
    static OutboundResponse leaveAlone(Duration left) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Retry-After", List.of(Long.toString(left.plusMillis(999).toSeconds())));
        return new OutboundResponse(429, headers, InputStream.nullInputStream(), Optional.empty());
    }

    /** The status, such as 200. */
    public int status() {
        return status;
    }

    /** All headers; names compare without regard to case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        var values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** How long the server asks us to wait; empty when it does not say. */
    public Optional<Duration> retryAfter() {
        return header("Retry-After").flatMap(text -> RetryAfter.parse(text, Instant.now()));
    }

    /** The body; what is thrown by reading it is an {@link HttpFailureException}. */
    public InputStream body() {
        return body;
    }

    /**
     * The beginning of the body as a text in UTF-8.
     *
     * @param limit of bytes; what follows is not read
     * @throws HttpFailureException when reading fails
     */
    public String beginning(int limit) throws IOException {
        return new String(body.readNBytes(limit), StandardCharsets.UTF_8);
    }

    /** Frees the connection if nothing but the end is left to read; waits until the server has said so. */
    public void finish() {
        received.ifPresent(AnswerBody::finish);
    }

    /** Ends the answer at once, from any thread; whoever reads it gets a failure. */
    public void abort() {
        received.ifPresent(AnswerBody::abort);
    }

    @Override
    public void close() {
        received.ifPresent(AnswerBody::close);
    }
}
