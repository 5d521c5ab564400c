package dev.capstan.application.cluster.adapter;

import static dev.capstan.application.cluster.adapter.ClusterSecrets.base64;
import static dev.capstan.application.cluster.adapter.ClusterSecrets.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.applier.identity.kube.RemoteAccess;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.http.HttpProxy;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterAccessTest {
    private static final String SERVER = "https://edge.test:6443";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"bearerToken": "t"}                      | Bearer t
            {"username": "me", "password": "secret"}  | Basic bWU6c2VjcmV0
            {}                                        |
            """)
    void tokenAndPasswordAreSentAsAHeader(String config, String header) {
        assertThat(usable(SERVER, config).kubeconfig().authorization()).isEqualTo(Optional.ofNullable(header));
    }

    @Test
    void certificatesAreUsed() {
        var access = usable(SERVER, """
                {"tlsClientConfig": {"caData": "%s", "certData": "%s", "keyData": "%s"}}""".formatted(base64("CA"), base64("CERT"), base64("KEY")));

        assertThat(access.kubeconfig().server()).isEqualTo(URI.create(SERVER));
        assertThat(access.kubeconfig().authorities()).contains("CA");
        assertThat(access.kubeconfig().certificate()).contains(new Kubeconfig.ClientCertificate("CERT", "KEY"));
        assertThat(access.acceptsAnyServer()).isFalse();
    }

    @Test
    void theServerIsNotVerifiedOnlyWhereTheSecretSaysSo() {
        assertThat(usable(SERVER, "{\"tlsClientConfig\": {\"insecure\": true}}").acceptsAnyServer())
                .isTrue();
    }

    @Test
    void theProxyIsUsed() {
        assertThat(usable(SERVER, "{\"proxyUrl\": \"http://me:secret@proxy.test:3128\"}")
                        .proxy())
                .contains(new HttpProxy("proxy.test", 3128, Optional.of(new HttpProxy.User("me", "secret"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://edge.test       | {}                                                      | https URL
            edge.test              | {}                                                      | https URL
            https://edge.test:6443 | {"proxyUrl": "ftp://marker@proxy.test"}                 | proxyUrl must be
            https://edge.test:6443 | {"tlsClientConfig": {"serverName": "other.test"}}       | serverName is not acted on
            """)
    void t071_whatIsNotActedOnIsRefusedByName(String server, String config, String why) {
        assertThat(ClusterAccess.of(cluster(server, config)))
                .isInstanceOfSatisfying(
                        ClusterAccess.Unusable.class,
                        it -> assertThat(it.why())
                                .startsWith("the cluster edge (" + server + ") cannot be reached: Secret edge: ")
                                .contains(why)
                                .doesNotContain("marker"));
    }

    @Test
    void theNameOfTheHostIsNoOtherName() {
        assertThat(usable(SERVER, "{\"tlsClientConfig\": {\"serverName\": \"edge.test\"}}")
                        .acceptsAnyServer())
                .isFalse();
    }

    private static RemoteAccess usable(String server, String config) {
        return switch (ClusterAccess.of(cluster(server, config))) {
            case ClusterAccess.Usable(RemoteAccess access) -> access;
            case ClusterAccess.Unusable(String why) -> throw new AssertionError(why);
        };
    }
}
