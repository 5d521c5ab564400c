package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.Severity;
import dev.capstan.testkit.http.ForwardProxy;
import dev.capstan.testkit.http.SocksProxy;
import dev.capstan.testkit.http.WebhookReceiver;
import dev.capstan.testkit.tls.TestCertificate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways to the place that a Provider names: TLS and proxies. */
@QuarkusTest
@QuarkusTestResource(ClusterResource.class)
class ProviderAccessIT extends ControllerScenario {

    private void send(String message) {
        bus.publish(new EventEmitted(event(Severity.INFO, "apps", message)));
    }

    @Test
    void trustsTheAuthorityOfTheCertSecretAndNoOther() {
        var certificate = TestCertificate.create();
        secret("right", Map.of("ca.crt", certificate.pem()));
        secret("wrong", Map.of("ca.crt", TestCertificate.create().pem()));
        try (var secure = WebhookReceiver.startOverTls(certificate, Optional.empty())) {
            provider("right", "generic", secure.url("/right").toString(), "certSecretRef: {name: right}");
            provider("wrong", "generic", secure.url("/wrong").toString(), "certSecretRef: {name: wrong}\ntimeout: 1s");
            alert("to-right", "right", "{kind: Kustomization, name: '*'}", "");
            alert("to-wrong", "wrong", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            secure.await(SOON, request -> request.path().equals("/right"));
            await().atMost(SOON.multipliedBy(3))
                    .untilAsserted(() -> assertThat(eventOn("to-wrong")).contains("an authority that is not known"));
            assertThat(secure.requests()).noneMatch(request -> request.path().equals("/wrong"));
        }
    }

    @Test
    void showsItsClientCertificate() {
        var server = TestCertificate.create();
        var ours = TestCertificate.create();
        secret("cert", Map.of("ca.crt", server.pem(), "tls.crt", ours.pem(), "tls.key", ours.keyPem()));
        try (var secure = WebhookReceiver.startOverTls(server, Optional.of(ours))) {
            provider("mutual", "generic", secure.url("/mutual").toString(), "certSecretRef: {name: cert}");
            alert("to-mutual", "mutual", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            secure.await(SOON, request -> request.path().equals("/mutual"));
        }
    }

    @Test
    void goesThroughTheProxyWithItsPassword() {
        try (var proxy = ForwardProxy.startFor("jane", "s3cret")) {
            secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "s3cret"));
            provider("proxied", "generic", place.url("/proxied").toString(), "proxySecretRef: {name: proxy}");
            alert("to-proxied", "proxied", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            place.await(SOON, request -> request.path().equals("/proxied"));
            assertThat(proxy.passed())
                    .singleElement()
                    .asString()
                    .contains(place.url("/proxied").getAuthority());
        }
    }

    @Test
    void tunnelsTlsThroughTheProxy() {
        var certificate = TestCertificate.create();
        try (var proxy = ForwardProxy.start();
                var secure = WebhookReceiver.startOverTls(certificate, Optional.empty())) {
            secret("proxy", Map.of("address", proxy.address()));
            secret("cert", Map.of("ca.crt", certificate.pem()));
            provider(
                    "tunnelled",
                    "generic",
                    secure.url("/tunnelled").toString(),
                    "proxySecretRef: {name: proxy}\ncertSecretRef: {name: cert}");
            alert("to-tunnelled", "tunnelled", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            secure.await(SOON, request -> request.path().equals("/tunnelled"));
            assertThat(proxy.passed())
                    .containsExactly("CONNECT " + secure.url("/").getAuthority());
        }
    }

    @Test
    void goesThroughAProxyThatIsReachedByTls() {
        try (var proxy = ForwardProxy.startOverTls("jane", "s3cret")) {
            secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "s3cret"));
            secret("cert", Map.of("ca.crt", proxy.authority().orElseThrow()));
            provider(
                    "over-tls",
                    "generic",
                    place.url("/over-tls").toString(),
                    "proxySecretRef: {name: proxy}\ncertSecretRef: {name: cert}");
            alert("to-over-tls", "over-tls", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            place.await(SOON, request -> request.path().equals("/over-tls"));
            assertThat(proxy.passed()).containsExactly("POST " + place.url("/over-tls"));
        }
    }

    @Test
    void goesThroughASocksProxyWithItsPassword() {
        try (var proxy = SocksProxy.startFor("jane", "s3cret")) {
            secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "s3cret"));
            provider("by-socks", "generic", place.url("/by-socks").toString(), "proxySecretRef: {name: proxy}");
            alert("to-by-socks", "by-socks", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            place.await(SOON, request -> request.path().equals("/by-socks"));
            assertThat(proxy.passed()).containsExactly(place.url("/").getAuthority());
        }
    }

    /** The field that is deprecated has its login in the address. */
    @Test
    void theProxyOfTheSpecLogsInWithWhatItsAddressSays() {
        try (var proxy = ForwardProxy.startFor("jane", "s3cret")) {
            provider(
                    "by-spec",
                    "generic",
                    place.url("/by-spec").toString(),
                    "proxy: " + proxy.address().replace("//", "//jane:s3cret@"));
            alert("to-by-spec", "by-spec", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            place.await(SOON, request -> request.path().equals("/by-spec"));
            assertThat(proxy.passed()).hasSize(1);
        }
    }

    @Test
    void aProxyThatDoesNotSpeakTlsIsNotSpokenToInTheClear() {
        try (var proxy = ForwardProxy.start()) {
            secret(
                    "proxy",
                    Map.of(
                            "address",
                            proxy.address().replace("http:", "https:"),
                            "username",
                            "jane",
                            "password",
                            "s3cret"));
            provider("odd", "generic", place.url("/odd").toString(), "proxySecretRef: {name: proxy}\ntimeout: 1s");
            alert("to-odd", "odd", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            await().atMost(SOON.multipliedBy(3))
                    .untilAsserted(() -> assertThat(eventOn("to-odd")).contains("127.0.0.1"));
            assertThat(eventOn("to-odd")).doesNotContain("s3cret");
            assertThat(proxy.passed()).isEmpty();
        }
    }

    @Test
    void anythingElseIsNotAProxy() {
        secret("proxy", Map.of("address", "ftp://127.0.0.1:21"));
        provider("ftp", "generic", place.url("/ftp").toString(), "proxySecretRef: {name: proxy}");
        alert("to-ftp", "ftp", "{kind: Kustomization, name: '*'}", "");

        send("hello");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(eventOn("to-ftp"))
                        .contains("must be http://host:port, https://host:port or socks5://host:port"));
    }
}
