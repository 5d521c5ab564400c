package dev.capstan.application.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.cluster.adapter.ConnectedClusters;
import dev.capstan.application.compare.ServerDryRun;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.Wanted;
import dev.capstan.application.live.adapter.LiveTargets;
import dev.capstan.application.operate.ActionContext;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.LastApplied;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.ServiceAccounts.Account;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.ApplyMode;
import dev.capstan.argo.sync.ApplyMode.Way;
import dev.capstan.argo.sync.SyncAction;
import dev.capstan.argo.sync.SyncTask;
import dev.capstan.testkit.cluster.CountingProxy;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster(crds = false)
class ObjectActionsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApplyMode APPLY = mode(Way.CLIENT_SIDE_APPLY);

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private Account account = new Account.NoneNamed();
    private Optional<String> installed = Optional.empty();
    private KubernetesClient client;
    private TestNamespace own;
    private String namespace;
    private CountingProxy proxy;
    private ClusterConnections connections;
    private LiveTargets targets;
    private LiveViews views;
    private LiveView view;

    @BeforeEach
    void start(TestCluster cluster, KubernetesClient shared, TestNamespace given, @TempDir Path folder)
            throws IOException {
        client = shared;
        own = given;
        namespace = given.name();
        proxy = CountingProxy.before(cluster.kubeconfig());
        KubernetesClient counted = TestCluster.clientFor(proxy.kubeconfig(folder));
        connections = new ConnectedClusters(counted, Clock.systemUTC());
        targets = new LiveTargets(
                connections,
                () -> new LiveRules(ArgoSettings.DEFAULT, HealthRules.shipped()),
                (application, key) -> {},
                10_000_000,
                Clock.systemUTC(),
                (what, fault) -> {
                    throw new AssertionError(what, fault);
                });
        views = targets;
        view = switch (targets.of(Cluster.inCluster())) {
            case LiveViews.Opened.Open open -> open.view();
            case LiveViews.Opened.Closed closed -> throw new AssertionError(closed.why());
        };
        view.want(
                new Wanted("app", Set.of(new GroupKind("", "ConfigMap"), new GroupKind("", "Secret")), Set.of()),
                Duration.ofSeconds(30));
        proxy.reset();
        toClose.addAll(List.of(targets, counted, proxy));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closing : toClose) {
            closing.close();
        }
    }

    private static ApplyMode mode(Way way) {
        return new ApplyMode(way, false, true, false);
    }

    private static ApplyMode forced(Way way) {
        return new ApplyMode(way, true, true, false);
    }

    private ObjectNode yaml(String text) {
        return JSON.valueToTree(PlainYaml.read(text.replace("NS", namespace), Limits.DEFAULT));
    }

    private ObjectNode configMap(String name, String rest) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name
                + ", namespace: NS, annotations: {argocd.argoproj.io/tracking-id: 'app:/ConfigMap:NS/" + name + "'}}, "
                + rest
                + "}");
    }

    private static SyncTask task(Optional<ObjectNode> target, Optional<ObjectNode> live) {
        ObjectNode object = target.or(() -> live).orElseThrow();
        return new SyncTask(ObjectKey.of(object), SyncPhase.SYNC, target, live, 0, Hook.of(object), true, false);
    }

    private ActionContext context() {
        return new ActionContext(
                Cluster.inCluster(),
                account,
                namespace,
                CompareOptions.MANAGER,
                Instant.now().plusSeconds(60));
    }

    private ClusterObjectActions actions() {
        return new ClusterObjectActions(
                connections, views, new Identities(installed), Clock.systemUTC(), (what, fault) -> {
                    throw new AssertionError(what, fault);
                });
    }

    private ActionOutcome run(SyncAction action) {
        Map<SyncAction, ActionOutcome> outcomes = actions().run(List.of(action), context());
        assertThat(outcomes).containsOnlyKeys(action);
        return Optional.ofNullable(outcomes.get(action)).orElseThrow();
    }

    private ActionOutcome apply(ObjectNode manifest, ApplyMode mode) {
        return run(new SyncAction.Apply(task(Optional.of(manifest), Optional.empty()), mode));
    }

    private void applied(ObjectNode manifest, ApplyMode mode, String message) {
        assertThat(apply(manifest, mode)).isEqualTo(new ActionOutcome.Done(message));
    }

    private static String failure(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Failed failed -> failed.message();
            case ActionOutcome.Done _, ActionOutcome.NotFound _ -> throw new AssertionError(outcome);
        };
    }

    private ClusterApi api() {
        return switch (connections.to(Cluster.inCluster())) {
            case ClusterConnections.Connection.Made made -> made.connection().api();
            case ClusterConnections.Connection.Refused refused -> throw new AssertionError(refused.why());
        };
    }

    private ConfigMap live(String name) {
        return client.configMaps().inNamespace(namespace).withName(name).get();
    }

    private ObjectNode seen(String name) {
        return view.find(new ObjectKey("", "ConfigMap", namespace, name)) instanceof LiveLookup.Found(LiveObject object)
                ? object.content()
                : JSON.createObjectNode();
    }

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
    void pruneDeletesTheObjectThatWasLookedAtAndNoOther() {
        applied(configMap("a", "data: {k: blue}"), APPLY, "configmap/a created");
        ObjectNode first = seen("a");
        SyncAction prune = new SyncAction.Prune(task(Optional.empty(), Optional.of(first)), Propagation.BACKGROUND);

        assertThat(run(prune)).isEqualTo(new ActionOutcome.Done("configmap/a deleted"));
        assertThat(seen("a").isEmpty()).isTrue();
        assertThat(run(prune)).isEqualTo(new ActionOutcome.NotFound());
        applied(configMap("a", "data: {k: new}"), APPLY, "configmap/a created");
        assertThat(failure(run(prune))).contains("was made anew");
        assertThat(live("a").getData()).isEqualTo(Map.of("k", "new"));
    }

    @Test
    void foregroundDeletionIsSeenAsOneThatIsUnderWay() {
        applied(configMap("a", "data: {k: blue}"), APPLY, "configmap/a created");
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getMetadata().setFinalizers(List.of("example.org/held"));
            return it;
        });
        await().until(() -> seen("a").at("/metadata/finalizers").size() == 1);

        run(new SyncAction.Prune(task(Optional.empty(), Optional.of(seen("a"))), Propagation.FOREGROUND));

        assertThat(seen("a").at("/metadata/deletionTimestamp").isTextual()).isTrue();
        assertThat(run(new SyncAction.Prune(task(Optional.empty(), Optional.of(seen("a"))), Propagation.FOREGROUND)))
                .isEqualTo(new ActionOutcome.Done("configmap/a is being deleted already"));
        client.configMaps().inNamespace(namespace).withName("a").edit(it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
        });
        await().until(() -> seen("a").isEmpty());
    }

    @Test
    void hookStaysUntilItIsReleased() {
        ObjectNode hook = configMap("hook", "data: {k: v}");
        hook.withArray("/metadata/finalizers").add(Hook.FINALIZER).add("example.org/other");
        applied(hook, APPLY, "configmap/hook created");
        SyncTask task = task(Optional.of(hook), Optional.empty());

        assertThat(run(new SyncAction.DeleteHook(task, Propagation.BACKGROUND)))
                .isEqualTo(new ActionOutcome.Done("configmap/hook deleted"));
        assertThat(live("hook")).isNotNull();
        assertThat(run(new SyncAction.ReleaseHook(task))).isEqualTo(new ActionOutcome.Done("configmap/hook patched"));
        assertThat(live("hook").getMetadata().getFinalizers()).containsExactly("example.org/other");
        client.configMaps().inNamespace(namespace).withName("hook").edit(it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
        });
        await().until(() -> live("hook") == null);
        assertThat(run(new SyncAction.ReleaseHook(task))).isEqualTo(new ActionOutcome.NotFound());
        assertThat(run(new SyncAction.DeleteHook(task, Propagation.BACKGROUND)))
                .isEqualTo(new ActionOutcome.NotFound());
    }

    @Test
    void unknownFieldsAreRefusedUnlessValidationIsOff() {
        ObjectNode odd = configMap("a", "data: {k: v}, colour: red");

        assertThat(failure(apply(odd, APPLY))).contains("colour");
        applied(odd, new ApplyMode(Way.CLIENT_SIDE_APPLY, false, false, false), "configmap/a created");
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
    void accountWithoutRightsIsNamedAndNothingFallsBackToMore() {
        TestAccount.create(own, "poor");
        account = new Account.Impersonated("system:serviceaccount:" + namespace + ":poor");

        assertThat(failure(apply(configMap("a", "data: {k: v}"), APPLY)))
                .contains("the service account poor of the namespace " + namespace + " may not create configmaps");
        account = new Account.Unusable("the account cannot be read");
        assertThat(failure(apply(configMap("a", "data: {k: v}"), APPLY))).isEqualTo("the account cannot be read");
        account = new Account.NoneNamed();
        installed = Optional.of(namespace + ":poor");
        assertThat(failure(apply(configMap("a", "data: {k: v}"), APPLY))).contains("poor");
        assertThat(live("a")).isNull();
    }

    @Test
    void refusalOfASecretShowsNoValue() {
        JsonNode secret = yaml("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: NS}
                type: kubernetes.io/tls
                stringData: {very-secret-marker-key: very-secret-marker, tls.crt: very-secret-marker}
                """);

        assertThat(failure(apply((ObjectNode) secret, APPLY)))
                .isNotBlank()
                .doesNotContain("very-secret-marker,")
                .doesNotContain("dmVyeS1zZWNyZXQtbWFya2Vy");
        ((ObjectNode) secret).put("type", "Opaque").put("immutable", true);
        applied((ObjectNode) secret, APPLY, "secret/s created");
        ((ObjectNode) secret).withObject("/stringData").put("tls.crt", "another-marker");
        assertThat(failure(apply((ObjectNode) secret, APPLY)))
                .contains("immutable")
                .doesNotContain("another-marker")
                .doesNotContain("very-secret-marker");
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

    @Test
    void aTrialThatIsRefusedSaysWhy() {
        ServerDryRun.Answer answer = actions().tryOut(configMap("a", "data: {k: {not: text}}"), context());

        assertThat(answer).isInstanceOf(ServerDryRun.Answer.Refused.class);
    }
}
