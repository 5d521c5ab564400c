package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemeProbeTest {
    private static final String AUTHORITY = """
            -----BEGIN CERTIFICATE-----
            MIIBejCCAR+gAwIBAgIUXPZvq0rBqCfVmTtC5eL0lYw6uY8wCgYIKoZIzj0EAwIw
            -----END CERTIFICATE-----
            """;

    /** The scripted registry keeps silent when TLS is spoken to it: half of this is what a test waits. */
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final OutboundHttp http =
            new OutboundHttp(AddressRule.LOCAL, _ -> List.of(InetAddress.getLoopbackAddress()));
    private final AtomicLong nanos = new AtomicLong();
    private final KnownSchemes known = new KnownSchemes(nanos::get);

    @AfterEach
    void stop() {
        http.close();
        registry.close();
    }

    @Test
    void plainHttpThatAnsweredIsKnownForMinutes() {
        assertThat(scheme(named(registry.port()))).isEqualTo(OciResult.success("http"));
        assertThat(scheme(named(registry.port()))).isEqualTo(OciResult.success("http"));
        assertThat(registry.asked("/v2/")).hasSize(1);

        nanos.addAndGet(KnownSchemes.LIFETIME.toNanos());
        assertThat(scheme(named(registry.port()))).isEqualTo(OciResult.success("http"));
        assertThat(registry.asked("/v2/")).hasSize(2);
    }

    @Test
    void aHostThatDoesNotListenIsNotTakenForPlainHttp() {
        assertThat(problem(scheme(named(freePort())))).isInstanceOf(OciFailure.Unreachable.class);
        assertThat(known.isEmpty()).isTrue();
    }

    @Test
    void aHostThatWantsFewerRequestsShowsNothing() {
        registry.answer("/v2/", 429, "", Map.of("Retry-After", "7"));

        for (var name : List.of(named(registry.port()), new RepositoryName(registry.address(), "team/app"))) {
            assertThat(problem(scheme(name)))
                    .isEqualTo(new OciFailure.RateLimited(name, Optional.of(Duration.ofSeconds(7))));
        }
        assertThat(known.isEmpty()).isTrue();
    }

    @Test
    void aPlainAnswerThatTlsIsSpokenIsBelieved() {
        registry.answer("/v2/", 400, "Client sent an HTTP request to an HTTPS server.", Map.of());

        assertThat(scheme(named(registry.port()))).isEqualTo(OciResult.success("https"));
        assertThat(scheme(new RepositoryName(registry.address(), "team/app"))).isEqualTo(OciResult.success("https"));
    }

    @Test
    void whoGaveAuthoritiesNeverSpeaksPlainHttp() {
        var access = new RegistryAccess(
                DockerConfig.EMPTY, new TlsMaterial(Optional.of(AUTHORITY), Optional.empty()), Optional.empty(), true);

        assertThat(scheme(named(registry.port()), access)).isEqualTo(OciResult.success("https"));
        assertThat(registry.asked("/v2/")).isEmpty();
    }

    @Test
    void aBrokenConnectionOnLoopbackIsNotTakenForTls() {
        var name = new RepositoryName(registry.address(), "team/app");
        registry.on("/v2/", exchange -> {}); // closed without an answer
        assertThat(problem(scheme(name))).isInstanceOf(OciFailure.Unreachable.class);

        registry.answer("/v2/", 200, "", Map.of());
        assertThat(scheme(name)).isEqualTo(OciResult.success("http"));
    }

    private OciResult<String> scheme(RepositoryName name) {
        return scheme(
                name, new RegistryAccess(DockerConfig.EMPTY, TlsMaterial.NONE, Optional.empty(), !name.isLoopback()));
    }

    private OciResult<String> scheme(RepositoryName name, RegistryAccess access) {
        return OciResult.of(
                () -> new SchemeProbe(http, name, access, access.identity(), Deadline.in(DEADLINE), known).scheme());
    }

    /** A host that is not loopback by its name. */
    private static RepositoryName named(int port) {
        return new RepositoryName("registry.test:" + port, "team/app");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OciFailure problem(OciResult<?> result) {
        return result.problem().orElseThrow();
    }
}
