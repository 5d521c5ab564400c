package dev.capstan.apply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deleting what left the set, on a real API server. */
class PrunerIT extends ClusterFixture {

    @Test
    void deletesWhatLeftTheSetWithOneRequestEach() {
        Inventory before = engine.applied(configMaps("a", "b", "c")).inventory();
        Inventory after = engine.applied(configMaps("b")).inventory();

        PruneOutcome outcome = engine.prune(before.minus(after));

        assertThat(ApplyFixture.lines(outcome.changes()))
                .containsExactly("ConfigMap/" + namespace + "/a deleted", "ConfigMap/" + namespace + "/c deleted");
        assertThat(outcome.remaining().isEmpty()).isTrue();
        assertThat(engine.exists(engine.configMap("a"))).isFalse();
        assertThat(engine.exists(engine.configMap("b"))).isTrue();
        assertThat(engine.drifts).isEmpty();
    }

    @Test
    void deletesAFewAtATimeAndNeverMoreThanAllowed() {
        Inventory inventory = engine.applied(configMaps(names(20))).inventory();
        var cluster = new WatchedDeletions(engine.api, Optional.empty());

        PruneOutcome outcome = engine.pruner.prune(request(inventory, 4), cluster.api(), new Cancellation());

        assertThat(outcome.changes().count(Action.DELETED)).isEqualTo(20);
        assertThat(outcome.remaining().isEmpty()).isTrue();
        assertThat(cluster.most()).isBetween(2, 4);
        assertThat(cluster.count()).isEqualTo(20);
    }

    @Test
    void stopsAtTheFirstSignThatTheClusterIsAwayAndForgetsNothing() {
        Inventory inventory = engine.applied(configMaps(names(20))).inventory();
        var cluster = new WatchedDeletions(engine.api, Optional.of("nobody answers"));

        PruneOutcome outcome = engine.pruner.prune(request(inventory, 2), cluster.api(), new Cancellation());

        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.failures()).hasSize(20);
        assertThat(outcome.failureMessage()).contains("the API server is not available: nobody answers", "not tried: ");
        assertThat(outcome.remaining()).isEqualTo(inventory);
        assertThat(cluster.count()).isLessThanOrEqualTo(3);
    }

    @Test
    void writesAMissingRightAsARuleOnceForAllItConcerns() {
        Inventory inventory = engine.applied(
                        configMaps("a", "b")
                                + "---\n{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: NS}, stringData: {a: b}}\n")
                .inventory();
        client.serviceAccounts()
                .inNamespace(namespace)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("weak")
                        .endMetadata()
                        .build())
                .create();

        PruneOutcome outcome = engine.pruner.prune(
                request(inventory, 1),
                engine.api.impersonating("system:serviceaccount:" + namespace + ":weak"),
                new Cancellation());

        assertThat(outcome.failures()).hasSize(3);
        assertThat(outcome.failureMessage().split("; "))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text)
                        .matches("ConfigMap/NS/[ab], ConfigMap/NS/[ab]: ".replace("NS", namespace)
                                + Pattern.quote(missing("configmaps"))))
                .anySatisfy(text -> assertThat(text).isEqualTo("Secret/" + namespace + "/s: " + missing("secrets")));
    }

    private String missing(String resource) {
        return ("deletion failed (Forbidden): the service account weak of the namespace NS may not delete RESOURCE in the"
                        + " namespace NS. Add this rule to a Role in the namespace NS that is bound to it: - {apiGroups:"
                        + " [\"\"], resources: [RESOURCE], verbs: [get, create, patch, delete]}")
                .replace("NS", namespace)
                .replace("RESOURCE", resource);
    }

    private PruneRequest request(Inventory stale, int concurrency) {
        return new PruneRequest(
                engine.owner,
                stale,
                ApplyProfile.kustomize(),
                concurrency,
                Duration.ZERO,
                PruneBrake.none(),
                stale.size(),
                false);
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "many-" + i).toArray(String[]::new);
    }

    @Test
    void deletesNothingInAPreview() {
        Inventory inventory = engine.applied(configMaps("a")).inventory();

        PruneOutcome outcome = engine.pruner.prune(
                PruneRequest.of(engine.owner, inventory).asPreview(), engine.api, new Cancellation());

        assertThat(ApplyFixture.lines(outcome.changes())).containsExactly("ConfigMap/" + namespace + "/a deleted");
        assertThat(engine.exists(engine.configMap("a"))).isTrue();
    }

    @Test
    void t074_deletesNothingThatCarriesOtherOwnershipLabels() {
        Inventory inventory = engine.applied(configMaps("a", "b")).inventory();
        relabel("a", "somebody-else");
        client.configMaps().inNamespace(namespace).withName("b").edit(map -> {
            map.getMetadata().setLabels(Map.of());
            return map;
        });
        await().until(() -> engine.drifts.size() >= 2);

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.changes().count(Action.DELETED)).isZero();
        assertThat(outcome.remaining().isEmpty()).isTrue();
        assertThat(engine.exists(engine.configMap("a"))).isTrue();
        assertThat(engine.exists(engine.configMap("b"))).isTrue();
    }

    @Test
    void t074_deletesNothingThatIsNotRecordedThoughItCarriesTheLabels() {
        Inventory inventory = engine.applied(configMaps("a", "b")).inventory();
        Inventory recorded = Inventory.of(inventory.entries().stream()
                .filter(entry -> entry.id().name().equals("a"))
                .toList());

        engine.prune(recorded);

        assertThat(engine.exists(engine.configMap("b"))).isTrue();
    }

    @Test
    void keepsWhatAsksToBeKept() {
        Inventory inventory = engine.applied(configMaps("a")).inventory();
        client.configMaps().inNamespace(namespace).withName("a").edit(map -> {
            map.getMetadata().setAnnotations(Map.of("kustomize.toolkit.fluxcd.io/prune", "disabled"));
            return map;
        });
        await().until(() -> engine.watch.observe(engine.configMap("a"))
                        instanceof dev.capstan.apply.watch.Observation.Present present
                && present.object().policy().isPruneDisabled());

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(ApplyFixture.lines(outcome.changes())).containsExactly("ConfigMap/" + namespace + "/a skipped");
        assertThat(engine.exists(engine.configMap("a"))).isTrue();
    }

    @Test
    void leavesTheNamespacesThatKubernetesNeverDeletes() {
        Inventory inventory = engine.applied("{apiVersion: v1, kind: Namespace, metadata: {name: kube-public}}")
                .inventory();

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(ApplyFixture.lines(outcome.changes())).containsExactly("Namespace/kube-public skipped");
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.remaining().isEmpty()).isTrue();
    }

    @Test
    void f119_keepsRecordedWhatAFinalizerHolds() throws Exception {
        Inventory inventory = engine.applied(configMaps("a")).inventory();
        setFinalizers("a", List.of("example.com/hold"));

        PruneOutcome held = engine.prune(inventory);

        assertThat(held.isSuccess()).isTrue();
        assertThat(held.remaining()).isEqualTo(inventory);
        assertThat(held.terminating())
                .singleElement()
                .hasToString("ConfigMap/" + namespace + "/a: is being deleted and waits for example.com/hold");
        setFinalizers("a", List.of());
        assertThat(engine.vanished.poll(10, SECONDS)).isNotNull();
        PruneOutcome gone = engine.prune(held.remaining());
        assertThat(gone.remaining().isEmpty()).isTrue();
        assertThat(gone.changes().changes()).isEmpty();
    }

    @Test
    void f119_keepsRecordedWhatAnAdmissionPolicyProtects() {
        Inventory inventory = engine.applied(configMaps("guarded", "free")).inventory();
        String policy = "guard-" + namespace;
        client.resource("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingAdmissionPolicy
                        metadata: {name: POLICY}
                        spec:
                          failurePolicy: Fail
                          matchConstraints:
                            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NS}}
                            resourceRules:
                              - {apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [configmaps]}
                          validations:
                            - {expression: "oldObject.metadata.name != 'guarded'", message: guarded by the operator}
                        """.replace("POLICY", policy).replace("NS", namespace)).create();
        client.resource("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingAdmissionPolicyBinding
                        metadata: {name: POLICY}
                        spec: {policyName: POLICY, validationActions: [Deny]}
                        """.replace("POLICY", policy)).create();
        await().atMost(Duration.ofSeconds(30)).until(() -> isDeletionDenied("guarded"));

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.failureMessage())
                .isEqualTo("ConfigMap/" + namespace + "/guarded: deletion failed (Invalid): the policy " + policy
                        + " (binding " + policy
                        + ") refuses it: guarded by the operator. Do what the policy asks for before a"
                        + " deletion, or have it changed. An object that is to stay says so itself: annotation"
                        + " kustomize.toolkit.fluxcd.io/prune: disabled");
        assertThat(outcome.remaining().entries())
                .extracting(entry -> entry.id().name())
                .containsExactly("guarded");
        assertThat(engine.exists(engine.configMap("free"))).isFalse();
        client.admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName(policy)
                .delete();
        client.admissionRegistration()
                .v1()
                .validatingAdmissionPolicies()
                .withName(policy)
                .delete();
    }

    @Test
    void f122_countsObjectsAsGoneWhoseDefinitionIsGone() throws Exception {
        String group = namespace + ".example.com";
        String definition = """
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
        String gadget =
                "{apiVersion: GROUP/v1, kind: Gadget, metadata: {name: one, namespace: NS}}".replace("GROUP", group);
        Inventory inventory = engine.applied(definition + "---\n" + gadget).inventory();
        var gadgets = client.apiextensions().v1().customResourceDefinitions().withName("gadgets." + group);
        gadgets.delete();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gadgets.get() == null
                        && engine.drifts.stream()
                                .anyMatch(drift -> drift.id().kind().equals("CustomResourceDefinition")));

        PruneOutcome outcome = engine.prune(inventory);

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.remaining().isEmpty()).isTrue();
    }

    private String configMaps(String... names) {
        StringBuilder yaml = new StringBuilder();
        for (String name : names) {
            yaml.append("---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ")
                    .append(name)
                    .append(", namespace: NS}, data: {a: b}}\n");
        }
        return yaml.toString();
    }

    private void relabel(String name, String ownerName) {
        client.configMaps().inNamespace(namespace).withName(name).edit(map -> {
            map.getMetadata().getLabels().put("kustomize.toolkit.fluxcd.io/name", ownerName);
            return map;
        });
    }

    private void setFinalizers(String name, List<String> finalizers) {
        client.configMaps().inNamespace(namespace).withName(name).edit(map -> {
            ObjectMeta metadata = map.getMetadata();
            metadata.setFinalizers(finalizers);
            return map;
        });
    }

    private boolean isDeletionDenied(String name) {
        try {
            client.configMaps().inNamespace(namespace).withName(name).dryRun().delete();
            return false;
        } catch (io.fabric8.kubernetes.client.KubernetesClientException denied) {
            return String.valueOf(denied.getMessage()).contains("guarded by the operator");
        }
    }
}
