package dev.capstan.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An application of a tenant that says what Git told it to: a Deployment and a Service, both called {@code web}. */
record SampleApplication(TestNamespace namespace) {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Its manifest, with what it says. */
    static String manifest(String message) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: web
                        image: team/sample:1
                        env: [{name: MESSAGE, value: "%s"}]
                        readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                """.formatted(message);
    }

    RollableScalableResource<Deployment> deployment() {
        return namespace
                .client()
                .apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("web");
    }

    /** Waits until whoever asks is told this. */
    void awaitMessage(String message) {
        await("the application says " + message)
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(says()).isEqualTo(message));
    }

    /** What it answers now. */
    String says() throws IOException, InterruptedException {
        Service service = namespace
                .client()
                .services()
                .inNamespace(namespace.name())
                .withName("web")
                .get();
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://" + service.getSpec().getClusterIP());
            return http.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
