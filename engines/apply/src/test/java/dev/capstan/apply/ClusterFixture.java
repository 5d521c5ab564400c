package dev.capstan.apply;

import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The engine on a real API server, in a namespace of its own for every test. */
@WithCluster(crds = false)
abstract class ClusterFixture {

    /** An application of four objects; {@code NS} stands for the namespace. */
    static final String APP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: NS
            data:
              colour: blue
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: NS
            spec:
              selector: {app: web}
              ports: [{port: 80, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: NS
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: web
                      image: web:1
                      resources: {limits: {cpu: 1000m, memory: 64Mi}}
                      ports: [{containerPort: 8080}]
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: token
              namespace: NS
            stringData:
              token: very-secret-value
            """;

    KubernetesClient client;
    String namespace;
    ApplyFixture engine;

    @BeforeEach
    void start(KubernetesClient shared, TestNamespace own) {
        client = shared;
        namespace = own.name();
        engine = new ApplyFixture(shared, own.name());
    }

    @AfterEach
    void stop() {
        engine.close();
    }
}
