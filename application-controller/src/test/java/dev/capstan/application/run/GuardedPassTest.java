package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ForeignOwner;
import dev.capstan.application.source.FakeSources;
import dev.capstan.apply.Owner;
import org.junit.jupiter.api.Test;

/** What keeps an Application from being synced. */
class GuardedPassTest {
    private static final String SYNC = "{sync: {}}";
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: s}
            stringData: {password: hunter2}
            """;
    private static final String OWNED = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              namespace: my-app
              labels: {kustomize.toolkit.fluxcd.io/name: shop, kustomize.toolkit.fluxcd.io/namespace: flux-system}
            data: {key: theirs}
            """;
    private static final String OF_ANOTHER = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              namespace: my-app
              annotations: {'argocd.argoproj.io/tracking-id': 'other:/ConfigMap:my-app/a'}
            """;

    private static String restricted(String field) {
        return """
                sourceRepos: ['*']
                destinations: [{server: '*', namespace: 'my-*'}]
                %s
                """.formatted(field);
    }

    @Test
    void t075_whatTheProjectForbidsEndsTheSyncBeforeAnythingIsApplied() {
        Story story = Story.manual();
        story.plane.defaultProject(restricted("clusterResourceWhitelist: [{group: '', kind: Namespace}]\n"
                + "namespaceResourceBlacklist: [{group: '', kind: Secret}]"));
        story.sources.push(configMap("a", "one"), SECRET);

        story.ask(SYNC).pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.operationText())
                .isEqualTo("Failed: one or more synchronization tasks are not valid: resource :Secret is not permitted"
                        + " in project default");
        assertThat(story.resources()).containsEntry("Secret/s", "Unknown");
    }

    @Test
    void aRevisionThatIsNotSignedIsNeitherComparedNorSynced() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"));
        story.refresh();
        int before = story.done().size();
        String unsigned = story.sources.push(configMap("a", "two"));
        story.unsigned.add(unsigned);

        story.refresh();

        assertThat(story.done()).hasSize(before);
        assertThat(story.conditions()).containsExactly("ComparisonError: " + unsigned + " is not signed");
        assertThat(story.sync()).isEqualTo("Unknown");

        story.unsigned.clear();
        story.refresh();
        assertThat(story.done()).hasSizeGreaterThan(before);
    }

    @Test
    void whatIsDeprecatedIsSaidAndSynced() {
        Story story = Story.automated();
        story.deprecations.add("signatureVerification is no field of Argo CD");
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.conditions())
                .containsExactly("DeprecatedFieldWarning: signatureVerification is no field of Argo CD");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void aForbiddenNamespaceEndsTheSync() {
        Story story = Story.manual();
        story.plane.defaultProject(restricted("clusterResourceWhitelist: [{group: '', kind: Namespace}]"));
        story.sources.push(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kube-system}, data: {key: v}}");

        story.ask(SYNC).pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.operation().message()).contains("namespace kube-system is not permitted in project 'default'");
    }

    @Test
    void t074_liveObjectsThatTheProjectForbidsAreNotSeenAndNotPruned() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"), SECRET);
        story.refresh();
        story.plane.defaultProject(restricted("clusterResourceWhitelist: [{group: '', kind: Namespace}]\n"
                + "namespaceResourceBlacklist: [{group: '', kind: Secret}]"));
        story.sources.push(configMap("a", "two"));

        story.refresh();

        assertThat(story.cluster.has("Secret", "s")).isTrue();
        assertThat(story.resources()).containsOnlyKeys("ConfigMap/a");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void t075_aForbiddenRepositoryMakesTheSpecInvalid() {
        Story story = Story.automated();
        story.plane.defaultProject("""
                sourceRepos: [https://git.example/other.git]
                destinations: [{server: '*', namespace: '*'}]
                """);
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("Unknown");
        assertThat(story.conditions())
                .containsExactly("InvalidSpecError: application repo https://git.example/apps.git is not permitted in"
                        + " project 'default'");
    }

    @Test
    void aMissingProjectMakesTheSpecInvalidAndEndsOperations() {
        Story story = Story.manual();
        story.plane.deleteProject("default");
        story.sources.push(configMap("a", "one"));

        story.ask(SYNC).pass();

        assertThat(story.operationText())
                .isEqualTo("Error: InvalidSpecError: Application referencing project default which does not exist");
    }

    @Test
    void aKindThatDoesNotExistEndsTheSync() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"), "{apiVersion: x.example/v1, kind: Thing, metadata: {name: t}}");

        story.ask(SYNC).pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.operation().message())
                .contains("The Kubernetes API could not find x.example/Thing for requested resource my-app/t");
    }

    @Test
    void f133_aKindThatTheSameSourceDefinesMayNotExistYet() {
        Story story = Story.manual();
        story.sources.push("{apiVersion: x.example/v1, kind: Thing, metadata: {name: t}}", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.x.example}
                spec: {group: x.example, names: {kind: Thing, plural: things}, scope: Cluster}
                """);

        story.ask(SYNC).pass();

        assertThat(story.done())
                .containsSubsequence("apply CustomResourceDefinition/things.x.example", "apply Thing/t");
        assertThat(story.cluster.get("Thing", "t").path("metadata").has("namespace"))
                .isFalse();
    }

    @Test
    void anObjectOfAnotherApplicationIsWarnedOf() {
        Story story = Story.manual();
        story.cluster.put((ObjectNode) FakeSources.yaml(OF_ANOTHER));
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.conditions())
                .containsExactly("SharedResourceWarning: ConfigMap/a is part of applications argocd/my-app and other");
    }

    @Test
    void anObjectOfAnotherApplicationCanEndTheSync() {
        Story story = Story.manual();
        story.cluster.put((ObjectNode) FakeSources.yaml(OF_ANOTHER));
        story.sources.push(configMap("a", "one"));

        story.ask("{sync: {syncOptions: [FailOnSharedResource=true]}}").pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.operationText()).startsWith("Failed: Shared resource found: ConfigMap/a is part of");
    }

    @Test
    void whatAKustomizationAppliesIsLeftToIt() {
        Story story = Story.automated();
        story.cluster.put((ObjectNode) FakeSources.yaml(OWNED));
        story.sources.push(configMap("a", "ours"), configMap("b", "ours"));

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.conditions())
                .contains("SharedResourceWarning: ConfigMap/a is applied by Kustomization flux-system/shop and by this"
                        + " application");
        assertThat(story.operation().message())
                .contains("ConfigMap/a is managed by the Kustomization flux-system/shop; remove it there first");
    }

    @Test
    void theMarksOfAKustomizationThatIsGoneMeanNothing() {
        Story story = Story.automated();
        story.cluster.put((ObjectNode) FakeSources.yaml(OWNED));
        story.deadOwners.add(new ForeignOwner(Owner.kustomization("flux-system", "shop")));
        story.sources.push(configMap("a", "ours"));

        story.refresh();

        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("ours");
        assertThat(story.conditions()).isEmpty();
    }

    @Test
    void whatMayBeTakenOverIsTakenOverAndStaysOurs() {
        Story story = Story.automated();
        story.cluster.put((ObjectNode) FakeSources.yaml(OWNED));
        story.cluster.edit("ConfigMap", "a", object -> {
            object.withObject("/metadata").withObject("/annotations").put(ForeignOwner.TAKEOVER, "allowed");
            return object;
        });
        story.sources.push(configMap("a", "ours"));
        story.refresh();
        story.cluster.edit("ConfigMap", "a", object -> {
            object.withObject("/metadata").withObject("/annotations").remove(ForeignOwner.TAKEOVER);
            object.withObject("/data").put("key", "theirs");
            return object;
        });

        story.pass();

        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("ours");
    }

    @Test
    void f135_aClusterThatCannotBeReachedLeavesTheStateUnknown() {
        Story story = Story.automated().unreachable("its certificate has expired");
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("Unknown");
        assertThat(story.conditions())
                .containsExactly("ComparisonError: Failed to load live state: its certificate has expired");
    }

    @Test
    void nothingIsSyncedWhileLiveObjectsCannotAllBeSeen() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"));
        story.cluster.lack("ConfigMaps cannot be listed");

        story.refresh();
        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("Unknown");
        assertThat(story.health()).isEqualTo("Unknown");

        story.cluster.showAll();
        story.pass();
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void d062_secretsAreNotInWhatIsSaid() {
        Story story = Story.automated();
        story.sources.push(SECRET);
        story.actions.fail("apply Secret/s", "refused");

        story.refresh();

        assertThat(story.written)
                .isNotEmpty()
                .noneMatch(outcome -> outcome.conditions().toString().contains("hunter2")
                        || outcome.refreshed().toString().contains("hunter2")
                        || outcome.operation().toString().contains("hunter2"));
    }
}
