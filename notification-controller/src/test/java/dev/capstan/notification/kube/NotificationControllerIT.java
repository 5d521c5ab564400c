package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.testkit.http.RecordedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts and Providers: the controller as it is, on a real API server, with real HTTP on both sides. */
@QuarkusTest
@QuarkusTestResource(ClusterResource.class)
class NotificationControllerIT extends ControllerScenario {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anEventFromTheBusReachesSlack() throws Exception {
        provider("slack", "slack", place.url("/slack").toString(), "");
        alert("on-apps", "slack", "{kind: Kustomization, name: '*'}", "eventMetadata: {env: prod}");

        bus.publish(new EventEmitted(event(Severity.ERROR, "apps", "build failed")));

        RecordedRequest request = place.await(SOON, it -> it.path().equals("/slack"));
        var message = JSON.readTree(request.body()).at("/attachments/0");
        assertThat(message.path("text").asText()).isEqualTo("build failed");
        assertThat(message.path("color").asText()).isEqualTo("danger");
        assertThat(message.path("author_name").asText()).isEqualTo("kustomization/apps." + namespace);
        assertThat(message.at("/fields/0/value").asText()).isEqualTo("prod");
    }

    @Test
    void anEventOfAReleaseReachesPeopleWithItsFactsButWithoutItsToken() throws Exception {
        provider("generic", "generic", place.url("/g").toString(), "");
        alert("on-releases", "generic", "{kind: HelmRelease, name: '*'}", "eventSeverity: error");

        bus.publish(new EventEmitted(release(Severity.INFO, "Helm install succeeded")));
        bus.publish(new EventEmitted(
                release(Severity.ERROR, "Helm upgrade failed\n\nLast Helm logs:\n\napplying 3 objects")));

        RecordedRequest request = place.await(SOON, it -> it.path().equals("/g"));
        var event = JSON.readTree(request.body());
        assertThat(event.path("message").asText()).endsWith("Last Helm logs:\n\napplying 3 objects");
        assertThat(event.at("/involvedObject/kind").asText()).isEqualTo("HelmRelease");
        assertThat(JSON.convertValue(event.path("metadata"), Map.class))
                .isEqualTo(Map.of("revision", "1.2.3", "app-version", "7", "oci-digest", "sha256:1"));
        assertThat(place.requests()).hasSize(1);
    }

    private ControllerEvent release(Severity severity, String message) {
        String prefix = "helm.toolkit.fluxcd.io/";
        return new ControllerEvent(
                new InvolvedObject("HelmRelease", namespace.name(), "web", "uid", prefix + "v2", "7"),
                severity,
                "2026-11-22T10:00:00Z",
                message,
                severity == Severity.ERROR ? "UpgradeFailed" : "InstallSucceeded",
                Map.of(
                        prefix + "revision", "1.2.3",
                        prefix + "app-version", "7",
                        prefix + "oci-digest", "sha256:1",
                        prefix + "token", "sha256:2"),
                "helm-controller",
                "pod-1");
    }

    @Test
    void anEventFromHttpReachesASignedEndpointOnce() throws Exception {
        secret(
                "hmac",
                Map.of(
                        "token",
                        "s3cret",
                        "headers",
                        "X-Team: a\n",
                        "address",
                        place.url("/h").toString()));
        provider("signed", "generic-hmac", "https://overridden.example/", "secretRef: {name: hmac}");
        alert("on-apps", "signed", "{kind: Kustomization, name: apps}", "");

        var event = event(Severity.INFO, "apps", "applied");
        assertThat(post(JSON.writeValueAsString(event))).isEqualTo(202);
        assertThat(post(JSON.writeValueAsString(event))).isEqualTo(429);

        RecordedRequest request = place.await(SOON, it -> it.path().equals("/h"));
        assertThat(request.header("X-Signature")).contains("sha256=" + sign("s3cret", request.body()));
        assertThat(request.header("X-Team")).contains("a");
        assertThat(request.header("Gotk-Component")).contains("kustomize-controller");
        assertThat(place.requests()).hasSize(1);
    }

    @Test
    void n081_whatIsNoEventIsRefused() throws Exception {
        for (var body : new String[] {"", "{", "null", "[]", "{}", "{\"involvedObject\": 3}", "{\"metadata\": []}"}) {
            assertThat(post(body)).as(body).isEqualTo(400);
        }
        assertThat(post("x".repeat(4 << 20))).isEqualTo(413);
        assertThat(post(JSON.writeValueAsString(event(Severity.INFO, "apps", "still alive"))))
                .isEqualTo(202);
    }

    @Test
    void labelsOfTheLiveObjectDecide() {
        kustomization("web", "a");
        kustomization("db", "b");
        provider("generic", "generic", place.url("/g").toString(), "");
        alert("on-team", "generic", "{kind: Kustomization, name: '*', matchLabels: {team: a}}", "");

        bus.publish(new EventEmitted(event(Severity.INFO, "db", "not wanted")));
        bus.publish(new EventEmitted(event(Severity.INFO, "web", "wanted")));

        place.await(SOON, it -> it.text().contains("\"wanted\""));
        assertThat(place.requests()).hasSize(1);
    }

    @Test
    void n086_aDeadProviderDelaysNobodyAndIsToldOnItsAlert() {
        provider("dead", "generic", "http://127.0.0.1:1/", "timeout: 1s");
        provider("alive", "generic", place.url("/alive").toString(), "");
        alert("to-dead", "dead", "{kind: Kustomization, name: '*'}", "");
        alert("to-alive", "alive", "{kind: Kustomization, name: '*'}", "");

        for (int i = 0; i < 20; i++) {
            bus.publish(new EventEmitted(event(Severity.INFO, "apps", "message " + i)));
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(place.requests()).hasSize(20));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(eventOn("to-dead"))
                        .contains("NotificationDispatchFailed: Provider " + namespace
                                + "/dead cannot be reached at 127.0.0.1: connection refused by port 1"));
    }

    @Test
    void aTypeThatIsNotSupportedIsToldOnTheProviderAndOnTheAlert() {
        provider("teams", "msteams", "https://teams.example/", "");
        alert("to-teams", "teams", "{kind: Kustomization, name: '*'}", "");

        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "hello")));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(eventOn("teams")).contains("has the type msteams, which this release cannot send to");
            assertThat(eventOn("to-teams")).contains("has the type msteams, which this release cannot send to");
        });
    }

    @Test
    void aWrongExpressionIsToldAndTheAlertStillWorks() {
        provider("generic", "generic", place.url("/g").toString(), "");
        alert("picky", "generic", "{kind: Kustomization, name: '*'}", "exclusionList: ['(', 'noise']");

        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "some noise")));
        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "a signal")));

        place.await(SOON, it -> it.text().contains("a signal"));
        assertThat(place.requests()).hasSize(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(eventOn("picky")).contains("InvalidConfig: spec.exclusionList[0]"));
    }

    @Test
    void theLineEndOfATokenIsTakenOff() {
        secret("slack", Map.of("token", "xoxb-SECRET-TOKEN\n", "address", place.url("/slack") + "\n"));
        provider("slack", "slack", "https://overridden.example/", "secretRef: {name: slack}");
        alert("on-apps", "slack", "{kind: Kustomization, name: '*'}", "");

        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "hello")));

        RecordedRequest request = place.await(SOON, it -> it.path().equals("/slack"));
        assertThat(request.header("Authorization")).contains("Bearer xoxb-SECRET-TOKEN");
    }

    @Test
    void aTokenThatCannotBeSentIsNamedAndTheCorrectedOneIsUsedForTheNext() {
        secret("slack", Map.of("token", "xoxb-SECRET\nTOKEN"));
        provider("slack", "slack", place.url("/slack").toString(), "secretRef: {name: slack}");
        alert("on-apps", "slack", "{kind: Kustomization, name: '*'}", "");

        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "first")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(eventOn("on-apps"))
                        .contains("NotificationDispatchFailed", "The Secret slack", "the key token")
                        .doesNotContain("xoxb"));
        client.secrets().inNamespace(namespace.name()).withName("slack").delete();
        secret("slack", Map.of("token", "xoxb-RIGHT"));
        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "second")));

        RecordedRequest request = place.await(SOON, it -> it.path().equals("/slack"));
        assertThat(request.text()).contains("second");
        assertThat(request.header("Authorization")).contains("Bearer xoxb-RIGHT");
    }

    @Test
    void anAddressWithAPortThatCannotBeIsNamedAndTheCorrectedOneIsUsedForTheNext() {
        provider("generic", "generic", "http://127.0.0.1:99999/x", "");
        alert("on-apps", "generic", "{kind: Kustomization, name: '*'}", "");

        bus.publish(new EventEmitted(event(Severity.INFO, "apps", "first")));
        await().atMost(SOON).untilAsserted(() -> assertThat(eventOn("on-apps")).contains("a port up to 65535"));
        provider("generic", "generic", place.url("/right").toString(), "");
        await().atMost(SOON).untilAsserted(() -> {
            bus.publish(new EventEmitted(event(Severity.INFO, "apps", "second")));
            assertThat(place.requests()).isNotEmpty();
        });
    }
}
