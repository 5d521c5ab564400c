package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.Severity;
import dev.capstan.testkit.http.ForwardProxy;
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
    void aProxyThatIsReachedByTlsIsRefusedAndNotSpokenToInTheClear() {
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
            provider("odd", "generic", place.url("/odd").toString(), "proxySecretRef: {name: proxy}");
            alert("to-odd", "odd", "{kind: Kustomization, name: '*'}", "");

            send("hello");

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(eventOn("to-odd")).contains("the key address must be http://host:port"));
            assertThat(proxy.passed()).isEmpty();
        }
    }
}
