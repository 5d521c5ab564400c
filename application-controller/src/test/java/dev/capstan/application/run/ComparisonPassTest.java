package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.LiveSummary;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a comparison of a whole Application sees and says. */
class ComparisonPassTest {
    private static Refreshed.Compared compared(Story story) {
        return (Refreshed.Compared) story.last().refreshed().orElseThrow();
    }

    private static ObjectNode live(String yaml) {
        return (ObjectNode) FakeSources.yaml(yaml);
    }

    private static Story synced(String... manifests) {
        Story story = Story.automated();
        story.sources.push(manifests);
        return story.refresh().forget();
    }

    @Test
    void onlyWhatHasChangedIsComparedAgain() {
        Story story = synced(configMap("a", "one"), configMap("b", "one"), configMap("c", "one"));
        story.spec("syncPolicy", "{}").pass().pass();
        int before = story.cluster.unpacked();
        story.cluster.edit("ConfigMap", "b", object -> {
            object.withObject("/data").put("key", "edited");
            return object;
        });
        int editing = story.cluster.unpacked() - before;

        story.pass();

        assertThat(story.resources()).containsEntry("ConfigMap/b", "OutOfSync").containsEntry("ConfigMap/a", "Synced");
        assertThat(story.cluster.unpacked() - before - editing).isEqualTo(1);
    }

    @Test
    void aStatusThatChangesChangesTheHealthAlone() {
        Story story = synced(Story.deployment("web"));
        assertThat(story.health()).isEqualTo("Progressing");

        story.rolledOut("web").pass();

        assertThat(story.health()).isEqualTo("Healthy");
        assertThat(story.sync()).isEqualTo("Synced");
        assertThat(story.done()).isEmpty();
    }

    @Test
    void rulesThatChangeAreUsedAtOnce() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));
        story.ask("{sync: {}}").pass();
        story.cluster.edit("ConfigMap", "a", object -> {
            object.withObject("/data").put("key", "edited");
            return object;
        });
        assertThat(story.pass().sync()).isEqualTo("OutOfSync");

        story.spec("ignoreDifferences", "[{kind: ConfigMap, jqPathExpressions: [.data.key]}]");
        assertThat(story.pass().sync()).isEqualTo("Synced");

        story.spec("ignoreDifferences", "[]");
        assertThat(story.pass().sync()).isEqualTo("OutOfSync");

        story.plane.set("resource.customizations.ignoreDifferences.ConfigMap", "jsonPointers: [/data/key]");
        assertThat(story.pass().sync()).isEqualTo("Synced");
    }

    @Test
    void aRuleThatCannotBeReadLeavesTheStateUnknown() {
        Story story = synced(configMap("a", "one"));

        story.spec("ignoreDifferences", "[{kind: ConfigMap, jqPathExpressions: ['.data[']}]")
                .pass();

        assertThat(story.sync()).isEqualTo("Unknown");
        assertThat(story.conditions()).singleElement().asString().startsWith("ComparisonError: ignoreDifferences for");
    }

    @Test
    void excludedKindsAreLeftOutAndSaidSo() {
        Story story = Story.automated();
        story.plane.set("resource.exclusions", "[{apiGroups: [''], kinds: [ConfigMap]}]");
        story.sources.push(configMap("a", "one"), Story.deployment("web"));

        story.refresh();

        assertThat(story.done()).containsExactly("apply Namespace/my-app", "apply Deployment/web");
        assertThat(story.conditions())
                .containsExactly("ExcludedResourceWarning: Resource /ConfigMap a is excluded in the settings");
    }

    @Test
    void t074_marksThatWereCopiedFromAParentMakeNothingOurs() {
        Story story = synced(Story.deployment("web"));
        story.cluster.put(live("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: copy
                  namespace: my-app
                  annotations: {'argocd.argoproj.io/tracking-id': 'my-app:apps/Deployment:my-app/web'}
                """));
        story.sources.push(Story.deployment("web"), configMap("a", "one"));

        story.refresh();

        assertThat(story.done()).doesNotContain("prune ConfigMap/copy");
        assertThat(story.resources()).containsEntry("ConfigMap/copy", "null");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void whatAnotherObjectHasMadeIsNotOurs() {
        Story story = synced(configMap("a", "one"));
        story.cluster.put(live("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: child
                  namespace: my-app
                  annotations: {'argocd.argoproj.io/tracking-id': 'my-app:/ConfigMap:my-app/child'}
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: a, uid: u}]
                """));

        story.pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.resources()).containsOnlyKeys("ConfigMap/a");
    }

    @Test
    void kindsOfTheStatusStayInViewWhenNoManifestHasThemAnyMore() {
        Story story = synced(configMap("a", "one"), Story.deployment("web"));
        story.sources.push(configMap("a", "two"));

        story.restart().refresh();

        assertThat(story.cluster.wantedBy("my-app").orElseThrow().kinds())
                .contains(new GroupKind("apps", "Deployment"), new GroupKind("", "ConfigMap"));
        assertThat(story.cluster.has("Deployment", "web")).isFalse();
    }

    @Test
    void anObjectThatIsNotThereIsMissing() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"), configMap("b", "one"));
        story.ask("{sync: {resources: [{kind: ConfigMap, name: b}]}}").pass();

        ObjectKey key = new ObjectKey("", "ConfigMap", "my-app", "a");
        assertThat(compared(story).healths()).containsEntry(key, Health.MISSING);
        assertThat(story.health()).isEqualTo("Healthy");
    }

    @Test
    void healthIsAssessedByTheRulesOfTheUser() {
        Story story = Story.automated();
        story.plane.set(
                "resource.customizations.health.ConfigMap", "return {status = 'Degraded', message = 'by script'}");
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.health()).isEqualTo("Degraded");
        assertThat(compared(story).health().message()).contains("ConfigMap my-app/a: by script");
    }

    @Test
    void imagesAndAddressesAreSummedUp() {
        Story story = synced(Story.deployment("web"), """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  tls: [{hosts: [shop.example]}]
                  rules: [{host: shop.example, http: {paths: [{path: /cart}]}}, {host: plain.example, http: {paths: [{path: /}]}}]
                """);
        story.cluster.edit("Ingress", "web", object -> {
            object.set("status", FakeSources.yaml("loadBalancer: {ingress: [{ip: 10.0.0.1}]}"));
            return object;
        });

        story.pass();

        assertThat(compared(story).summary())
                .isEqualTo(new LiveSummary(
                        List.of("nginx"), List.of("http://plain.example/", "https://shop.example/cart")));
    }

    @Test
    void hooksOfDeletionsAreNamedAndNotApplied() {
        Story story = synced(configMap("a", "one"), Story.job("bye", "argocd.argoproj.io/hook: PostDelete"));

        story.pass();

        assertThat(compared(story).deletionHooks()).containsExactly(DeletionHook.POST_DELETE);
        assertThat(story.cluster.has("Job", "bye")).isFalse();
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void theApiServerComparesWhereItShallAndIsAskedOnceForEachChange() {
        Story story = synced(configMap("a", "one"))
                .spec("syncPolicy", "{}")
                .annotate("argocd.argoproj.io/compare-options", "ServerSideDiff=true, IncludeMutationWebhook=true");

        story.pass().pass();
        assertThat(story.done()).containsExactly("ask ConfigMap/a");
        assertThat(story.sync()).isEqualTo("Synced");

        story.cluster.edit("ConfigMap", "a", object -> {
            object.withObject("/data").put("key", "edited");
            return object;
        });
        story.pass();
        assertThat(story.done()).containsExactly("ask ConfigMap/a", "ask ConfigMap/a");
        assertThat(story.sync()).isEqualTo("OutOfSync");
    }

    @Test
    void whoOwnsFieldsCountsForAnObjectThatIsAppliedByTheServer() {
        Story story = synced(Story.annotated("a", "argocd.argoproj.io/sync-options: ServerSideApply=true"))
                .spec("syncPolicy", "{}");
        story.cluster.edit("ConfigMap", "a", object -> {
            object.withObject("/data").put("former", "x");
            return owned(object, "argocd-controller");
        });
        assertThat(story.pass().sync()).isEqualTo("OutOfSync");

        story.cluster.edit("ConfigMap", "a", object -> owned(object, "somebody"));

        assertThat(story.pass().sync()).isEqualTo("Synced");
    }

    private static ObjectNode owned(ObjectNode configMap, String manager) {
        configMap.withObject("/metadata").withArray("/managedFields").add(FakeSources.yaml("""
                        manager: %s
                        operation: Apply
                        apiVersion: v1
                        fieldsType: FieldsV1
                        fieldsV1: {'f:data': {'f:former': {}}}
                        """.formatted(manager)));
        return configMap;
    }

    @Test
    void aDryRunThatTheApiServerRefusesLeavesTheStateUnknown() {
        Story story =
                synced(configMap("a", "one")).annotate("argocd.argoproj.io/compare-options", "ServerSideDiff=true");
        story.actions.fail("ask ConfigMap/a", "admission webhook denied");

        story.pass();

        assertThat(story.sync()).isEqualTo("Unknown");
        assertThat(story.conditions())
                .containsExactly("ComparisonError: Failed to compare desired state to live state: the dry run of"
                        + " /ConfigMap/a failed: admission webhook denied");
    }

    @Test
    void objectsThatNobodyManagesAreWarnedOfWhereTheProjectWantsIt() {
        Story story = synced(configMap("a", "one"));
        story.cluster.put(live("{apiVersion: v1, kind: ConfigMap, metadata: {name: stray, namespace: my-app}}"));
        assertThat(story.pass().conditions()).isEmpty();

        story.plane.defaultProject("""
                sourceRepos: ['*']
                destinations: [{server: '*', namespace: '*'}]
                orphanedResources: {warn: true}
                """);
        assertThat(story.pass().conditions())
                .containsExactly("OrphanedResourceWarning: Application has 1 orphaned resources");

        story.cluster.remove("ConfigMap", "stray");
        assertThat(story.pass().conditions()).isEmpty();
    }

    @Test
    void manyConditionsOfOneTypeAreSummedUp() {
        Story story = Story.manual();
        story.plane.set("resource.exclusions", "[{apiGroups: [''], kinds: [ConfigMap]}]");
        story.sources.push(
                IntStream.range(0, 25).mapToObj(i -> configMap("c" + i, "one")).toArray(String[]::new));

        story.refresh();

        assertThat(story.conditions()).hasSize(20).last().isEqualTo("ExcludedResourceWarning: and 6 more");
    }

    @Test
    void optionsThatNobodyKnowsAreNoted() {
        Story story = Story.of("syncOptions: [CreateNamespaces=true]");
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(compared(story).notices())
                .containsExactly("The sync option 'CreateNamespaces=true' is not known, so it changes nothing");
        assertThat(story.conditions())
                .containsExactly("IgnoredSettingWarning: The sync option 'CreateNamespaces=true' is not known, so it"
                        + " changes nothing");
        assertThat(story.spec("syncPolicy", "{syncOptions: [CreateNamespace=true]}")
                        .pass()
                        .conditions())
                .isEmpty();
    }

    @Test
    void resourcesComeInTheOrderOfTheirKeys() {
        Story story = synced(configMap("b", "one"), Story.deployment("web"), configMap("a", "one"));

        assertThat(compared(story.pass()).comparison().resources())
                .extracting(ResourceStatus::key)
                .isSorted()
                .hasSize(3);
    }

    @Test
    void objectsAreMarkedByLabelWhereThatIsTheMethod() {
        Story story = Story.manual();
        story.plane.set("application.resourceTrackingMethod", "label");
        story.sources.push(configMap("a", "one"));

        story.ask("{sync: {}}").pass();

        assertThat(story.cluster.get("ConfigMap", "a").path("metadata").path("labels"))
                .isEqualTo(FakeSources.yaml("app.kubernetes.io/instance: my-app"));
    }

    @Test
    void anExtraObjectThatShallNotCountLeavesTheApplicationSynced() {
        Story story = synced(configMap("a", "one"));
        story.spec("syncPolicy", "{}");
        story.cluster.put(live("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: extra
                  namespace: my-app
                  annotations:
                    argocd.argoproj.io/tracking-id: my-app:/ConfigMap:my-app/extra
                    argocd.argoproj.io/compare-options: IgnoreExtraneous
                """));

        story.pass();

        assertThat(story.resources()).containsEntry("ConfigMap/extra", "OutOfSync");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void anApplicationWithoutObjectsIsHealthyAndSynced() {
        Story story = Story.automated();
        story.sources.push();

        story.refresh();

        assertThat(story.sync()).isEqualTo("Synced");
        assertThat(story.health()).isEqualTo("Healthy");
        assertThat(story.done()).isEmpty();
    }
}
