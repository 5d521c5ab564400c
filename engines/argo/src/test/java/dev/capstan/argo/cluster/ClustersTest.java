package dev.capstan.argo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.cluster.Clusters.Lookup;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {
    private static final String SERVER = "https://prod.example.com:6443";

    private static ArgoSecret secret(String name, String... keysAndValues) {
        var data = new HashMap<String, byte[]>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            data.put(keysAndValues[i], keysAndValues[i + 1].getBytes(UTF_8));
        }
        return new ArgoSecret(name, Map.of(SecretType.LABEL, "cluster", "env", "prod"), Map.of("owner", "team"), data);
    }

    private static Clusters clusters(ArgoSecret... secrets) {
        return Clusters.of(List.of(secrets), true);
    }

    private static Cluster found(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found(Cluster cluster) -> cluster;
            case Lookup.NotFound(String why) -> throw new AssertionError(why);
            case Lookup.Unusable(String why) -> throw new AssertionError(why);
        };
    }

    private static Cluster byServer(ArgoSecret... secrets) {
        return found(clusters(secrets).find(new Destination(SERVER, "", "web")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void theOwnClusterNeedsNoSecret() {
        Clusters clusters = clusters();

        assertThat(found(clusters.find(new Destination("https://kubernetes.default.svc", "", "web"))))
                .isEqualTo(Cluster.inCluster());
        assertThat(found(clusters.find(new Destination("", "in-cluster", "web")))
                        .isInCluster())
                .isTrue();
        assertThat(clusters.all()).containsExactly(Cluster.inCluster());
    }

    @Test
    void aSecretMayNameTheOwnCluster() {
        Clusters clusters = clusters(secret("own", "name", "home", "server", "https://kubernetes.default.svc/"));

        assertThat(found(clusters.find(new Destination("", "home", "web"))).isInCluster())
                .isTrue();
        assertThat(found(clusters.find(new Destination("", "in-cluster", "web")))
                        .name())
                .isEqualTo("home");
        assertThat(clusters.all()).hasSize(1);
    }

    @Test
    void theOwnClusterMayBeForbidden() {
        Clusters clusters =
                Clusters.of(List.of(secret("own", "name", "home", "server", "https://kubernetes.default.svc")), false);

        var disabled = new Lookup.NotFound("the cluster https://kubernetes.default.svc may not be a destination:"
                + " cluster.inClusterEnabled is false");
        assertThat(clusters.find(new Destination("https://kubernetes.default.svc", "", "web")))
                .isEqualTo(disabled);
        assertThat(clusters.find(new Destination("", "in-cluster", "web"))).isEqualTo(disabled);
        assertThat(clusters.find(new Destination("", "home", "web"))).isInstanceOf(Lookup.NotFound.class);
        assertThat(clusters.all()).isEmpty();
        assertThat(clusters.facts()).hasSize(1);
    }

    @Test
    void isFoundByServerWithOrWithoutASlashAndByName() {
        Clusters clusters = clusters(secret("prod", "name", "prod", "server", SERVER + "/"));

        assertThat(found(clusters.find(new Destination(SERVER, "", ""))).name()).isEqualTo("prod");
        assertThat(found(clusters.find(new Destination(SERVER + "//", "", ""))).server())
                .isEqualTo(SERVER);
        assertThat(found(clusters.find(new Destination("", "prod", ""))).server())
                .isEqualTo(SERVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "https://x|y|the destination has both a server and a name: https://x and y; set one of them",
                "''|''|the destination has neither a server nor a name; set one of them",
                "https://x|''|there is no cluster with the server https://x",
                "''|nobody|there is no cluster with the name nobody",
                "''|twin|there are 2 clusters with the name twin: https://one, https://two; use the server"
            })
    void saysWhyThereIsNone(String server, String name, String message) {
        Clusters clusters = clusters(
                secret("b", "name", "twin", "server", "https://two"),
                secret("a", "name", "twin", "server", "https://one"));

        assertThat(clusters.find(new Destination(server, name, ""))).isEqualTo(new Lookup.NotFound(message));
    }

    @Test
    void readsABearerToken() {
        Cluster cluster = byServer(secret("prod", "server", SERVER, "config", "{\"bearerToken\":\"t0ken\"}"));

        assertThat(cluster.login().bearerToken()).isEqualTo("t0ken");
        assertThat(cluster.login()).hasToString("bearer token");
        assertThat(cluster.toString()).doesNotContain("t0ken");
    }

    @Test
    void readsCertificatesFromBase64() {
        String config = "{\"tlsClientConfig\":{\"serverName\":\"api\",\"caData\":\"" + base64("ca")
                + "\",\"certData\":\"" + base64("cert") + "\",\"keyData\":\"" + base64("key") + "\"}}";

        Cluster cluster = byServer(secret("prod", "server", SERVER, "config", config));

        assertThat(cluster.login()).isEqualTo(new ClusterLogin("", "", "", "cert", "key"));
        assertThat(cluster.tls()).isEqualTo(new ClusterTls(false, "api", "ca"));
    }

    @Test
    void readsUserAndPassword() {
        Cluster cluster =
                byServer(secret("prod", "server", SERVER, "config", "{\"username\":\"me\",\"password\":\"hunter2\"}"));

        assertThat(cluster.login()).isEqualTo(new ClusterLogin("", "me", "hunter2", "", ""));
        assertThat(cluster.login().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"execProviderConfig\":{\"command\":\"sh\"}}|execProviderConfig is refused",
                "{\"awsAuthConfig\":{\"clusterName\":\"c\"}}|awsAuthConfig is refused",
                "{\"bearerToken\":\"a\",\"username\":\"b\"}|it has a bearer token and a user",
                "{\"tlsClientConfig\":{\"certData\":\"eA==\"}}|certData and keyData belong together",
                "{\"tlsClientConfig\":{\"insecure\":true,\"caData\":\"eA==\"}}|insecure and caData contradict",
                "{\"tlsClientConfig\":{\"caData\":\"x\"}}|tlsClientConfig.caData is not base64",
                "{\"password\":|the key 'config' is not JSON",
                "[]|the key 'config' is not a JSON object"
            })
    void t070_whatCannotBeUsedIsRefusedByName(String config, String why) {
        Clusters clusters = clusters(secret("prod", "server", SERVER, "config", config));

        assertThat(clusters.find(new Destination(SERVER, "", "")))
                .isInstanceOfSatisfying(
                        Lookup.Unusable.class,
                        refused -> assertThat(refused.why()).startsWith("Secret prod: " + why));
        assertThat(clusters.notices()).hasSize(1);
        assertThat(clusters.all()).containsExactly(Cluster.inCluster());
    }

    @Test
    void aConfigThatIsNestedWithoutEndIsRefused() {
        Clusters clusters =
                clusters(secret("prod", "server", SERVER, "config", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)));

        assertThat(clusters.find(new Destination(SERVER, "", ""))).isInstanceOf(Lookup.Unusable.class);
    }

    @Test
    void isRestrictedToNamespaces() {
        Cluster cluster = byServer(secret("prod", "server", SERVER, "namespaces", " web, ,db "));

        assertThat(cluster.namespaces()).containsExactly("web", "db");
        assertThat(cluster.managesNamespace("db")).isTrue();
        assertThat(cluster.managesNamespace("kube-system")).isFalse();
        assertThat(cluster.managesClusterResources()).isFalse();
    }

    @Test
    void aRestrictedOneMayHaveObjectsOfTheCluster() {
        Cluster restricted =
                byServer(secret("prod", "server", SERVER, "namespaces", "web", "clusterResources", "true"));
        Cluster free = byServer(secret("prod", "server", SERVER));

        assertThat(restricted.managesClusterResources()).isTrue();
        assertThat(free.managesClusterResources()).isTrue();
        assertThat(free.managesNamespace("any")).isTrue();
    }

    @Test
    void belongsToAProject() {
        Clusters clusters =
                clusters(secret("a", "server", "https://a", "project", "team"), secret("b", "server", "https://b"));

        assertThat(clusters.ofProject("team")).extracting(Cluster::server).containsExactly("https://a");
        assertThat(clusters.ofProject("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"execProviderConfig\":{\"command\":\"sh\"}}"})
    void keepsWhatGeneratorsAskForAlsoOfOnesThatCannotBeUsed(String config) {
        Clusters clusters =
                clusters(secret("prod", "name", "prod", "server", SERVER + "/", "project", "team", "config", config));

        assertThat(clusters.facts())
                .containsExactly(new ClusterFacts(
                        "prod",
                        SERVER,
                        "team",
                        Map.of(SecretType.LABEL, "cluster", "env", "prod"),
                        Map.of("owner", "team")));
    }

    @Test
    void whatIsNotActedOnIsNamed() {
        Clusters clusters = clusters(secret(
                "prod",
                "server",
                SERVER,
                "shard",
                "1",
                "colour",
                "blue",
                "config",
                "{\"disableCompression\":true,\"qps\":5}"));

        assertThat(clusters.notices())
                .containsExactly(
                        "Secret prod: the key 'shard' is not acted on: one controller looks after all clusters",
                        "Secret prod: disableCompression is not acted on: the API server decides",
                        "Secret prod: the key 'colour' is not known",
                        "Secret prod: the field 'qps' of config is not known");
    }
}
