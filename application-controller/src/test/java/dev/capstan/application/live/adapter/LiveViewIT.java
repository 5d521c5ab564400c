package dev.capstan.application.live.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.cluster.adapter.ConnectedClusters;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.KindLookup;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.Wanted;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.tracking.Tracking;
import dev.capstan.testkit.cluster.CountingProxy;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster(crds = false)
class LiveViewIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private volatile LiveRules rules = new LiveRules(ArgoSettings.DEFAULT, HealthRules.shipped());
    private KubernetesClient client;
    private String namespace;
    private String app;
    private CountingProxy proxy;
    private ClusterConnections connections;
    private LiveTargets targets;
    private LiveView view;

    @BeforeEach
    void start(TestCluster cluster, KubernetesClient shared, TestNamespace own, @TempDir Path folder)
            throws IOException {
        client = shared;
        namespace = own.name();
        app = "app-" + namespace;
        proxy = CountingProxy.before(cluster.kubeconfig());
        KubernetesClient counted = TestCluster.clientFor(proxy.kubeconfig(folder));
        connections = new ConnectedClusters(counted, Clock.systemUTC());
        targets = targets(connections);
        view = open(targets);
        toClose.addAll(List.of(targets, counted, proxy));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closing : toClose) {
            closing.close();
        }
    }

    private LiveTargets targets(ClusterConnections reached) {
        return new LiveTargets(
                reached,
                () -> rules,
                (application, key) -> told.add(application + " " + key.name()),
                10_000_000,
                Clock.systemUTC(),
                (what, fault) -> {
                    throw new AssertionError(what, fault);
                });
    }

    private static LiveView open(LiveTargets from) {
        return switch (from.of(Cluster.inCluster())) {
            case LiveViews.Opened.Open open -> open.view();
            case LiveViews.Opened.Closed closed -> throw new AssertionError(closed.why());
        };
    }

    private ObjectKey key(String name) {
        return new ObjectKey("", "ConfigMap", namespace, name);
    }

    private ConfigMap configMap(String name, String value, Map<String, String> annotations) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withAnnotations(annotations)
                .endMetadata()
                .withData(Map.of("k", value))
                .build();
    }

    private ConfigMap ours(String name, String value) {
        return configMap(name, value, Map.of(Tracking.ID, app + ":/ConfigMap:" + namespace + "/" + name));
    }

    private void apply(ConfigMap object) {
        client.resource(object).createOr(it -> it.update());
    }

    private void want(ObjectKey... keys) {
        assertThat(view.want(new Wanted(app, Set.of(CONFIG_MAP), Set.of(keys)), LONG)
                        .message())
                .isEmpty();
    }

    private String value(String name) {
        return view.find(key(name)) instanceof LiveLookup.Found(var object)
                ? object.content().at("/data/k").asText()
                : "nothing";
    }

    @Test
    void objectsOfOthersCostNothing() {
        for (int i = 0; i < 500; i++) {
            client.resource(configMap("foreign-" + i, "x".repeat(500), Map.of()))
                    .create();
        }
        apply(ours("mine", "blue"));

        want();

        assertThat(view.of(app).objects()).extracting(LiveObject::key).containsExactly(key("mine"));
        assertThat(targets.keptBytes()).isLessThan(5_000);
        proxy.reset();
        assertThat(view.find(key("none"))).isEqualTo(new LiveLookup.Absent());
        assertThat(value("mine")).isEqualTo("blue");
        assertThat(proxy.requests()).as("answered from memory").isEmpty();
    }

    @Test
    void editsAndDeletionsAreTold() {
        apply(ours("mine", "blue"));
        want();
        assertThat(told).as("nothing has changed yet").isEmpty();

        apply(ours("mine", "edited"));

        await().untilAsserted(() -> assertThat(told).containsExactly(app + " mine"));
        assertThat(value("mine")).isEqualTo("edited");
        client.resource(ours("mine", "edited")).delete();
        await().untilAsserted(() -> assertThat(told).containsExactly(app + " mine", app + " mine"));
        assertThat(view.of(app).objects()).isEmpty();
    }

    @Test
    void targetThatIsNotMarkedIsSeenFromTheMomentItIsWanted() {
        apply(configMap("plain", "blue", Map.of()));
        want();
        assertThat(view.of(app).objects()).isEmpty();

        want(key("plain"));

        assertThat(view.of(app).objects()).extracting(LiveObject::key).containsExactly(key("plain"));
        apply(configMap("plain", "edited", Map.of()));
        await().untilAsserted(() -> assertThat(told).contains(app + " plain"));
        proxy.reset();
        assertThat(value("plain")).isEqualTo("edited");
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void answersToWritesCountAtOnce() {
        want();
        ClusterApi api = connection().api();
        ObjectRef mine = new ObjectRef(
                new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true), namespace, "mine");
        ObjectNode content = client.getKubernetesSerialization().convertValue(ours("mine", "blue"), ObjectNode.class);
        var options = new ClusterApi.WriteOptions("test", false, ClusterApi.FieldValidation.BY_SERVER);

        ObjectNode answer = ((ApiResult.Ok<ObjectNode>) api.create(mine, content, options)).value();
        view.wrote(key("mine"), answer);

        assertThat(value("mine")).isEqualTo("blue");
        view.deleted(key("mine"), answer.at("/metadata/uid").asText());
        assertThat(value("mine")).isEqualTo("nothing");
    }

    @Test
    void kindThatAppearsLaterIsSeen() {
        String group = namespace + ".example.org";
        ObjectKey thing = new ObjectKey(group, "Thing", namespace, "one");
        Wanted wanted = new Wanted(app, Set.of(new GroupKind(group, "Thing")), Set.of(thing));
        assertThat(view.want(wanted, LONG).problems()).isEmpty();
        assertThat(view.kind(group, "Thing")).isEqualTo(new KindLookup.NotServed());
        assertThat(view.find(thing)).isEqualTo(new LiveLookup.Absent());

        var definition =
                client.load(new ByteArrayInputStream("""
                        apiVersion: apiextensions.k8s.io/v1
                        kind: CustomResourceDefinition
                        metadata: {name: things.%1$s}
                        spec:
                          group: %1$s
                          scope: Namespaced
                          names: {kind: Thing, plural: things}
                          versions:
                            - name: v1
                              served: true
                              storage: true
                              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                        """.formatted(group).getBytes(StandardCharsets.UTF_8)));
        definition.create();
        try {
            await().untilAsserted(
                            () -> assertThat(view.kind(group, "Thing")).isEqualTo(new KindLookup.Served("v1", true)));
            assertThat(view.want(wanted, LONG).problems()).isEmpty();
            client.genericKubernetesResources(group + "/v1", "Thing")
                    .load(new ByteArrayInputStream(("{\"apiVersion\": \"" + group
                                    + "/v1\", \"kind\": \"Thing\", \"metadata\": {\"name\": \"one\", \"namespace\": \""
                                    + namespace + "\"}}")
                            .getBytes(StandardCharsets.UTF_8)))
                    .create();

            await().untilAsserted(() -> assertThat(told).contains(app + " one"));
            assertThat(view.find(thing)).isInstanceOf(LiveLookup.Found.class);
        } finally {
            definition.delete();
        }
        await().untilAsserted(() -> {
            assertThat(view.want(wanted, LONG).problems()).isEmpty();
            assertThat(view.of(app).objects()).isEmpty();
            assertThat(view.of(app).gap()).isEmpty();
        });
    }

    @Test
    void objectIsGivenInTheVersionOfItsManifestWhicheverIsWatched() {
        client.load(new ByteArrayInputStream("""
                        apiVersion: autoscaling/v1
                        kind: HorizontalPodAutoscaler
                        metadata:
                          name: web
                          namespace: %1$s
                          annotations:
                            argocd.argoproj.io/tracking-id: %2$s:autoscaling/HorizontalPodAutoscaler:%1$s/web
                        spec:
                          maxReplicas: 3
                          targetCPUUtilizationPercentage: 70
                          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                        """.formatted(namespace, app).getBytes(StandardCharsets.UTF_8)))
                .create();
        ObjectKey key = new ObjectKey("autoscaling", "HorizontalPodAutoscaler", namespace, "web");
        Wanted wanted = new Wanted(
                app,
                Set.of(new GroupKind("autoscaling", "HorizontalPodAutoscaler")),
                Set.of(key),
                Map.of(key, "autoscaling/v1"));
        assertThat(view.want(wanted, LONG).problems()).isEmpty();

        assertThat(view.of(app).objects())
                .singleElement()
                .satisfies(object -> assertThat(object.content()
                                .at("/spec/targetCPUUtilizationPercentage")
                                .asInt())
                        .isEqualTo(70));
        proxy.reset();
        assertThat(view.of(app).objects())
                .singleElement()
                .satisfies(object ->
                        assertThat(object.content().path("apiVersion").asText()).isEqualTo("autoscaling/v1"));
        assertThat(proxy.requests()).as("asked for once").isEmpty();
        assertThat(((LiveLookup.Found) view.find(key))
                        .object()
                        .content()
                        .path("apiVersion")
                        .asText())
                .isEqualTo("autoscaling/v2");
    }

    @Test
    void otherTrackingMethodIsTakenUp() {
        apply(ours("annotated", "x"));
        ConfigMap labelled = configMap("labelled", "x", Map.of());
        labelled.getMetadata().setLabels(Map.of(Tracking.DEFAULT_LABEL, app));
        apply(labelled);
        want();
        assertThat(view.of(app).objects()).extracting(LiveObject::key).containsExactly(key("annotated"));

        rules = new LiveRules(
                ArgoSettings.of(Map.of("application.resourceTrackingMethod", "label")), HealthRules.shipped());
        want(key("annotated"));

        assertThat(view.of(app).objects())
                .extracting(LiveObject::key)
                .containsExactly(key("annotated"), key("labelled"));
    }

    @Test
    void whatMayNotBeReadIsSaid() {
        ClusterApi nobody = connection().api().impersonating("system:serviceaccount:" + namespace + ":nobody");
        ClusterConnection poor = new ClusterConnection(nobody, connection().catalog());
        try (LiveTargets limited = targets(cluster -> new ClusterConnections.Connection.Made(poor))) {
            LiveView poorView = open(limited);

            assertThat(poorView.want(new Wanted(app, Set.of(CONFIG_MAP), Set.of()), LONG)
                            .problems())
                    .singleElement()
                    .asString()
                    .startsWith("objects of kind ConfigMap cannot be seen: ")
                    .contains("nobody");
            assertThat(poorView.of(app).gap()).isPresent();
            assertThat(poorView.find(key("any"))).isInstanceOf(LiveLookup.Unknown.class);
        }
    }

    @Test
    void oneNamespaceIsEnoughWhereTheControllerMayLookIntoNoOther() {
        TestAccount account = TestAccount.create(new TestNamespace(namespace, client), "narrow")
                .withRole("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata:
                  name: narrow
                rules:
                  - apiGroups: [""]
                    resources: [configmaps]
                    verbs: [get, list, watch]
                """);
        ClusterConnection poor = new ClusterConnection(
                connection().api().impersonating(account.user()), connection().catalog());
        apply(ours("mine", "blue"));
        try (LiveTargets limited = new LiveTargets(
                cluster -> new ClusterConnections.Connection.Made(poor),
                Optional.of(namespace),
                () -> rules,
                (application, key) -> {},
                10_000_000,
                Clock.systemUTC(),
                (what, fault) -> {})) {
            LiveView narrow = open(limited);

            assertThat(narrow.want(new Wanted(app, Set.of(CONFIG_MAP), Set.of()), LONG)
                            .problems())
                    .isEmpty();
            assertThat(narrow.of(app).objects()).extracting(LiveObject::key).containsExactly(key("mine"));
            assertThat(narrow.want(new Wanted(app, Set.of(new GroupKind("", "Namespace")), Set.of()), LONG)
                            .problems())
                    .singleElement()
                    .asString()
                    .contains("Namespace")
                    .contains("let the controller watch all namespaces");
        }
    }

    @Test
    void chartsAreToldTheVersionsOfTheCluster() {
        assertThat(view.server().version()).startsWith("v1.");
        assertThat(view.server().apiVersions()).contains("v1", "v1/ConfigMap", "apps/v1", "apps/v1/Deployment");
    }

    private ClusterConnection connection() {
        return switch (connections.to(Cluster.inCluster())) {
            case ClusterConnections.Connection.Made made -> made.connection();
            case ClusterConnections.Connection.Refused refused -> throw new AssertionError(refused.why());
        };
    }
}
