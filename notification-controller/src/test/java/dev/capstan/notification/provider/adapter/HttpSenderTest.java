package dev.capstan.notification.provider.adapter;

import static dev.capstan.notification.provider.SampleTargets.PROVIDER;
import static dev.capstan.notification.provider.SampleTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.http.AddressRule;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpAnswer;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.testkit.http.WebhookReceiver;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private final WebhookReceiver place = WebhookReceiver.start();
    private final HttpSender sender = new HttpSender(AddressRule.allowing(Set.of("loopback"), List.of()));

    @AfterEach
    void closeSender() {
        sender.close();
        place.close();
    }

    @Test
    void postsTheBodyWithItsHeaders() throws DeliveryException {
        HttpAnswer answer = send(place.url("/hook?a=b"));

        assertThat(answer.isSuccess()).isTrue();
        assertThat(place.requests()).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.path() + "?" + request.query())
                    .isEqualTo("POST /hook?a=b");
            assertThat(request.text()).isEqualTo("{\"a\":1}");
            assertThat(request.header("X-Team")).contains("a");
            assertThat(request.header("Content-Type")).contains("application/json");
        });
    }

    @Test
    void usersInTheAddressBecomeABasicLogin() throws DeliveryException {
        send(URI.create(place.url("/").toString().replace("http://", "http://me:pw@")));

        assertThat(place.requests().getFirst().header("Authorization")).contains("Basic bWU6cHc=");
    }

    @Test
    void sendsOtherMethodsToo() throws DeliveryException {
        sender.exchange(HttpCall.get(place.url("/a"), Map.of()), target(place.url("/other")));
        sender.exchange(HttpCall.put(place.url("/b"), Map.of(), BODY), target(place.url("/other")));

        assertThat(place.requests())
                .extracting(request -> request.method() + " " + request.path() + " " + request.text())
                .containsExactly("GET /a ", "PUT /b {\"a\":1}");
    }

    @Test
    void anOverloadedPlaceIsNotOneThatRefuses() {
        place.failNext(1, 503);
        assertThat(failure(place.url("/"))).isInstanceOf(DispatchFailure.Overloaded.class);

        place.failNext(1, 404);
        assertThat(failure(place.url("/"))).isEqualTo(new DispatchFailure.Refused(PROVIDER, "127.0.0.1", 404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:99999/x", "ftp://127.0.0.1/x", "http:///x"})
    void anAddressThatWasWorkedOutAndCannotBeCalledIsAFailure(String address) {
        assertThat(failure(() -> sender.exchange(HttpCall.get(URI.create(address), Map.of()), target(place.url("/")))))
                .isEqualTo(new DispatchFailure.AddressMalformed(PROVIDER));
    }

    @Test
    void allCallsOfADeliveryShareItsTime() {
        var target = target(place.url("/"), Duration.ofMillis(400));
        place.delay(Duration.ofMillis(250));

        DispatchFailure failure = failure(() -> {
            sender.exchange(HttpCall.get(place.url("/first"), Map.of()), target);
            sender.exchange(HttpCall.get(place.url("/second"), Map.of()), target);
        });

        assertThat(failure).isInstanceOf(DispatchFailure.TimedOut.class);
        assertThat(place.requests()).isNotEmpty();
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

            assertThat(failure(address).message()).contains("status 307", "redirects are not followed");
            assertThat(place.requests()).isEmpty();
        } finally {
            redirecting.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void n084_addressesThatLeadBackToTheNodeAreRefusedBeforeAnythingIsSent(String host) {
        try (var strict = new HttpSender(AddressRule.allowing(Set.of(), List.of()))) {
            var address = URI.create(place.url("/").toString().replace("127.0.0.1", host));
            if (address.getHost() == null) {
                return;
            }

            assertThat(failure(() -> strict.exchange(post(address), target(address))))
                    .isInstanceOfAny(DispatchFailure.AddressForbidden.class, DispatchFailure.HostUnknown.class);
            assertThat(place.requests()).isEmpty();
        }
    }

    @Test
    void aPlaceThatDoesNotAnswerInTimeIsGivenUp() {
        place.delay(Duration.ofSeconds(30));

        var target = target(place.url("/"), Duration.ofMillis(200));

        assertThat(failure(() -> sender.exchange(post(place.url("/")), target)))
                .isInstanceOf(DispatchFailure.TimedOut.class);
    }

    @Test
    void n087_credentialsInTheAddressAreNotInTheMessage() throws Exception {
        int closedPort;
        try (var socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        var address = URI.create("http://me:hunter2@127.0.0.1:" + closedPort + "/x?token=t0ps3cret");

        assertThat(failure(address).message())
                .isEqualTo("Provider flux/p cannot be reached at 127.0.0.1: connection refused by port " + closedPort);
    }

    @Test
    void certificatesThatAreNoneAreReportedWithoutTheirText() {
        var tls = new DeliveryTarget.Tls(Optional.of("not a certificate"), Optional.empty(), Optional.empty());
        var address = URI.create(place.url("/").toString().replace("http:", "https:"));

        assertThat(failure(() -> sender.exchange(post(address), target(address, tls))))
                .asInstanceOf(type(DispatchFailure.Unreachable.class))
                .satisfies(it -> assertThat(it.message()).doesNotContain("not a certificate"));
    }

    private HttpAnswer send(URI address) throws DeliveryException {
        return sender.exchange(post(address), target(address));
    }

    private DispatchFailure failure(URI address) {
        return failure(() -> send(address).requireSuccess(target(address)));
    }

    private static DispatchFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(DeliveryException.class, call).failure();
    }

    private static HttpCall post(URI address) {
        return HttpCall.post(address, Map.of("X-Team", "a"), BODY);
    }
}
