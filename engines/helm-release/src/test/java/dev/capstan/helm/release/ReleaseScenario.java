package dev.capstan.helm.release;

import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A release in a namespace of its own, and what is asked about the objects there. */
@WithCluster(crds = false)
abstract class ReleaseScenario {

    /** A Deployment; how its Pods get ready is put in as an annotation: {@code ready-after: 1s}. */
    static final String DEPLOYMENT = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata:
                  labels: {app: web}
                  annotations:
                    devcluster.capstan.dev/%s
                spec:
                  containers: [{name: web, image: web}]
            """;

    KubernetesClient client;
    String namespace;
    ReleaseFixture release;

    @BeforeEach
    final void start(KubernetesClient shared, TestNamespace own) {
        client = shared;
        namespace = own.name();
        release = new ReleaseFixture(shared, own.name());
    }

    @AfterEach
    final void stop() {
        release.close();
    }

    /** A ConfigMap that is there. */
    ConfigMap live(String name) {
        return client.configMaps().inNamespace(namespace).withName(name).require();
    }

    /** The value of a ConfigMap of the tests. */
    String value(String name) {
        return String.valueOf(live(name).getData().get("value"));
    }

    /** The names of the ConfigMaps, without that of Kubernetes. */
    List<String> names() {
        return client.configMaps().inNamespace(namespace).list().getItems().stream()
                .map(map -> map.getMetadata().getName())
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .sorted()
                .toList();
    }

    /** The names of the Jobs. */
    List<String> jobs() {
        return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .sorted()
                .toList();
    }
}
