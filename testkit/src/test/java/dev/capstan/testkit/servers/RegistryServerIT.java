package dev.capstan.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RegistryServerIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anOpenRegistryServesEverybody() throws Exception {
        try (var registry = RegistryServer.start(RegistryServer.Access.OPEN)) {
            assertThat(get(registry, "/v2/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRegistryWithAPasswordWantsIt() throws Exception {
        try (var registry = RegistryServer.start(RegistryServer.Access.BASIC)) {
            assertThat(get(registry, "/v2/").statusCode()).isEqualTo(401);
            assertThat(get(registry, "/v2/", "Authorization", basic()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRegistryWithTokensNamesItsTokenService() throws Exception {
        try (var registry = RegistryServer.start(RegistryServer.Access.TOKEN)) {
            assertThat(get(registry, "/v2/").headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge)
                            .startsWith("Bearer realm=\"http://" + registry.address() + "/token\""));
            assertThat(get(registry, "/token").statusCode()).isEqualTo(401);
            assertThat(get(registry, "/token", "Authorization", basic()).body()).contains("\"token\":");
        }
    }

    @Test
    void aRegistryWithReferrersHasTheApi() throws Exception {
        try (var registry = RegistryServer.startWithReferrers()) {
            assertThat(get(registry, "/v2/any/referrers/sha256:" + "0".repeat(64))
                            .statusCode())
                    .isIn(200, 404);
        }
    }

    @Test
    void aRegistryWithACertificateSpeaksTls() throws Exception {
        try (var registry = RegistryServer.startWithTls(TestCertificate.create())) {
            assertThat(get(registry, "/v2/").statusCode()).isEqualTo(400);
        }
    }

    private HttpResponse<String> get(RegistryServer registry, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + registry.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic() {
        var login = RegistryServer.USER + ":" + RegistryServer.PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
