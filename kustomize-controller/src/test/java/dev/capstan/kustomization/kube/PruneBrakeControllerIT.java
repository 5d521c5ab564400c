package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pruning does not delete before somebody allows it, as the users of a Kustomization see it. */
class PruneBrakeControllerIT extends ControllerFixture {

    private static final String NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n";

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.prune-limit", "2,100%");
    }

    /** The case of the reports: the target namespace, with content that was never managed, and a left-over. */
    @Test
    void c01_namespaceThatTheTargetNamespaceTookOverIsNeverDeleted() {
        namespace.apply(configMap("precious", "a: b"));
        publish(FIRST, Map.of("cm.yaml", configMap("app", "a: b"), "ns.yaml", NAMESPACE.formatted("develop-test")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        patiently()
                .untilAsserted(() -> assertThat(messages("app"))
                        .anySatisfy(message -> assertThat(message)
                                .contains("Namespace/develop-test became Namespace/%s by spec.targetNamespace"
                                        .formatted(namespace.name()))));

        publish(SECOND, Map.of("cm.yaml", configMap("app", "a: b")));

        Kustomization pruned = awaitReady("app", SECOND);
        assertThat(ready(pruned).message())
                .contains(
                        "kept: Namespace/%s: it was there before it was first applied".formatted(namespace.name()),
                        "capstan.dev/prune: allowed");
        assertThat(inventory(pruned)).contains("_%s__Namespace".formatted(namespace.name()));
        assertThat(isThere(namespace.name())).isTrue();
        assertThat(live("precious")).isPresent();
        patiently()
                .untilAsserted(() -> assertThat(messages("app"))
                        .anySatisfy(message -> assertThat(message).contains("Not deleted although it left the set")));
    }

    /** The interval is an hour. */
    @Test
    void namespaceThatIsKeptGoesAsSoonAsSomebodyAllowsIt() {
        String house = namespace.name() + "-guest";
        applyToCluster(namespace.client(), NAMESPACE.formatted(house));
        publish(FIRST, Map.of("a/cm.yaml", configMap("app", "a: b"), "a/ns.yaml", NAMESPACE.formatted(house)));
        plain("app", "./a");
        awaitReady("app", FIRST);
        publish(SECOND, Map.of("a/cm.yaml", configMap("app", "a: b")));
        assertThat(ready(awaitReady("app", SECOND)).message()).contains("kept: Namespace/" + house);

        namespace
                .client()
                .namespaces()
                .withName(house)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"capstan.dev/prune\":\"allowed\"}}}");

        Kustomization clean = await("app", it -> ready(it).message().equals("Applied revision: " + SECOND));
        assertThat(inventory(clean)).noneMatch(id -> id.contains(house));
        assertThat(isThere(house)).isFalse();
    }

    @Test
    void namespaceThatWasMadeByTheSetGoesWithIt() {
        String house = namespace.name() + "-house";
        publish(FIRST, Map.of("a/cm.yaml", configMap("app", "a: b"), "a/ns.yaml", NAMESPACE.formatted(house)));
        plain("app", "./a");
        awaitReady("app", FIRST);

        publish(SECOND, Map.of("a/cm.yaml", configMap("app", "a: b")));

        awaitReady("app", SECOND);
        patiently().until(() -> !isThere(house));
    }

    @Test
    void deletedKustomizationLeavesANamespaceThatWasThereBeforeAndSaysSo() {
        String house = namespace.name() + "-house";
        applyToCluster(cluster.client(), NAMESPACE.formatted(house));
        publish(FIRST, Map.of("a/cm.yaml", configMap("app", "a: b"), "a/ns.yaml", NAMESPACE.formatted(house)));
        plain("app", "./a");
        awaitReady("app", FIRST);

        delete("app");

        patiently().until(() -> find("app").isEmpty());
        assertThat(isThere(house)).isTrue();
        assertThat(live("app")).isEmpty();
        patiently()
                .untilAsserted(() -> assertThat(messages("app"))
                        .anySatisfy(
                                message -> assertThat(message).contains("left in the cluster: Namespace/" + house)));
        cluster.client().namespaces().withName(house).delete();
    }

    @Test
    void deletingMoreThanTheLimitWaitsForAnAcknowledgementOfTheRevision() {
        var files = new HashMap<String, String>();
        for (String name : new String[] {"a", "b", "c"}) {
            files.put(name + ".yaml", configMap(name, "k: v"));
        }
        publish(FIRST, files);
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        publish(SECOND, Map.of("README", "nothing"));

        Kustomization stopped = awaitReason("app", "PruneFailed");
        assertThat(ready(stopped).message())
                .contains(
                        "3 of 3 recorded objects would be deleted at once, and the limit is 2,100%",
                        "capstan.dev/prune-acknowledged: " + SECOND);
        assertThat(inventory(stopped)).hasSize(3);
        assertThat(live("a")).isPresent();

        resource("app")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"capstan.dev/prune-acknowledged\":\"%s\"}}}"
                                .formatted(SECOND));

        awaitReady("app", SECOND);
        assertThat(live("a")).isEmpty();
    }

    @Test
    void limitHoldsNotForAKustomizationThatIsDeleted() {
        publish(
                FIRST,
                Map.of(
                        "a.yaml", configMap("a", "k: v"),
                        "b.yaml", configMap("b", "k: v"),
                        "c.yaml", configMap("c", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        delete("app");

        patiently().until(() -> find("app").isEmpty());
        assertThat(live("a")).isEmpty();
    }

    /** Without a target namespace, so that Namespace objects keep their names. */
    private void plain(String name, String path) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: %s
                spec:
                  interval: 1h
                  prune: true
                  sourceRef: {kind: GitRepository, name: config}
                  path: %s
                  patches:
                  - target: {kind: ConfigMap}
                    patch: '[{"op": "add", "path": "/metadata/namespace", "value": "%s"}]'
                """.formatted(name, path, namespace.name()));
    }

    private boolean isThere(String name) {
        return Optional.ofNullable(cluster.client().namespaces().withName(name).get())
                .map(Namespace::getMetadata)
                .filter(it -> it.getDeletionTimestamp() == null)
                .isPresent();
    }
}
