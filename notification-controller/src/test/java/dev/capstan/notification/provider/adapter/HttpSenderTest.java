package dev.capstan.notification.provider.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.provider.Delivery.Result;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.MessageFormat.Rendered;
import dev.capstan.notification.provider.NetworkRule;
import dev.capstan.notification.provider.ProviderType;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.testkit.http.WebhookReceiver;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private static final ObjectKey PROVIDER = new ObjectKey("flux", "p");
    private static final Rendered.Request REQUEST =
            new Rendered.Request(Map.of("X-Team", "a"), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    private static Vertx vertx = Vertx.vertx();
    private final WebhookReceiver place = WebhookReceiver.start();
    private final HttpSender sender = new HttpSender(vertx, NetworkRule.allowing(Set.of("loopback"), List.of()));

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void closeSender() {
        sender.close();
        place.close();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void postsTheBodyWithItsHeaders() {
        Result result = send(place.url("/hook?a=b"));

        assertThat(result).isEqualTo(new Result.Delivered());
        assertThat(place.requests()).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.path() + "?" + request.query())
                    .isEqualTo("POST /hook?a=b");
            assertThat(request.text()).isEqualTo("{\"a\":1}");
            assertThat(request.header("X-Team")).contains("a");
            assertThat(request.header("Content-Type")).contains("application/json");
        });
    }

    @Test
    void usersInTheAddressBecomeABasicLogin() {
        send(URI.create(place.url("/").toString().replace("http://", "http://me:pw@")));

        assertThat(place.requests().getFirst().header("Authorization")).contains("Basic bWU6cHc=");
    }

    @Test
    void anOverloadedPlaceIsToldApartFromOneThatRefuses() {
        place.failNext(1, 503);
        assertThat(failure(send(place.url("/")))).isInstanceOf(DispatchFailure.Overloaded.class);

        place.failNext(1, 404);
        assertThat(failure(send(place.url("/")))).isEqualTo(new DispatchFailure.Refused(PROVIDER, "127.0.0.1", 404));
    }

    @Test
    void n084_redirectsAreNotFollowed() throws Exception {
        HttpServer redirecting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirecting.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", place.url("/stolen").toString());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        redirecting.start();
        try {
            var address =
                    URI.create("http://127.0.0.1:" + redirecting.getAddress().getPort() + "/");

            assertThat(failure(send(address)).message()).contains("status 307", "redirects are not followed");
            assertThat(place.requests()).isEmpty();
        } finally {
            redirecting.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void n084_addressesThatLeadBackToTheNodeAreRefusedBeforeAnythingIsSent(String host) {
        try (var strict = new HttpSender(vertx, NetworkRule.allowing(Set.of(), List.of()))) {
            var address = URI.create(place.url("/").toString().replace("127.0.0.1", host));
            if (address.getHost() == null) {
                return;
            }

            assertThat(failure(strict.send(target(address, Duration.ofSeconds(5)), REQUEST)))
                    .isInstanceOfAny(DispatchFailure.AddressForbidden.class, DispatchFailure.HostUnknown.class);
            assertThat(place.requests()).isEmpty();
        }
    }

    @Test
    void aPlaceThatDoesNotAnswerInTimeIsGivenUp() {
        place.delay(Duration.ofSeconds(30));

        Result result = sender.send(target(place.url("/"), Duration.ofMillis(200)), REQUEST);

        assertThat(failure(result)).isInstanceOf(DispatchFailure.TimedOut.class);
    }

    @Test
    void n087_credentialsInTheAddressAreNotInTheMessage() throws Exception {
        int closedPort;
        try (var socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        Result result = send(URI.create("http://me:hunter2@127.0.0.1:" + closedPort + "/x?token=t0ps3cret"));

        assertThat(failure(result).message())
                .isEqualTo("Provider flux/p cannot be reached at 127.0.0.1: the connection was refused");
    }

    @Test
    void certificatesThatAreNoneAreToldWithoutTheirText() {
        var tls = new DeliveryTarget.Tls(Optional.of("not a certificate"), Optional.empty(), Optional.empty());
        var address = URI.create(place.url("/").toString().replace("http:", "https:"));

        Result result = sender.send(
                new DeliveryTarget(
                        PROVIDER,
                        ProviderType.GENERIC,
                        address,
                        Optional.empty(),
                        Optional.empty(),
                        SecretValues.none(),
                        Duration.ofSeconds(5),
                        Optional.of(tls),
                        Optional.empty()),
                REQUEST);

        assertThat(failure(result))
                .asInstanceOf(type(DispatchFailure.Unreachable.class))
                .satisfies(it -> assertThat(it.message()).doesNotContain("not a certificate"));
    }

    private Result send(URI address) {
        return sender.send(target(address, Duration.ofSeconds(5)), REQUEST);
    }

    private static DeliveryTarget target(URI address, Duration timeout) {
        return new DeliveryTarget(
                PROVIDER,
                ProviderType.GENERIC,
                address,
                Optional.empty(),
                Optional.empty(),
                SecretValues.none(),
                timeout,
                Optional.empty(),
                Optional.empty());
    }

    private static DispatchFailure failure(Result result) {
        assertThat(result).isInstanceOf(Result.Failed.class);
        return ((Result.Failed) result).failure();
    }
}
