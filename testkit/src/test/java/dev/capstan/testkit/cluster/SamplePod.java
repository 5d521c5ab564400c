package dev.capstan.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A Pod of a test with one container, as the restricted level of Pod Security wants it.
 *
 * @param namespace where it is
 * @param name its name, also its label {@code app}
 */
record SamplePod(TestNamespace namespace, String name) {
    static final Duration SOON = Duration.ofSeconds(30);

    /** The sample application tells that it is well. */
    static final String PROBE = "    readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}\n";

    /**
     * Creates it.
     *
     * @param more lines of the container, and after them of the spec, indented as there
     */
    SamplePod create(String image, String more) {
        namespace.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s
                  labels: {app: %1$s}
                spec:
                  securityContext: {runAsNonRoot: true, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: main
                    image: %2$s
                    env: [{name: MESSAGE, value: "%1$s runs"}]
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(name, image) + more);
        return this;
    }

    SamplePod awaitReady() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get())
                        .hasValueSatisfying(pod -> assertThat(Readiness.isPodReady(pod))
                                .as(() -> String.valueOf(pod.getStatus()))
                                .isTrue()));
        return this;
    }

    void deleteAndAwait() {
        resource().withGracePeriod(1).delete();
        await().atMost(SOON).until(() -> get().isEmpty());
    }

    Optional<Pod> get() {
        return Optional.ofNullable(resource().get());
    }

    ContainerStatus status() {
        return get().orElseThrow().getStatus().getContainerStatuses().getFirst();
    }

    String log() {
        return resource().getLog();
    }

    private PodResource resource() {
        return namespace.client().pods().inNamespace(namespace.name()).withName(name);
    }

    /** What the sample application answers at its own address. */
    String ask(String method, String path, String body) throws IOException, InterruptedException {
        return ask(
                method, URI.create("http://" + get().orElseThrow().getStatus().getPodIP() + ":8080" + path), body);
    }

    /** What another server answers the sample application. */
    String fetch(String url) throws IOException, InterruptedException {
        return ask("GET", "/fetch?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8), "");
    }

    static String ask(String method, URI url, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(Duration.ofSeconds(10))
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
