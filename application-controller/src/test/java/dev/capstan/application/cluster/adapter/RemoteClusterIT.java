package dev.capstan.application.cluster.adapter;

import static dev.capstan.application.cluster.adapter.ClusterSecrets.clusters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.application.cluster.ClusterConnections.Connection;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.Wanted;
import dev.capstan.application.live.adapter.LiveTargets;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.http.AddressRule;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that is reached by nothing but what a Secret says, with an account that may look into one namespace. */
@WithCluster(crds = false)
class RemoteClusterIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private KubernetesClient client;
    private TestNamespace namespace;
    private TestAccount account;
    private volatile Clusters described = Clusters.of(List.of(), true);
    private RemoteConnections connections;
    private LiveTargets targets;

    @BeforeEach
    void start(KubernetesClient shared, TestNamespace own) {
        client = shared;
        namespace = own;
        account = TestAccount.create(namespace, "remote").withRole("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata:
                  name: remote
                rules:
                - apiGroups: [""]
                  resources: [configmaps]
                  verbs: [get, list, watch]
                """);
        connections = new RemoteConnections(
                new ConnectedClusters(client, Clock.systemUTC()),
                () -> described,
                AddressRule.LOCAL,
                4,
                new Fence(),
                Clock.systemUTC());
        targets = new LiveTargets(
                connections,
                () -> new LiveRules(ArgoSettings.DEFAULT, HealthRules.shipped()),
                (_, key) -> told.add(key.name()),
                1_000_000,
                Clock.systemUTC(),
                (what, fault) -> {
                    throw new AssertionError(what, fault);
                });
        connections.onClose(targets::closed);
    }

    @AfterEach
    void stop() {
        targets.close();
        connections.close();
    }

    @Test
    void objectsAreSeenWithTheTokenOfTheSecret() {
        apply("a", "one");
        var view = open(describe("{\"bearerToken\": \"%s\", %s}".formatted(token(), authorities())));

        want(view, key("a"));
        assertThat(value(view, "a")).isEqualTo("one");

        apply("a", "two");
        await().untilAsserted(() -> assertThat(value(view, "a")).isEqualTo("two"));
        assertThat(told).contains("a");
    }

    @Test
    void anotherTokenTakesTheWatchesOver() {
        apply("a", "one");
        var before = open(describe("{\"bearerToken\": \"%s\", %s}".formatted(token(), authorities())));
        want(before, key("a"));

        var after = open(describe("{\"bearerToken\": \"%s\", %s}".formatted(token(), authorities())));

        assertThat(after).isNotSameAs(before);
        assertThat(connections.size()).isEqualTo(1);
        want(after, key("a"));
        apply("a", "two");
        await().untilAsserted(() -> assertThat(value(after, "a")).isEqualTo("two"));
    }

    @Test
    void whatTheAccountMayNotSeeIsSaid() {
        var view = open(describe("{\"bearerToken\": \"%s\", %s}".formatted(token(), authorities())));

        var readiness = view.want(
                new Wanted(
                        "app",
                        Set.of(new GroupKind("", "Secret")),
                        Set.of(new ObjectKey("", "Secret", namespace.name(), "s"))),
                LONG);

        assertThat(readiness.message()).get().asString().contains("Secret");
    }

    @Test
    void aTokenThatIsNotAcceptedIsNotShown() {
        var opened = targets.of(describe("{\"bearerToken\": \"marker\", " + authorities() + "}"));

        assertThat(opened)
                .isInstanceOfSatisfying(
                        LiveViews.Opened.Closed.class,
                        it -> assertThat(it.why())
                                .contains("cannot be reached: it does not accept the credentials (HTTP 401)")
                                .doesNotContain("marker"));
    }

    @Test
    void theConnectionGoesWithTheSecret() {
        open(describe("{\"bearerToken\": \"%s\", %s}".formatted(token(), authorities())));

        described = Clusters.of(List.of(), true);

        assertThat(connections.to(Cluster.inCluster())).isInstanceOf(Connection.Made.class);
        assertThat(connections.size()).isZero();
    }

    private Cluster describe(String config) {
        described = clusters(client.getMasterUrl().toString(), config, namespace.name());
        return ((Clusters.Lookup.Found) described.find(new Destination("", "edge", ""))).cluster();
    }

    private LiveView open(Cluster cluster) {
        return switch (targets.of(cluster)) {
            case LiveViews.Opened.Open opened -> opened.view();
            case LiveViews.Opened.Closed closed -> throw new AssertionError(closed.why());
        };
    }

    private static void want(LiveView view, ObjectKey... keys) {
        assertThat(view.want(new Wanted("app", Set.of(CONFIG_MAP), Set.of(keys)), LONG)
                        .message())
                .isEmpty();
    }

    private String value(LiveView view, String name) {
        return view.find(key(name)) instanceof LiveLookup.Found(var object)
                ? object.content().at("/data/k").asText()
                : "nothing";
    }

    private ObjectKey key(String name) {
        return new ObjectKey("", "ConfigMap", namespace.name(), name);
    }

    private void apply(String name, String value) {
        ConfigMap object = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withData(Map.of("k", value))
                .build();
        client.resource(object).createOr(it -> it.update());
    }

    private String token() {
        return client.serviceAccounts()
                .inNamespace(namespace.name())
                .withName(account.name())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private String authorities() {
        return "\"tlsClientConfig\": {\"caData\": \""
                + client.getConfiguration().getCaCertData() + "\"}";
    }
}
