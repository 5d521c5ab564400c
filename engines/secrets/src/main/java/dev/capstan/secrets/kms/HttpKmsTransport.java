package dev.capstan.secrets.kms;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests over HTTP. Redirects are not followed: they would carry a data key to somebody else. */
public final class HttpKmsTransport implements KmsTransport {
    private static final int LARGEST_ANSWER = 1 << 20;

    private final OutboundHttp http;
    private final TlsMaterial tls;
    private final Optional<HttpProxy> proxy;
    private final Supplier<Deadline> deadline;

    /**
     * Sends over this HTTP.
     *
     * @param tls what TLS needs beyond the defaults
     * @param deadline is asked for each request with its answer: a new one, or one for all that is to be done
     */
    public HttpKmsTransport(
            OutboundHttp http, TlsMaterial tls, Optional<HttpProxy> proxy, Supplier<Deadline> deadline) {
        this.http = http;
        this.tls = tls;
        this.proxy = proxy;
        this.deadline = deadline;
    }

    @Override
    public KmsAnswer send(KmsRequest request) throws KmsException {
        var call = new OutboundRequest(
                request.method(),
                request.address(),
                request.headers(),
                Optional.of(request.body()),
                tls,
                proxy,
                0,
                LARGEST_ANSWER);
        try (var answer = http.send(call, deadline.get())) {
            return new KmsAnswer(answer.status(), answer.body().readAllBytes());
        } catch (HttpFailureException e) {
            throw new KmsException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new KmsException("the answer cannot be read");
        }
    }
}
