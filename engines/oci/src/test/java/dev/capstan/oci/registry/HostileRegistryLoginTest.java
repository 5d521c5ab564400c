package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where a login goes, where it must not go, and how long a token is kept. */
class HostileRegistryLoginTest {
    @AutoClose
    private final ScriptedRegistry registry = new ScriptedRegistry();

    @AutoClose
    private final ScriptedRegistry other = new ScriptedRegistry();

    @Test
    void o021_aLoginDoesNotGoToATokenServiceElsewhere() {
        other.answer("/token", 200, "{\"token\":\"t\"}", Map.of());
        wantTokensFrom("http://localhost:" + other.port() + "/token");

        assertThat(failure(withPassword().tags()))
                .isEqualTo(new OciFailure.TokenServiceForeign(withPassword().name(), "localhost:" + other.port()));
        assertThat(other.asked("/token")).isEmpty();
    }

    @Test
    void o021_aLoginGoesToATokenServiceThatTheConfigurationNames() {
        other.answer("/token", 200, "{\"token\":\"t\"}", Map.of());
        wantTokensFrom("http://localhost:" + other.port() + "/token");
        var logins = DockerConfig.all(List.of(
                DockerConfig.of(registry.address(), new RegistryLogin.Password("u", "p")),
                DockerConfig.of("localhost:" + other.port(), new RegistryLogin.Password("v", "q"))));

        assertThat(registry.open(RegistryAccess.with(logins)).tags().success()).contains(List.of("v1"));
        assertThat(other.asked("/token").getFirst().header("Authorization")).isEqualTo("Basic djpx");
    }

    @Test
    void o021_nobodyMayAskAnyTokenServiceAndShowsNothing() {
        other.answer("/token", 200, "{\"access_token\":\"t\"}", Map.of());
        wantTokensFrom("http://localhost:" + other.port() + "/token");

        assertThat(anonymous().tags().success()).contains(List.of("v1"));
        assertThat(other.asked("/token").getFirst().header("Authorization")).isEmpty();
        assertThat(other.asked("/token").getFirst().query())
                .isEqualTo("service=s&scope=repository%3Ateam%2Fapp%3Apull");
    }

    @Test
    void o021_aTokenServiceCannotSendTheLoginOn() {
        other.answer("/elsewhere", 200, "{\"token\":\"t\"}", Map.of());
        registry.answer("/token", 307, "", Map.of("Location", "http://localhost:" + other.port() + "/elsewhere"));
        wantTokensFrom(registry.url() + "/token");

        assertThat(withPassword().tags().success()).contains(List.of("v1"));
        assertThat(other.asked("/elsewhere").getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void anIdentityTokenIsExchanged() {
        registry.answer("/token", 200, "{\"access_token\":\"t\"}", Map.of());
        wantTokensFrom(registry.url() + "/token");
        var logins = DockerConfig.of(registry.address(), new RegistryLogin.IdentityToken("i"));

        assertThat(registry.open(RegistryAccess.with(logins)).tags().success()).contains(List.of("v1"));
        assertThat(registry.asked("/token").getFirst().body())
                .contains("grant_type=refresh_token", "refresh_token=i", "service=s");
    }

    @Test
    void aLoginThatAHelperHasIsNamedWhenItIsMissing() {
        var logins = DockerConfig.parse(bytes("{\"auths\":{},\"credsStore\":\"desktop\"}"));
        registry.answer("/v2/team/app/tags/list", 401, "", Map.of("WWW-Authenticate", "Basic realm=\"r\""));

        assertThat(failure(logins.then(
                                it -> registry.open(RegistryAccess.with(it)).tags()))
                        .message())
                .contains("none are given", "the credential helper 'desktop', which is not asked");
    }

    @Test
    void aTokenIsKeptForThoseWithTheSameLogin() {
        registry.answer("/token", 200, "{\"token\":\"t\",\"expires_in\":300}", Map.of());
        wantTokensFrom(registry.url() + "/token");
        var client = registry.client(RegistryLimits.DEFAULT);
        var login = RegistryAccess.with(DockerConfig.of(registry.address(), new RegistryLogin.Password("u", "p")));

        registry.open(client, login).tags();
        registry.open(client, login).tags();
        assertThat(registry.asked("/token")).hasSize(1);

        registry.open(client, RegistryAccess.ANONYMOUS).tags();
        assertThat(registry.asked("/token")).hasSize(2);
    }

    @Test
    void aTokenThatIsNotTakenAnyMoreIsRenewedOnce() {
        var issued = new AtomicInteger();
        registry.on(
                "/token",
                exchange -> ScriptedRegistry.send(
                        exchange, 200, "{\"token\":\"t" + issued.incrementAndGet() + "\"}", Map.of()));
        registry.answer(
                "/v2/team/app/tags/list",
                401,
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"no\\nway\"}]}",
                Map.of("WWW-Authenticate", "Bearer realm=\"" + registry.url() + "/token\""));

        assertThat(failure(withPassword().tags()))
                .isInstanceOf(OciFailure.LoginRejected.class)
                .satisfies(it -> assertThat(it.message()).endsWith("refused the login (UNAUTHORIZED: no way)"));
        assertThat(issued).hasValue(1);
    }

    @Test
    void anUploadThatGoesOnElsewhereTakesNoLoginAlong() {
        registry.answer("/v2/team/app/blobs/uploads/", 202, "", Map.of("Location", other.url() + "/up?a=b"));
        registry.on("/v2/team/app/blobs/" + Digest.sha256("x"), exchange -> {
            boolean isKnown = exchange.getRequestHeaders().containsKey("Authorization");
            ScriptedRegistry.send(
                    exchange, isKnown ? 404 : 401, "", isKnown ? Map.of() : Map.of("WWW-Authenticate", "Basic"));
        });
        other.answer("/up", 201, "", Map.of());

        assertThat(withPassword().pushBlob("t", bytes("x")).success()).isPresent();
        assertThat(other.asked("/up").getFirst().header("Authorization")).isEmpty();
        assertThat(other.asked("/up").getFirst().query())
                .isEqualTo("a=b&digest=sha256%3A" + Digest.sha256("x").hex());
    }

    private void wantTokensFrom(String realm) {
        registry.on("/v2/team/app/tags/list", exchange -> {
            boolean isKnown = "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            ScriptedRegistry.send(
                    exchange,
                    isKnown ? 200 : 401,
                    isKnown ? "{\"tags\":[\"v1\"]}" : "",
                    isKnown
                            ? Map.of()
                            : Map.of("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\",scope=\"all\""));
        });
    }

    private RemoteRepository anonymous() {
        return registry.open(RegistryAccess.ANONYMOUS);
    }

    private RemoteRepository withPassword() {
        return registry.open(
                RegistryAccess.with(DockerConfig.of(registry.address(), new RegistryLogin.Password("u", "p"))));
    }

    private static OciFailure failure(OciResult<?> result) {
        return result.problem().orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
