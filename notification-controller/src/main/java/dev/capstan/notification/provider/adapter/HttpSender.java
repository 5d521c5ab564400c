package dev.capstan.notification.provider.adapter;

import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpAddress;
import dev.capstan.notification.provider.HttpAnswer;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.HttpTransport;
import dev.capstan.notification.provider.NetworkRule;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP calls. The host is resolved first, every address it has is checked, and the connection goes to a checked address and no other, so
 * a name that changes its address in between gains nothing. Redirects are not followed. Of the answer only the beginning is read.
 */
public final class HttpSender implements HttpTransport, AutoCloseable {
    private static final int ANSWER_LIMIT = 16 * 1024;

    private final Vertx vertx;
    private final NetworkRule rule;
    private final HttpClient plain;

    /** Sends under this rule. */
    public HttpSender(Vertx vertx, NetworkRule rule) {
        this.vertx = vertx;
        this.rule = rule;
        this.plain = vertx.createHttpClient(options());
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(20)
                .setMaxPoolSize(64)
                .setDecompressionSupported(false)
                .setVerifyHost(true);
    }

    @Override
    public HttpAnswer exchange(HttpCall call, DeliveryTarget target) throws DeliveryException {
        if (!HttpAddress.isUsable(call.address())) {
            throw new DeliveryException(new DispatchFailure.AddressMalformed(target.key()));
        }
        String host = hostOf(call.address());
        String connectHost =
                target.proxy().map(proxy -> hostOf(proxy.address())).orElse(host);
        InetAddress checked = firstAllowed(target, connectHost);
        if (target.proxy().isPresent() && isLiteral(host)) {
            firstAllowed(target, host);
        }
        Optional<HttpClient> special;
        try {
            special = specialClient(target);
        } catch (RuntimeException unusableCertificates) {
            throw unreachable(target, host, "its certificates or key cannot be used");
        }
        try {
            return exchange(special.orElse(plain), requestTo(call, target, checked), call, target, host);
        } finally {
            special.ifPresent(HttpClient::close);
        }
    }

    private InetAddress firstAllowed(DeliveryTarget target, String host) throws DeliveryException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new DeliveryException(new DispatchFailure.HostUnknown(target.key(), host));
        }
        for (InetAddress address : addresses) {
            Optional<String> network = rule.forbids(address);
            if (network.isPresent()) {
                throw new DeliveryException(new DispatchFailure.AddressForbidden(target.key(), host, network.get()));
            }
        }
        return addresses[0];
    }

    private static RequestOptions requestTo(HttpCall call, DeliveryTarget target, InetAddress checked) {
        URI address = call.address();
        boolean isTls = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() > 0 ? address.getPort() : isTls ? 443 : 80;
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setHost(hostOf(address))
                .setPort(port)
                .setSsl(isTls)
                .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
                .setTimeout(target.deadline().left().toMillis())
                .setFollowRedirects(false);
        if (target.proxy().isEmpty()) {
            options.setServer(SocketAddress.inetSocketAddress(port, checked.getHostAddress()));
        }
        if (address.getUserInfo() != null) {
            options.putHeader("Authorization", "Basic " + base64(address.getUserInfo()));
        }
        call.headers().forEach(options::putHeader);
        return options;
    }

    private Optional<HttpClient> specialClient(DeliveryTarget target) {
        if (target.tls().isEmpty() && target.proxy().isEmpty()) {
            return Optional.empty();
        }
        HttpClientOptions options = options().setKeepAlive(false);
        target.tls().ifPresent(tls -> {
            tls.authority().ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(buffer(pem))));
            if (tls.certificate().isPresent() && tls.privateKey().isPresent()) {
                options.setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(buffer(tls.certificate().get()))
                        .setKeyValue(buffer(tls.privateKey().get())));
            }
        });
        target.proxy().ifPresent(proxy -> options.setProxyOptions(proxyOptions(proxy)));
        return Optional.of(vertx.createHttpClient(options));
    }

    private static ProxyOptions proxyOptions(DeliveryTarget.Proxy proxy) {
        int port = proxy.address().getPort();
        var options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(hostOf(proxy.address()))
                .setPort(
                        port > 0
                                ? port
                                : "https".equalsIgnoreCase(proxy.address().getScheme()) ? 443 : 80);
        proxy.username().ifPresent(options::setUsername);
        proxy.password().ifPresent(options::setPassword);
        return options;
    }

    private static HttpAnswer exchange(
            HttpClient client, RequestOptions options, HttpCall call, DeliveryTarget target, String host)
            throws DeliveryException {
        Future<HttpAnswer> answer = client.request(options)
                .compose(opened -> opened.send(Buffer.buffer(call.body())).compose(it -> read(opened, it, host)));
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(target.deadline().left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw timedOut(target, host);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable(target, host, "the controller is shutting down");
        } catch (ExecutionException failed) {
            throw translate(target, host, failed.getCause());
        }
    }

    private static Future<HttpAnswer> read(HttpClientRequest request, HttpClientResponse response, String host) {
        Promise<HttpAnswer> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(done::tryFail);
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > ANSWER_LIMIT && done.tryComplete(answerOf(response, body, host))) {
                request.reset();
            }
        });
        response.endHandler(_ -> done.tryComplete(answerOf(response, body, host)));
        return done.future();
    }

    /** The texts of exceptions may hold addresses with credentials, so none of them is passed on. */
    private static DeliveryException translate(DeliveryTarget target, String host, @Nullable Throwable cause) {
        return switch (cause) {
            case TimeoutException _ -> timedOut(target, host);
            case ConnectException _ -> unreachable(target, host, "the connection was refused");
            case SSLException _ -> unreachable(target, host, "TLS could not be agreed; check the certificates");
            case null, default -> unreachable(target, host, "the connection broke");
        };
    }

    private static DeliveryException timedOut(DeliveryTarget target, String host) {
        return new DeliveryException(new DispatchFailure.TimedOut(
                target.key(), host, target.deadline().timeout()));
    }

    private static DeliveryException unreachable(DeliveryTarget target, String host, String cause) {
        return new DeliveryException(new DispatchFailure.Unreachable(target.key(), host, cause));
    }

    private static String hostOf(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private static Buffer buffer(String text) {
        return Buffer.buffer(text);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes idle connections. */
    @Override
    public void close() {
        plain.close();
    }

    private static HttpAnswer answerOf(HttpClientResponse response, Buffer body, String host) {
        return new HttpAnswer(
                host,
                response.statusCode(),
                retryAfterOf(response.getHeader("Retry-After")),
                body.getString(0, Math.min(body.length(), ANSWER_LIMIT)));
    }

    private static Duration retryAfterOf(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.ZERO;
    }
}
