package dev.capstan.application.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ManagedObject;
import dev.capstan.application.live.FakeLiveView;
import dev.capstan.application.live.NamespaceContents.Listing;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.run.AskedComparison;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ApplicationStatesTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop, namespace: prod, creationTimestamp: "2026-03-02T10:00:00Z"}
            """;
    private static final String REPLICA_SET = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata:
              name: shop-1
              namespace: prod
              annotations: {deployment.kubernetes.io/revision: "3"}
              ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: shop, uid: uid-101}]
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop-1-a, namespace: prod, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: shop-1, uid: uid-102}]}
            spec: {containers: [{image: "example.org/shop:1"}, {image: "example.org/side:2"}]}
            status:
              phase: Pending
              containerStatuses: [{ready: true}, {ready: false, state: {waiting: {reason: ImagePullBackOff}}}]
            """;
    private static final String STRANGER = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: stranger, namespace: prod}
            """;

    private final FakeLiveView cluster = new FakeLiveView();
    private final List<ManagedObject> managed = new ArrayList<>();
    private Predicate<JsonNode> isVisible = _ -> true;
    private final ApplicationStates states = new ApplicationStates(
            name -> name.equals("my-app") ? Optional.of(found()) : Optional.empty(),
            (_, namespace) -> new Listing.Objects(cluster.in(namespace)));

    private AskedComparison.Found found() {
        return new AskedComparison.Found(
                managed::stream,
                Cluster.inCluster(),
                cluster,
                ControlPlane.empty("argocd").health(),
                isVisible);
    }

    private static ObjectNode object(String yaml) {
        return FakeSources.yaml(yaml).deepCopy();
    }

    private void manage(Optional<ObjectNode> target, Optional<ObjectNode> live) {
        managed.add(new ManagedObject(
                ObjectKey.of(target.or(() -> live).orElseThrow()),
                target,
                live,
                live,
                target,
                true,
                Optional.of(live.isPresent() ? Health.healthy("") : Health.MISSING),
                List.of("example.org/shop:1")));
    }

    private JsonNode read(String state) throws IOException {
        byte[] value = states.get("app|" + state + "|my-app|1.8.3.gz").orElseThrow();
        return new ObjectMapper().readTree(new GZIPInputStream(new ByteArrayInputStream(value)));
    }

    private void deploy() {
        for (String yaml : List.of(DEPLOYMENT, REPLICA_SET, POD, STRANGER)) {
            cluster.put(object(yaml));
        }
        manage(Optional.of(object(DEPLOYMENT)), Optional.of(cluster.get("Deployment", "shop")));
    }

    @Test
    void aTreeHasWhatObjectsOwnAndNothingElse() throws IOException {
        deploy();

        JsonNode nodes = read("resources-tree").path("nodes");

        assertThat(nodes).extracting(node -> node.path("name").asText()).containsExactly("shop", "shop-1", "shop-1-a");
        assertThat(nodes.at("/0/health/status").asText()).isEqualTo("Healthy");
        assertThat(nodes.at("/0/createdAt").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(nodes.at("/0").has("parentRefs")).isFalse();
        assertThat(nodes.at("/1/parentRefs/0").toString())
                .isEqualTo(
                        "{\"group\":\"apps\",\"kind\":\"Deployment\",\"namespace\":\"prod\",\"name\":\"shop\",\"uid\":\"uid-101\"}");
        assertThat(nodes.at("/1/info/0/value").asText()).isEqualTo("Rev:3");
        assertThat(nodes.at("/2/images/1").asText()).isEqualTo("example.org/side:2");
        assertThat(nodes.at("/2/info").toString()).contains("ImagePullBackOff", "1/2");
    }

    @Test
    void whatTheProjectForbidsIsNotInATreeNorWhatItOwns() throws IOException {
        deploy();
        isVisible = object -> !object.path("kind").asText().equals("ReplicaSet");

        assertThat(read("resources-tree").path("nodes")).hasSize(1);
    }

    @Test
    void objectsThatOwnEachOtherAreThereOnce() throws IOException {
        cluster.put(object("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: one, namespace: prod, ownerReferences: [{uid: uid-102}]}
                """));
        cluster.put(object("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: two, namespace: prod, ownerReferences: [{uid: uid-101}, {uid: uid-101}]}
                """));
        manage(Optional.empty(), Optional.of(cluster.get("ConfigMap", "one")));

        assertThat(read("resources-tree").path("nodes")).hasSize(2);
    }

    @Test
    void whatIsNotThereIsMissing() throws IOException {
        manage(Optional.of(object(DEPLOYMENT)), Optional.empty());

        assertThat(read("resources-tree").at("/nodes/0/health/status").asText()).isEqualTo("Missing");
        assertThat(read("managed-resources").at("/0/liveState").asText()).isEqualTo("null");
        assertThat(read("managed-resources").at("/0/normalizedLiveState").asText())
                .isEqualTo("null");
    }

    @Test
    void objectsAreTextsInManagedResources() throws IOException {
        deploy();

        JsonNode entry = read("managed-resources").path(0);

        assertThat(entry.path("kind").asText()).isEqualTo("Deployment");
        assertThat(entry.path("namespace").asText()).isEqualTo("prod");
        assertThat(entry.path("resourceVersion").asText()).isEqualTo("101");
        assertThat(entry.path("modified").asBoolean()).isTrue();
        assertThat(new ObjectMapper().readTree(entry.path("targetState").asText()))
                .isEqualTo(object(DEPLOYMENT));
    }

    @Test
    void whoIsNotThereHasNoState() {
        assertThat(states.get("app|resources-tree|other|1.8.3.gz")).isEmpty();
        assertThat(states.get("something else")).isEmpty();
    }

    @Test
    void aValueMayBePlain() {
        assertThat(states.get("app|managed-resources|my-app|1.8.3")).hasValue("[]".getBytes(StandardCharsets.UTF_8));
    }
}
