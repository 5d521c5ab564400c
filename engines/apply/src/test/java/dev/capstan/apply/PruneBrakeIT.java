package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.policy.BrakeMarks;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.apply.prune.PruneLimit;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What would take along more than itself is not deleted before somebody allows it; on a real API server. */
class PruneBrakeIT extends ClusterFixture {

    private static final String HOUSE = "{apiVersion: v1, kind: Namespace, metadata: {name: NS-house}}\n";

    @AfterEach
    void removeHouse() {
        client.namespaces().withName(house()).delete();
    }

    @Test
    void c01_namespaceThatWasThereBeforeStaysAndSaysSo() {
        create(HOUSE);
        Inventory inventory = engine.applied(HOUSE).inventory();
        assertThat(annotations()).containsEntry(BrakeMarks.EXISTED_BEFORE, "true");

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.kept())
                .singleElement()
                .hasToString("Namespace/" + house()
                        + ": it was there before it was first applied; to have it deleted all the same, annotate it with"
                        + " capstan.dev/prune: allowed");
        assertThat(outcome.remaining()).isEqualTo(inventory);
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(isThere()).isTrue();
    }

    @Test
    void whatIsRecordedInTheObjectCostsNoRequestAndOutlivesTheProcess() {
        create(HOUSE);
        engine.applied(HOUSE);

        ApplyOutcome.Applied again = engine.applied(HOUSE);

        assertThat(again.changes().hasChanges()).isFalse();
        assertThat(again.record().requests()).isZero();
        try (var restarted = new ApplyFixture(client, namespace)) {
            ApplyOutcome.Applied first = restarted.applied(HOUSE);
            assertThat(first.changes().hasChanges()).isFalse();
            assertThat(first.record().requests()).isZero();
            assertThat(restarted.prune(first.inventory()).kept()).hasSize(1);
        }
        assertThat(engine.drifts).isEmpty();
    }

    @Test
    void namespaceThatWeMadeGoesWithItsContent() {
        Inventory inventory = engine.applied(HOUSE).inventory();
        create("{apiVersion: v1, kind: ConfigMap, metadata: {name: of-nobody, namespace: NS-house}}");

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.kept()).isEmpty();
        assertThat(annotations()).doesNotContainKey(BrakeMarks.EXISTED_BEFORE);
        assertThat(isThere()).isFalse();
    }

    /** Its labels were taken off and put back by a repair: that is no first time. */
    @Test
    void namespaceThatWeMadeStaysOursWithoutItsLabels() {
        Inventory inventory = engine.applied(HOUSE).inventory();
        client.namespaces().withName(house()).edit(it -> {
            it.getMetadata().getLabels().keySet().removeIf(key -> key.startsWith(Owner.KUSTOMIZE));
            return it;
        });
        await().until(() -> !engine.drifts.isEmpty());
        engine.applied(HOUSE);

        engine.prune(inventory);

        assertThat(isThere()).isFalse();
    }

    @Test
    void namespaceLabelledByFluxForTheSameOwnerCountsAsOurs() {
        create("{apiVersion: v1, kind: Namespace, metadata: {name: NS-house, labels: {"
                + "kustomize.toolkit.fluxcd.io/name: app, kustomize.toolkit.fluxcd.io/namespace: NS}}}");

        engine.prune(engine.applied(HOUSE).inventory());

        assertThat(isThere()).isFalse();
    }

    @Test
    void annotationAllowsTheDeletion() {
        create(HOUSE);
        Inventory inventory = engine.applied(HOUSE).inventory();
        assertThat(engine.prune(inventory).kept()).hasSize(1);

        client.namespaces().withName(house()).edit(it -> {
            it.getMetadata().getAnnotations().put(BrakeMarks.PRUNE, "allowed");
            return it;
        });

        await().atMost(Duration.ofSeconds(30))
                .until(() -> engine.prune(inventory).kept().isEmpty());
        assertThat(isThere()).isFalse();
    }

    @Test
    void namespaceThatHoldsAnObjectOfAnotherOwnerStaysUntilThatIsGone() {
        Inventory inventory = engine.applied(HOUSE).inventory();
        try (var other = new ApplyFixture(Fabric8ClusterApi.of(client), house(), "other")) {
            Inventory theirs = other.applied(
                            "{apiVersion: v1, kind: ConfigMap, metadata: {name: theirs, namespace: NS}}")
                    .inventory();

            assertThat(engine.prune(inventory).kept())
                    .singleElement()
                    .asString()
                    .contains("it holds ConfigMap/%s/theirs (of Kustomization %s/other)".formatted(house(), house()));
            assertThat(isThere()).isTrue();

            other.prune(theirs);
        }

        assertThat(engine.prune(inventory).kept()).isEmpty();
        assertThat(isThere()).isFalse();
    }

    @Test
    void namespaceOfAControllerStays() {
        Inventory inventory = engine.applied(HOUSE).inventory();
        create("{apiVersion: coordination.k8s.io/v1, kind: Lease,"
                + " metadata: {name: kustomize-controller-leader-election, namespace: NS-house}}");

        assertThat(engine.prune(inventory).kept())
                .singleElement()
                .asString()
                .contains("Lease/%s/kustomize-controller-leader-election (of a controller".formatted(house()));
        assertThat(isThere()).isTrue();
    }

    @Test
    void namespaceOfTheOwnerItselfStays() {
        Inventory inventory = engine.applied(HOUSE).inventory();
        try (var inside = new ApplyFixture(Fabric8ClusterApi.of(client), house(), "inside")) {
            client.namespaces().withName(house()).edit(it -> {
                it.getMetadata()
                        .getLabels()
                        .putAll(Map.of(
                                "kustomize.toolkit.fluxcd.io/name",
                                "inside",
                                "kustomize.toolkit.fluxcd.io/namespace",
                                house()));
                return it;
            });

            assertThat(inside.prune(inventory).kept())
                    .singleElement()
                    .asString()
                    .contains("its owner " + house() + "/inside lives in it");
        }
        assertThat(isThere()).isTrue();
    }

    @Test
    void definitionStaysWhileOthersHaveCustomResourcesOfIt() {
        String group = namespace + ".example.com";
        Inventory inventory = engine.applied(definition(group) + "---\n" + gadget(group, "ours"))
                .inventory();
        HasMetadata theirs = create(gadget(group, "theirs"));

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.kept())
                .singleElement()
                .asString()
                .contains(
                        "CustomResourceDefinition/gadgets." + group,
                        "it defines Gadget/" + namespace + "/theirs (of nobody)");
        assertThat(outcome.changes().changeLog()).isEqualTo("Gadget/" + namespace + "/ours deleted");

        client.resource(theirs).delete();
        assertThat(engine.prune(outcome.remaining()).kept()).isEmpty();
    }

    @Test
    void claimThatWasThereBeforeStaysAndOneThatWeMadeGoesUnlessItsKindIsProtected() {
        create(claim("theirs"));
        Inventory inventory =
                engine.applied(claim("theirs") + "---\n" + claim("ours")).inventory();

        assertThat(prune(inventory, new PruneBrake(Set.of("PersistentVolumeClaim"), Optional.empty()), 2)
                        .kept())
                .hasSize(2);
        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.kept()).singleElement().asString().contains("/theirs: it was there before");
        assertThat(outcome.changes().count(Action.SKIPPED)).isEqualTo(1);
    }

    @Test
    void moreThanTheLimitStopsEverything() {
        Inventory inventory = engine.applied(map("a") + "---\n" + map("b") + "---\n" + map("c"))
                .inventory();
        PruneBrake two = PruneBrake.none().with(Optional.of(new PruneLimit(2, 100)));

        PruneOutcome stopped = prune(inventory, two, 3);

        assertThat(stopped.isSuccess()).isFalse();
        assertThat(stopped.remaining()).isEqualTo(inventory);
        assertThat(stopped.failureMessage())
                .startsWith("3 of 3 recorded objects would be deleted at once, and the limit is 2,100%: ConfigMap/");
        assertThat(engine.exists(engine.configMap("a"))).isTrue();
        assertThat(prune(inventory, two, 4).changes().count(Action.DELETED)).isEqualTo(3);
    }

    /** What is gone or kept does not count. */
    @Test
    void onlyWhatWouldBeDeletedCounts() {
        Inventory inventory = engine.applied(map("a") + "---\n" + map("b") + "---\n" + map("c"))
                .inventory();
        client.configMaps().inNamespace(namespace).withName("c").delete();
        await().until(() -> !engine.drifts.isEmpty());

        PruneOutcome outcome = prune(inventory, PruneBrake.none().with(Optional.of(new PruneLimit(2, 60))), 3);

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.changes().count(Action.DELETED)).isEqualTo(2);
    }

    private PruneOutcome prune(Inventory stale, PruneBrake brake, int recorded) {
        var request = new PruneRequest(
                engine.owner, stale, ApplyProfile.kustomize(), 4, Duration.ofSeconds(30), brake, recorded, false);
        return engine.pruner.prune(request, engine.api, new Cancellation());
    }

    private HasMetadata create(String yaml) {
        return client.resource("---\n" + yaml.replace("NS", namespace)).create();
    }

    private String house() {
        return namespace + "-house";
    }

    /** Whether the namespace is there and not about to go. */
    private boolean isThere() {
        return Optional.ofNullable(client.namespaces().withName(house()).get())
                .filter(it -> it.getMetadata().getDeletionTimestamp() == null)
                .isPresent();
    }

    private Map<String, String> annotations() {
        Namespace live = client.namespaces().withName(house()).get();
        return live == null || live.getMetadata().getAnnotations() == null
                ? Map.of()
                : live.getMetadata().getAnnotations();
    }

    private static String map(String name) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", namespace: NS}}\n";
    }

    private static String claim(String name) {
        return "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: " + name + ", namespace: NS},"
                + " spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}\n";
    }

    private static String gadget(String group, String name) {
        return "{apiVersion: " + group + "/v1, kind: Gadget, metadata: {name: " + name + ", namespace: NS}}\n";
    }

    private static String definition(String group) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.GROUP}
                spec:
                  group: GROUP
                  scope: Namespaced
                  names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.replace("GROUP", group);
    }
}
