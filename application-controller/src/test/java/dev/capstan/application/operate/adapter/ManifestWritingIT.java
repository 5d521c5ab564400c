package dev.capstan.application.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ServerDryRun;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.argo.compare.LastApplied;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.ApplyMode;
import dev.capstan.argo.sync.ApplyMode.Way;
import dev.capstan.argo.sync.SyncAction;
import dev.capstan.argo.sync.SyncTask;
import dev.capstan.testkit.cluster.WithCluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sync writes, and in how many requests. */
@WithCluster(crds = false)
class ManifestWritingIT extends ObjectActionsFixture {

    @Test
    void syncCostsOneRequestForWhatDiffersAndNoneForTheRest() {
        applied(configMap("a", "data: {k: blue, gone: soon}"), APPLY, "configmap/a created");
        applied(configMap("a", "data: {k: blue, gone: soon}"), APPLY, "configmap/a unchanged");
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getData().put("others", "stay");
            return it;
        });
        await().until(() -> seen("a").at("/data/others").isTextual());
        proxy.reset();
        applied(configMap("a", "data: {k: red}"), APPLY, "configmap/a configured");

        assertThat(proxy.requests()).containsExactly("PATCH /api/v1/namespaces/" + namespace + "/configmaps/a");
        assertThat(live("a").getData()).isEqualTo(Map.of("k", "red", "others", "stay"));
        assertThat(live("a").getMetadata().getManagedFields()).anySatisfy(entry -> {
            assertThat(entry.getManager()).isEqualTo("argocd-controller");
            assertThat(entry.getOperation()).isEqualTo("Update");
        });
        assertThat(live("a").getMetadata().getAnnotations().get(LastApplied.ANNOTATION))
                .startsWith("{\"apiVersion\":\"v1\",\"data\":{\"k\":\"red\"},\"kind\":\"ConfigMap\"")
                .endsWith("\n");
        assertThat(seen("a").at("/data/k").asText()).isEqualTo("red");
    }

    @Test
    void dryRunOfTheClientAsksNobody() {
        SyncTask made = task(Optional.of(configMap("a", "data: {k: v}")), Optional.empty());
        run(new SyncAction.DryRun(made, APPLY));
        proxy.reset();

        assertThat(run(new SyncAction.DryRun(made, APPLY)))
                .isEqualTo(new ActionOutcome.Done("configmap/a created (dry run)"));
        assertThat(run(new SyncAction.DryRun(
                        task(
                                Optional.of(yaml("{apiVersion: example.org/v1, kind: Thing, metadata: {name: x}}")),
                                Optional.empty()),
                        APPLY)))
                .isInstanceOf(ActionOutcome.Failed.class);

        assertThat(live("a")).isNull();
        assertThat(proxy.requests()).noneMatch(request -> request.startsWith("P"));
    }

    @Test
    void objectThatWasChangedMeanwhileIsReadAgain() {
        applied(configMap("a", "data: {k: blue}"), APPLY, "configmap/a created");
        ObjectNode old = seen("a");
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getData().put("others", "stay");
            return it;
        });
        views = cluster -> new LiveViews.Opened.Open(stale(old));

        applied(configMap("a", "data: {k: red}"), APPLY, "configmap/a configured");

        assertThat(live("a").getData()).isEqualTo(Map.of("k", "red", "others", "stay"));
    }

    /** A view that is behind in what it finds. */
    private LiveView stale(ObjectNode old) {
        LiveObject object = new LiveObject() {
            @Override
            public ObjectKey key() {
                return ObjectKey.of(old);
            }

            @Override
            public String uid() {
                return old.at("/metadata/uid").asText();
            }

            @Override
            public String resourceVersion() {
                return old.at("/metadata/resourceVersion").asText();
            }

            @Override
            public long contentHash() {
                return 0;
            }

            @Override
            public ObjectNode content() {
                return old.deepCopy();
            }
        };
        return (LiveView) Proxy.newProxyInstance(
                LiveView.class.getClassLoader(), new Class<?>[] {LiveView.class}, (proxied, method, arguments) -> {
                    try {
                        return method.getName().equals("find")
                                ? new LiveLookup.Found(object)
                                : method.invoke(view, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void objectThatSomebodyElseMadeIsTakenOverWithoutLoss() {
        own.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a
                data:
                  others: stay
                """);

        applied(configMap("a", "data: {k: red}"), APPLY, "configmap/a configured");

        assertThat(live("a").getData()).isEqualTo(Map.of("k", "red", "others", "stay"));
    }

    @Test
    void objectThatIsHandedOverLosesTheLabelsOfItsOwner() {
        own.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a
                  labels:
                    app: web
                    kustomize.toolkit.fluxcd.io/name: shop
                    kustomize.toolkit.fluxcd.io/namespace: flux-system
                  annotations:
                    capstan.dev/takeover: allowed
                data:
                  others: stay
                """);

        applied(configMap("a", "data: {k: red}"), APPLY, "configmap/a configured");

        assertThat(live("a").getMetadata().getLabels()).containsOnlyKeys("app");
        assertThat(live("a").getMetadata().getAnnotations()).doesNotContainKey("capstan.dev/takeover");
        assertThat(seen("a").at("/metadata/labels").size()).isEqualTo(1);
    }

    @Test
    void replacementLeavesNothingOfOthersAndMakesWhatIsNotThere() {
        applied(configMap("a", "data: {k: blue}"), mode(Way.CREATE), "configmap/a created");
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getData().put("others", "go");
            return it;
        });

        applied(configMap("a", "data: {k: red}"), mode(Way.REPLACE), "configmap/a replaced");

        assertThat(live("a").getData()).isEqualTo(Map.of("k", "red"));
        assertThat(live("a").getMetadata().getAnnotations()).doesNotContainKey(LastApplied.ANNOTATION);
        applied(configMap("b", "data: {k: red}"), mode(Way.REPLACE), "configmap/b created");
    }

    @Test
    void forceMakesAnewWhatCannotBeChangedButOnlyWhatTheServerTakes() {
        applied(configMap("a", "immutable: true, data: {k: blue}"), APPLY, "configmap/a created");
        String before = live("a").getMetadata().getUid();
        assertThat(failure(apply(configMap("a", "immutable: true, data: {k: red}"), APPLY)))
                .contains("immutable");

        applied(
                configMap("a", "immutable: true, data: {k: red}"),
                forced(Way.CLIENT_SIDE_APPLY),
                "configmap/a replaced");

        String after = live("a").getMetadata().getUid();
        assertThat(after).isNotEqualTo(before);
        assertThat(live("a").getMetadata().getAnnotations()).containsKey(LastApplied.ANNOTATION);
        assertThat(failure(apply(
                        configMap("a", "immutable: true, data: {'not a key': red}"), forced(Way.CLIENT_SIDE_APPLY))))
                .contains("not a key");
        assertThat(live("a").getMetadata().getUid()).isEqualTo(after);
        applied(configMap("a", "data: {k: new}"), forced(Way.REPLACE), "configmap/a replaced");
        assertThat(live("a").getMetadata().getUid()).isNotEqualTo(after);
    }

    @Test
    void serverSideApplyTakesFieldsOfOthersAndOfKubectl() {
        ObjectRef ref =
                new ObjectRef(new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true), namespace, "a");
        api().create(
                        ref,
                        configMap("a", "data: {k: blue, gone: soon}"),
                        new ClusterApi.WriteOptions(
                                "kubectl-client-side-apply", false, ClusterApi.FieldValidation.BY_SERVER));

        applied(
                configMap("a", "data: {k: red}"),
                new ApplyMode(Way.SERVER_SIDE_APPLY, false, true, true),
                "configmap/a serverside-applied");

        assertThat(live("a").getData()).isEqualTo(Map.of("k", "red"));
        assertThat(live("a").getMetadata().getManagedFields()).singleElement().satisfies(entry -> {
            assertThat(entry.getManager()).isEqualTo("argocd-controller");
            assertThat(entry.getOperation()).isEqualTo("Apply");
        });
        proxy.reset();
        applied(configMap("b", "data: {k: red}"), mode(Way.SERVER_SIDE_APPLY), "configmap/b serverside-applied");
        assertThat(proxy.requests()).hasSize(1);
    }

    @Test
    void objectsWithoutNamespaceGoToTheDestinations() {
        ObjectNode plain = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: v}}");

        applied(plain, APPLY, "configmap/a created");

        assertThat(live("a").getData()).isEqualTo(Map.of("k", "v"));
        assertThat(failure(apply(yaml("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}"), APPLY)))
                .contains("without a name");
    }

    @Test
    void aTrialSaysWhatAnApplyWouldMakeAndWritesNothing() {
        run(new SyncAction.Apply(task(Optional.of(configMap("a", "data: {k: one}")), Optional.empty()), APPLY));
        proxy.reset();

        ServerDryRun.Answer answer = actions().tryOut(configMap("a", "data: {k: two}"), context());

        assertThat(answer)
                .isInstanceOfSatisfying(
                        ServerDryRun.Answer.Made.class,
                        made -> assertThat(made.object().at("/data/k").asText()).isEqualTo("two"));
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("a")
                        .get()
                        .getData())
                .containsEntry("k", "one");
    }
}
