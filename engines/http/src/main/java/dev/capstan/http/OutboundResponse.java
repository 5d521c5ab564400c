package dev.capstan.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered. The body is read as it comes; {@link #close()} or reading to the end frees the connection. Belongs to
 * one thread, but for {@link #abort()}.
 */
public final class OutboundResponse implements AutoCloseable {
    private final int status;
    private final Map<String, List<String>> headers;
    private final AnswerBody body;

    OutboundResponse(int status, Map<String, List<String>> headers, AnswerBody body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
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
        body.finish();
    }

    /** Ends the answer at once, from any thread; whoever reads it gets a failure. */
    public void abort() {
        body.abort();
    }

    @Override
    public void close() {
        body.close();
    }
}
