package dev.capstan.application.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.cluster.adapter.ConnectedClusters;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.Wanted;
import dev.capstan.application.live.adapter.LiveTargets;
import dev.capstan.application.operate.ActionContext;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.compare.CompareOptions;
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
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
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
import org.junit.jupiter.api.io.TempDir;

/** Actions on ConfigMaps of one Application in a real cluster, with what the API server was asked for them. */
abstract class ObjectActionsFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final ApplyMode APPLY = mode(Way.CLIENT_SIDE_APPLY);

    private final List<AutoCloseable> toClose = new ArrayList<>();
    Account account = new Account.NoneNamed();
    Optional<String> installed = Optional.empty();
    KubernetesClient client;
    TestNamespace own;
    String namespace;
    CountingProxy proxy;
    private ClusterConnections connections;
    private LiveTargets targets;
    LiveViews views;
    LiveView view;

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

    static ApplyMode mode(Way way) {
        return new ApplyMode(way, false, true, false);
    }

    static ApplyMode forced(Way way) {
        return new ApplyMode(way, true, true, false);
    }

    ObjectNode yaml(String text) {
        return JSON.valueToTree(PlainYaml.read(text.replace("NS", namespace), Limits.DEFAULT));
    }

    ObjectNode configMap(String name, String rest) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name
                + ", namespace: NS, annotations: {argocd.argoproj.io/tracking-id: 'app:/ConfigMap:NS/" + name + "'}}, "
                + rest
                + "}");
    }

    static SyncTask task(Optional<ObjectNode> target, Optional<ObjectNode> live) {
        ObjectNode object = target.or(() -> live).orElseThrow();
        return new SyncTask(ObjectKey.of(object), SyncPhase.SYNC, target, live, 0, Hook.of(object), true, false);
    }

    ActionContext context() {
        return new ActionContext(
                Cluster.inCluster(),
                account,
                namespace,
                CompareOptions.MANAGER,
                Instant.now().plusSeconds(60));
    }

    ClusterObjectActions actions() {
        return new ClusterObjectActions(
                connections, views, new Identities(installed), Clock.systemUTC(), (what, fault) -> {
                    throw new AssertionError(what, fault);
                });
    }

    ActionOutcome run(SyncAction action) {
        Map<SyncAction, ActionOutcome> outcomes = actions().run(List.of(action), context());
        assertThat(outcomes).containsOnlyKeys(action);
        return Optional.ofNullable(outcomes.get(action)).orElseThrow();
    }

    ActionOutcome apply(ObjectNode manifest, ApplyMode mode) {
        return run(new SyncAction.Apply(task(Optional.of(manifest), Optional.empty()), mode));
    }

    void applied(ObjectNode manifest, ApplyMode mode, String message) {
        assertThat(apply(manifest, mode)).isEqualTo(new ActionOutcome.Done(message));
    }

    static String failure(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Failed failed -> failed.message();
            case ActionOutcome.Done _, ActionOutcome.NotFound _ -> throw new AssertionError(outcome);
        };
    }

    ClusterApi api() {
        return switch (connections.to(Cluster.inCluster())) {
            case ClusterConnections.Connection.Made made -> made.connection().api();
            case ClusterConnections.Connection.Refused refused -> throw new AssertionError(refused.why());
        };
    }

    ConfigMap live(String name) {
        return client.configMaps().inNamespace(namespace).withName(name).get();
    }

    ObjectNode seen(String name) {
        return view.find(new ObjectKey("", "ConfigMap", namespace, name)) instanceof LiveLookup.Found(LiveObject object)
                ? object.content()
                : JSON.createObjectNode();
    }
}
