package dev.capstan.notification.provider.adapter;

import dev.capstan.http.AddressRule;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import dev.capstan.http.TlsMaterial;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpAddress;
import dev.capstan.notification.provider.HttpAnswer;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Makes HTTP calls over the one way out. Redirects are not followed. Of the answer only the beginning is read. */
public final class HttpSender implements HttpTransport, AutoCloseable {
    private static final int ANSWER_LIMIT = 16 * 1024;

    private final OutboundHttp http;

    /** Sends under this rule. */
    public HttpSender(AddressRule rule) {
        this.http = new OutboundHttp(rule);
    }

    @Override
    public HttpAnswer exchange(HttpCall call, DeliveryTarget target) throws DeliveryException {
        if (!HttpAddress.isUsable(call.address())) {
            throw new DeliveryException(new DispatchFailure.AddressMalformed(target.key()));
        }
        String host = hostOf(call.address());
        try (OutboundResponse response =
                http.send(requestFor(call, target), target.deadline().left())) {
            return new HttpAnswer(
                    host,
                    response.status(),
                    response.retryAfter().orElse(Duration.ZERO),
                    response.beginning(ANSWER_LIMIT));
        } catch (HttpFailureException e) {
            throw new DeliveryException(failureOf(e.failure(), target, host));
        } catch (IOException e) {
            throw new DeliveryException(new DispatchFailure.Unreachable(target.key(), host, "the connection broke"));
        }
    }

    private static OutboundRequest requestFor(HttpCall call, DeliveryTarget target) {
        return new OutboundRequest(
                call.method(),
                call.address(),
                call.headers(),
                call.body().length == 0 && call.method().equals("GET") ? Optional.empty() : Optional.of(call.body()),
                target.tls().map(HttpSender::materialOf).orElse(TlsMaterial.NONE),
                target.proxy(),
                0,
                Long.MAX_VALUE);
    }

    private static TlsMaterial materialOf(DeliveryTarget.Tls tls) {
        return new TlsMaterial(
                tls.authority(),
                tls.certificate()
                        .flatMap(certificate ->
                                tls.privateKey().map(key -> new TlsMaterial.ClientCertificate(certificate, key))));
    }

    private static DispatchFailure failureOf(HttpFailure failure, DeliveryTarget target, String host) {
        return switch (failure) {
            case HttpFailure.AddressMalformed _ -> new DispatchFailure.AddressMalformed(target.key());
            case HttpFailure.HostUnknown(var unknown) -> new DispatchFailure.HostUnknown(target.key(), unknown);
            case HttpFailure.AddressForbidden(var forbidden, var _, var network) ->
                new DispatchFailure.AddressForbidden(target.key(), forbidden, network);
            case HttpFailure.TimedOut _ ->
                new DispatchFailure.TimedOut(
                        target.key(), host, target.deadline().timeout());
            case HttpFailure.Interrupted _ ->
                new DispatchFailure.Unreachable(target.key(), host, "the controller is shutting down");
            case HttpFailure.HeaderMalformed _,
                    HttpFailure.TlsMaterialUnusable _,
                    HttpFailure.ConnectionRefused _,
                    HttpFailure.NotConnected _,
                    HttpFailure.TlsRefused _,
                    HttpFailure.ProxyLoginRefused _,
                    HttpFailure.ProxyRefused _,
                    HttpFailure.RedirectRefused _,
                    HttpFailure.AnswerTooLong _,
                    HttpFailure.NoTurn _,
                    HttpFailure.ConnectionBroken _ ->
                new DispatchFailure.Unreachable(target.key(), host, failure.message());
        };
    }

    private static String hostOf(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Closes idle connections. */
    @Override
    public void close() {
        http.close();
    }
}
