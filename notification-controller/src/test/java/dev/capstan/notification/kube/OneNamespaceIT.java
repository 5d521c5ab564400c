package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.event.Severity;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.notification.SampleEvents;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.http.RecordedRequest;
import dev.capstan.testkit.http.WebhookReceiver;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller with a Role in one namespace, as {@code k8s/one-namespace} has it, and no rights in the cluster. */
@WithCluster
class OneNamespaceIT {
    private static final String API = "notification.toolkit.fluxcd.io";

    @TempDir
    Path folder;

    @Test
    void worksInItsNamespaceWithARoleThereAndNowhereElse(TestCluster cluster, TestNamespace home) throws Exception {
        TestNamespace elsewhere = cluster.createNamespace("elsewhere");
        try (var place = WebhookReceiver.start()) {
            for (TestNamespace namespace : List.of(home, elsewhere)) {
                alert(namespace, place.url("/" + namespace).toString());
                ControllerScenario.kustomization(namespace, "web", "a");
                receiver(namespace, "own", "");
            }
            receiver(home, "reaching-out", ", namespace: " + elsewhere);

            try (var controller = start(home)) {
                post(controller, elsewhere);
                post(controller, home);
                place.await(ControllerScenario.SOON, request -> request.path().equals("/" + home));
                assertThat(place.requests()).extracting(RecordedRequest::path).containsOnly("/" + home);

                assertThat(send(port(controller, "webhooks"), path(home, "own"), ""))
                        .isEqualTo(200);
                assertThat(ControllerScenario.requestedAt(home, "web")).isNotNull();
                assertThat(send(port(controller, "webhooks"), path(home, "reaching-out"), ""))
                        .isEqualTo(500);
                assertThat(ControllerScenario.requestedAt(elsewhere, "web")).isNull();

                assertThat(receiver(elsewhere, "own").getMetadata().getManagedFields())
                        .extracting(ManagedFieldsEntry::getManager)
                        .containsOnly("testkit");
                assertThat(controller.log()).doesNotContainIgnoringCase("forbidden");
            }
        } finally {
            cluster.delete(elsewhere);
        }
    }

    private PackagedController start(TestNamespace home) {
        Path kubeconfig = TestAccount.create(home, "notification-controller")
                .withRolesOf("one-namespace/notification-controller.yaml")
                .kubeconfig(folder);
        var settings = Map.of(
                "capstan.watch.namespace", home.name(),
                "capstan.notification.events-port", "0",
                "capstan.notification.webhook-port", "0",
                "capstan.notification.host", "127.0.0.1",
                "capstan.notification.allowed-networks", "loopback");
        return PackagedController.start(kubeconfig, folder, settings, "Watching Receiver");
    }

    private static void alert(TestNamespace namespace, String address) {
        namespace.apply(ControllerScenario.document(
                API + "/v1beta3", "Provider", "chat", "type: generic\naddress: " + address, ""));
        namespace.apply(ControllerScenario.document(
                API + "/v1beta3",
                "Alert",
                "chat",
                "providerRef: {name: chat}\neventSources: [{kind: Kustomization, name: '*'}]",
                ""));
    }

    private static void receiver(TestNamespace namespace, String name, String more) {
        namespace.apply("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: hook
                data: {token: dDBrZW4=}
                """);
        namespace.apply(ControllerScenario.document(
                API + "/v1",
                "Receiver",
                name,
                "type: generic\nsecretRef: {name: hook}",
                "resources: [{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: '*', "
                        + "matchLabels: {team: a}" + more + "}]"));
    }

    private static Receiver receiver(TestNamespace namespace, String name) {
        return namespace
                .client()
                .resources(Receiver.class)
                .inNamespace(namespace.name())
                .withName(name)
                .get();
    }

    /** The path of the calls for a Receiver, once it has one. */
    private static String path(TestNamespace namespace, String name) {
        return await("path of " + name)
                .atMost(ControllerScenario.SOON)
                .until(
                        () -> Optional.ofNullable(receiver(namespace, name).getStatus())
                                .map(ReceiverStatus::webhookPath),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void post(PackagedController controller, TestNamespace about) throws Exception {
        var event = SampleEvents.event(Severity.INFO, about.name(), "web", "applied", Map.of());
        assertThat(send(port(controller, "events"), "/", new ObjectMapper().writeValueAsString(event)))
                .isEqualTo(202);
    }

    private static int port(PackagedController controller, String what) {
        var line =
                Pattern.compile("Listening for " + what + " on port ([0-9]+)").matcher(controller.log());
        assertThat(line.find()).isTrue();
        return Integer.parseInt(line.group(1));
    }

    private static int send(int port, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
