package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that commits move between Kustomizations: never deleted and made again, never lost. */
class MovingObjectsIT extends ControllerFixture {

    private static final String OWNER_LABEL = "kustomize.toolkit.fluxcd.io/name";
    private static final int OWNERS = 12;

    private DeletionWatch deletions;

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.hand-over-patience", "5s");
    }

    @BeforeEach
    void watchDeletions() {
        deletions = new DeletionWatch(namespace);
    }

    @AfterEach
    void endWatch() {
        deletions.close();
    }

    /** The real Flux loses an object for a moment in 9 of 25 such commits. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void randomMovesBetweenTwelveKustomizationsDeleteNothing(boolean isEveryCommitAwaited) {
        var objects = new MovedObjects(36, OWNERS, 20261128L);
        publish(objects.revision(), objects.files());
        for (int owner = 0; owner < OWNERS; owner++) {
            kustomization("owner-" + owner, "path: owner-%d\nprune: true".formatted(owner));
        }
        awaitAll(objects.revision());
        Map<String, String> uids = uids(objects);

        for (int i = 0; i < 25; i++) {
            objects.commit();
            publish(objects.revision(), objects.files());
            if (isEveryCommitAwaited) {
                awaitAll(objects.revision());
            }
        }

        awaitAll(objects.revision());
        objects.objects().forEach(object -> awaitOwner(object, objects.ownerOf(object)));
        assertThat(deletions.deleted()).isEmpty();
        assertThat(uids(objects)).isEqualTo(uids);
        for (int owner = 0; owner < OWNERS; owner++) {
            String name = "owner-" + owner;
            patiently()
                    .untilAsserted(
                            () -> assertThat(ready(find(name).orElseThrow()).message())
                                    .isEqualTo("Applied revision: " + objects.revision()));
            assertThat(inventory(name))
                    .allSatisfy(
                            id -> assertThat(id.contains("_keep-") || name.equals(objects.ownerOf(id.split("_")[1])))
                                    .as(id)
                                    .isTrue());
        }
    }

    @Test
    void takerThatDependsOnTheGiverTakesOver() {
        install("", "dependsOn: [{name: a}]");

        move();

        awaitHandedOver();
    }

    @Test
    void giverThatDependsOnTheTakerLetsGo() {
        install("dependsOn: [{name: b}]", "wait: true");

        move();

        awaitHandedOver();
    }

    @Test
    void objectIsKeptForASuspendedTakerAndTheStatusSaysSo() {
        install("", "");
        patch("b", "{\"spec\":{\"suspend\":true}}");

        move();
        Kustomization a = await("a", it -> ready(it).message().contains("x is handed over"));
        assertThat(ready(a).holds()).isTrue();
        assertThat(ready(a).message())
                .isEqualTo(
                        "Applied revision: %s; ConfigMap/%2$s/x is handed over to Kustomization/%2$s/b, which has not applied it yet (it is suspended)"
                                .formatted(SECOND, namespace.name()));
        assertThat(inventory("a")).anyMatch(id -> id.contains("_x_"));

        patch("b", "{\"spec\":{\"suspend\":false}}");
        awaitHandedOver();
    }

    @Test
    void objectIsKeptForATakerWithoutTheRightUntilItHasIt() {
        namespace
                .client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("b")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .build())
                .create();
        publish(
                FIRST,
                Map.of(
                        "a/keep.yaml", configMap("keep", "k: v"),
                        "a/x.yaml", configMap("x", "k: v"),
                        "b/own.yaml", configMap("own", "k: v")));
        kustomization("a", "path: a\nprune: true");
        kustomization("b", "path: b\nprune: true\nretryInterval: 2s\nserviceAccountName: b");
        awaitReady("a", FIRST);
        awaitReason("b", "ReconciliationFailed");

        move();
        await("a", it -> ready(it).message().contains("x is handed over"));

        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: b}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: b, namespace: %s}]
                """.formatted(namespace.name()));
        awaitHandedOver();
    }

    @Test
    void objectIsKeptForABrokenTakerThatTheNextCommitRepairs() {
        install("", "");

        publish(SECOND, Map.of("a/keep.yaml", configMap("keep", "k: v"), "b/x.yaml", "kind: ["));
        await("a", it -> ready(it).message().contains("x is kept until"));
        publish(THIRD, moved());

        awaitHandedOver();
    }

    @Test
    void objectIsPrunedWhenABrokenTakerStaysBroken() {
        install("", "");

        publish(SECOND, Map.of("a/keep.yaml", configMap("keep", "k: v"), "b/x.yaml", "kind: ["));

        patiently().until(() -> live("x").isEmpty());
        await("a", it -> ready(it).message().equals("Applied revision: " + SECOND));
    }

    @Test
    void deletedKustomizationHandsOverWhatMoved() {
        install("", "");
        patch("b", "{\"spec\":{\"suspend\":true}}");
        move();
        await("a", it -> ready(it).message().contains("x is handed over"));

        delete("a");
        await("a", it -> ready(it).message().startsWith("Being deleted; ConfigMap/"));
        patch("b", "{\"spec\":{\"suspend\":false}}");

        patiently().until(() -> find("a").isEmpty());
        awaitOwner("x", "b");
        assertThat(deletions.deleted()).containsExactly("keep");
    }

    /** The Kustomization that is to go, and the one that comes, are objects of a third one. */
    @Test
    void renamedKustomizationHandsOverEverything() {
        var files = new HashMap<>(Map.of(
                "app/x.yaml", configMap("x", "k: v"),
                "app/y.yaml", configMap("y", "k: v"),
                "root/app.yaml", child("old", "app")));
        publish(FIRST, files);
        kustomization("root", "path: root\nprune: true");
        awaitReady("old", FIRST);

        files.put("root/app.yaml", child("new", "app"));
        publish(SECOND, files);

        patiently().until(() -> find("old").isEmpty());
        awaitReady("new", SECOND);
        awaitOwner("x", "new");
        awaitOwner("y", "new");
        assertThat(deletions.deleted()).isEmpty();
    }

    /** The new owner is created by the commit that moves the object. */
    @Test
    void splitKustomizationHandsOverToTheOneThatTheCommitCreates() {
        var files = new HashMap<>(Map.of(
                "app/x.yaml", configMap("x", "k: v"),
                "app/y.yaml", configMap("y", "k: v"),
                "root/app.yaml", child("app", "app")));
        publish(FIRST, files);
        kustomization("root", "path: root\nprune: true");
        awaitReady("app", FIRST);
        awaitReady("root", FIRST);

        files.remove("app/x.yaml");
        files.put("more/x.yaml", configMap("x", "k: v"));
        files.put("root/more.yaml", child("more", "more"));
        publish(SECOND, files);

        awaitReady("more", SECOND);
        awaitOwner("x", "more");
        await("app", it -> ready(it).message().equals("Applied revision: " + SECOND));
        assertThat(deletions.deleted()).isEmpty();
    }

    private String child(String name, String path) {
        return """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s}
                spec:
                  path: %s
                  interval: 1h
                  prune: true
                  targetNamespace: %s
                  sourceRef: {kind: GitRepository, name: config}
                """.formatted(name, path, namespace.name());
    }

    /** {@code a} has x and {@code keep}, {@code b} has its own. */
    private void install(String ofA, String ofB) {
        publish(
                FIRST,
                Map.of(
                        "a/keep.yaml", configMap("keep", "k: v"),
                        "a/x.yaml", configMap("x", "k: v"),
                        "b/own.yaml", configMap("own", "k: v")));
        kustomization("a", "path: a\nprune: true\n" + ofA);
        kustomization("b", "path: b\nprune: true\nretryInterval: 2s\n" + ofB);
        awaitReady("a", FIRST);
        awaitReady("b", FIRST);
    }

    private void move() {
        publish(SECOND, moved());
    }

    private static Map<String, String> moved() {
        return Map.of(
                "a/keep.yaml", configMap("keep", "k: v"),
                "b/own.yaml", configMap("own", "k: v"),
                "b/x.yaml", configMap("x", "k: v"));
    }

    private void awaitHandedOver() {
        awaitOwner("x", "b");
        await("a", it -> ready(it).message().matches("Applied revision: \\S+"));
        assertThat(inventory("a")).noneMatch(id -> id.contains("_x_"));
        assertThat(deletions.deleted()).isEmpty();
        patiently()
                .untilAsserted(() -> assertThat(messages("a"))
                        .contains(
                                "ConfigMap/%1$s/x is now managed by Kustomization/%1$s/b".formatted(namespace.name())));
    }

    private void awaitOwner(String object, String owner) {
        patiently()
                .alias(object + " belongs to " + owner)
                .until(() -> live(object)
                        .map(ConfigMap::getMetadata)
                        .map(it -> it.getLabels().get(OWNER_LABEL))
                        .equals(Optional.of(owner)));
    }

    private void awaitAll(String revision) {
        for (int owner = 0; owner < OWNERS; owner++) {
            awaitReady("owner-" + owner, revision);
        }
    }

    private Map<String, String> uids(MovedObjects objects) {
        var uids = new HashMap<String, String>();
        objects.objects()
                .forEach(object -> uids.put(
                        object, live(object).orElseThrow().getMetadata().getUid()));
        return uids;
    }

    private void patch(String name, String mergePatch) {
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }
}
