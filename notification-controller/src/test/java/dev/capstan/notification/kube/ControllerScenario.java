package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.bus.Bus;
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
import dev.capstan.testkit.http.WebhookReceiver;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
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

/** A namespace of a real cluster with the controller at work, and words for what happens there. */
@SuppressWarnings("NullAway") // Quarkus and JUnit fill the fields before each test.
abstract class ControllerScenario {
    static final Duration SOON = Duration.ofSeconds(20);
    private static final String API = "notification.toolkit.fluxcd.io";

    @Inject
    NotificationController controller;

    @Inject
    Bus bus;

    @Inject
    KubernetesClient client;

    TestCluster cluster;
    TestNamespace namespace;
    final WebhookReceiver place = WebhookReceiver.start();
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

    ControllerEvent event(Severity severity, String name, String message) {
        return SampleEvents.event(
                severity,
                namespace.name(),
                name,
                message,
                Map.of("kustomize.toolkit.fluxcd.io/token", UUID.randomUUID().toString()));
    }

    void provider(String name, String type, String address, String more) {
        namespace.apply(document(API + "/v1beta3", "Provider", name, "type: " + type + "\naddress: " + address, more));
    }

    void alert(String name, String provider, String source, String more) {
        namespace.apply(document(
                API + "/v1beta3",
                "Alert",
                name,
                "providerRef: {name: " + provider + "}\neventSources: [" + source + "]",
                more));
        await().atMost(SOON).until(() -> controller.knowsAlert(new ObjectKey(namespace.name(), name)));
    }

    void receiver(String name, String type, String more) {
        namespace.apply(document(API + "/v1", "Receiver", name, "type: " + type + "\nsecretRef: {name: hook}", more));
    }

    void kustomization(String name, String team) {
        kustomization(namespace, name, team);
    }

    static void kustomization(TestNamespace home, String name, String team) {
        home.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, labels: {team: %s}}
                spec: {interval: 1h, prune: false, sourceRef: {kind: GitRepository, name: x}}
                """.formatted(name, team));
    }

    void secret(String name, Map<String, String> values) {
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

    static String document(String apiVersion, String kind, String name, String spec, String more) {
        return "apiVersion: %s\nkind: %s\nmetadata: {name: %s}\nspec:\n%s"
                .formatted(apiVersion, kind, name, (spec + "\n" + more).indent(2));
    }

    String readyPath(String name) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ready(receiver(name)).holds()).isTrue());
        return String.valueOf(receiver(name).getStatus().webhookPath());
    }

    Receiver receiver(String name) {
        return client.resources(Receiver.class)
                .inNamespace(namespace.name())
                .withName(name)
                .get();
    }

    static Condition ready(Receiver receiver) {
        return Conditions.of(Optional.ofNullable(receiver.getStatus())
                        .orElse(ReceiverStatus.INITIAL)
                        .conditions())
                .get(Condition.READY)
                .orElseThrow(() -> new AssertionError("not ready yet"));
    }

    @Nullable String requestedAt(String kustomization) {
        return requestedAt(namespace, kustomization);
    }

    static @Nullable String requestedAt(TestNamespace home, String kustomization) {
        return home.client()
                .resources(Kustomization.class)
                .inNamespace(home.name())
                .withName(kustomization)
                .get()
                .annotation(ToolkitKeys.REQUESTED_AT)
                .orElse(null);
    }

    long versionOf(String kustomization) {
        return Long.parseLong(client.resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName(kustomization)
                .get()
                .getMetadata()
                .getResourceVersion());
    }

    String eventOn(String name) {
        return client.v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(it -> it.getInvolvedObject().getName().equals(name))
                .map((Event it) -> it.getReason() + ": " + it.getMessage())
                .sorted()
                .reduce("", (a, b) -> a + b + "\n");
    }

    int post(String body) throws Exception {
        return send(
                "http://127.0.0.1:" + controller.eventsPort() + "/", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    int call(String path, byte[] body, Map<String, String> headers) throws Exception {
        return send("http://127.0.0.1:" + controller.webhookPort() + path, body, headers);
    }

    int send(String address, byte[] body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    static String sign(String token, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
