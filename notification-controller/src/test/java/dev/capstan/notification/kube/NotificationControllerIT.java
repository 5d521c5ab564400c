package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.Severity;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.notification.SampleEvents;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.http.RecordedRequest;
import dev.capstan.testkit.http.WebhookReceiver;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller as it is, on a real API server, with real HTTP on both sides. */
@QuarkusTest
@QuarkusTestResource(ClusterResource.class)
@SuppressWarnings("NullAway") // Quarkus and JUnit fill the fields before each test.
class NotificationControllerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "notification.toolkit.fluxcd.io";

    @Inject
    NotificationController controller;

    @Inject
    Bus bus;

    @Inject
    KubernetesClient client;

    TestCluster cluster;
    private TestNamespace namespace;
    private final WebhookReceiver place = WebhookReceiver.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void createNamespace() {
        namespace = cluster.createNamespace("notification");
    }

    @AfterEach
    void cleanUp() {
        place.close();
        cluster.delete(namespace);
    }

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
                                + "/dead cannot be reached at 127.0.0.1: the connection was refused"));
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
    void aSignedCallTriggersWhatTheReceiverNames() throws Exception {
        kustomization("web", "a");
        kustomization("db", "b");
        secret("hook", Map.of("token", "t0ken"));
        receiver("push", "github", """
                events: [push, ping]
                resources:
                - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: '*', matchLabels: {team: a}}
                """);
        String path = readyPath("push");
        byte[] body = "{\"repository\":{\"full_name\":\"a/b\"}}".getBytes(StandardCharsets.UTF_8);

        assertThat(call(path, body, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=00")))
                .isEqualTo(400);
        assertThat(requestedAt("web")).isNull();

        var headers = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + sign("t0ken", body));
        assertThat(call(path, body, headers)).isEqualTo(200);

        assertThat(requestedAt("web")).isNotNull();
        assertThat(requestedAt("db")).isNull();
        assertThat(call("/hook/unknown", body, headers)).isEqualTo(404);
    }

    @Test
    void n079_manyCopiesOfACallCauseFewReconciles() throws Exception {
        kustomization("web", "a");
        secret("hook", Map.of("token", "t0ken"));
        receiver(
                "push",
                "generic",
                "resources: [{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: web}]");
        String path = readyPath("push");
        long before = versionOf("web");

        for (int i = 0; i < 200; i++) {
            assertThat(call(path, new byte[0], Map.of())).isEqualTo(200);
        }

        String first = requestedAt("web");
        assertThat(first).isNotNull();
        assertThat(versionOf("web")).isNotEqualTo(before);
        await().atMost(SOON).untilAsserted(() -> assertThat(requestedAt("web")).isNotEqualTo(first));
    }

    @Test
    void n078_aReceiverWithoutATokenIsNotReadyAndHasNoPath() {
        secret("hook", Map.of("token", ""));
        receiver(
                "push",
                "generic-hmac",
                "resources: [{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: web}]");

        await().atMost(SOON).untilAsserted(() -> {
            Receiver receiver = receiver("push");
            assertThat(ready(receiver).reason()).isEqualTo("TokenNotFound");
            assertThat(receiver.getStatus().webhookPath()).isNull();
        });
    }

    @Test
    void aReceiverOfATypeThatIsNotSupportedSaysSo() {
        secret("hook", Map.of("token", "t"));
        receiver("push", "harbor", "resources: [{kind: GitRepository, name: web}]");

        await().atMost(SOON).untilAsserted(() -> {
            Condition ready = ready(receiver("push"));
            assertThat(ready.reason()).isEqualTo("ValidationFailed");
            assertThat(ready.message()).contains("harbor is not supported", "generic, generic-hmac, github");
        });
    }

    @Test
    void aCallForSomethingThatDoesNotExistIsAnError() throws Exception {
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", "resources: [{kind: GitRepository, name: gone}]");

        assertThat(call(readyPath("push"), new byte[0], Map.of())).isEqualTo(500);
    }

    private ControllerEvent event(Severity severity, String name, String message) {
        return SampleEvents.event(
                severity,
                namespace.name(),
                name,
                message,
                Map.of("kustomize.toolkit.fluxcd.io/token", UUID.randomUUID().toString()));
    }

    private void provider(String name, String type, String address, String more) {
        namespace.apply(document(API + "/v1beta3", "Provider", name, "type: " + type + "\naddress: " + address, more));
    }

    private void alert(String name, String provider, String source, String more) {
        namespace.apply(document(
                API + "/v1beta3",
                "Alert",
                name,
                "providerRef: {name: " + provider + "}\neventSources: [" + source + "]",
                more));
        await().atMost(SOON).until(() -> controller.knowsAlert(new ObjectKey(namespace.name(), name)));
    }

    private void receiver(String name, String type, String more) {
        namespace.apply(document(API + "/v1", "Receiver", name, "type: " + type + "\nsecretRef: {name: hook}", more));
    }

    private void kustomization(String name, String team) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, labels: {team: %s}}
                spec: {interval: 1h, prune: false, sourceRef: {kind: GitRepository, name: x}}
                """.formatted(name, team));
    }

    private void secret(String name, Map<String, String> values) {
        client.secrets()
                .inNamespace(namespace.name())
                .resource(new io.fabric8.kubernetes.api.model.SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    private static String document(String apiVersion, String kind, String name, String spec, String more) {
        return "apiVersion: %s\nkind: %s\nmetadata: {name: %s}\nspec:\n%s"
                .formatted(apiVersion, kind, name, (spec + "\n" + more).indent(2));
    }

    private String readyPath(String name) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ready(receiver(name)).holds()).isTrue());
        return String.valueOf(receiver(name).getStatus().webhookPath());
    }

    private Receiver receiver(String name) {
        return client.resources(Receiver.class)
                .inNamespace(namespace.name())
                .withName(name)
                .get();
    }

    private static Condition ready(Receiver receiver) {
        return Conditions.of(Optional.ofNullable(receiver.getStatus())
                        .orElse(ReceiverStatus.INITIAL)
                        .conditions())
                .get(Condition.READY)
                .orElseThrow(() -> new AssertionError("not ready yet"));
    }

    private @Nullable String requestedAt(String kustomization) {
        return client.resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName(kustomization)
                .get()
                .annotation(ToolkitKeys.REQUESTED_AT)
                .orElse(null);
    }

    private long versionOf(String kustomization) {
        return Long.parseLong(client.resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName(kustomization)
                .get()
                .getMetadata()
                .getResourceVersion());
    }

    private String eventOn(String name) {
        return client.v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(it -> it.getInvolvedObject().getName().equals(name))
                .map((Event it) -> it.getReason() + ": " + it.getMessage())
                .sorted()
                .reduce("", (a, b) -> a + b + "\n");
    }

    private int post(String body) throws Exception {
        return send(
                "http://127.0.0.1:" + controller.eventsPort() + "/", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private int call(String path, byte[] body, Map<String, String> headers) throws Exception {
        return send("http://127.0.0.1:" + controller.webhookPort() + path, body, headers);
    }

    private int send(String address, byte[] body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String sign(String token, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
