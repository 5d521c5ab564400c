package dev.capstan.application.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.operate.adapter.Identities.Identity;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.project.ServiceAccounts.Account;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:9").build())
            .build();
    private final ClusterApi api = Fabric8ClusterApi.of(client);

    @AfterEach
    void close() {
        client.close();
    }

    private Identity choose(Optional<String> installed, Account account) {
        return new Identities(installed).choose(api, Cluster.inCluster(), account);
    }

    @Test
    void t068_withoutAnAccountOfTheProjectThatOfTheInstallationActs() {
        assertThat(choose(Optional.of("argocd:applier"), new Account.NoneNamed()))
                .isInstanceOfSatisfying(
                        Identity.As.class,
                        as -> assertThat(as.api().isImpersonating()).isTrue());
        assertThat(choose(Optional.empty(), new Account.NoneNamed()))
                .isInstanceOfSatisfying(
                        Identity.As.class,
                        as -> assertThat(as.api().isImpersonating()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "a\r\nImpersonate-Group: system:masters", "é", ""})
    void t069_anOddAccountIsNobodyAndNothingElse(String name) {
        assertThat(choose(Optional.of("argocd:applier"), new Account.Impersonated(name)))
                .isInstanceOf(Identity.Nobody.class);
        assertThat(choose(Optional.of("argocd:" + name + "\n"), new Account.NoneNamed()))
                .isInstanceOf(Identity.Nobody.class);
    }

    @Test
    void t069_anAccountThatCannotBeUsedIsNobody() {
        assertThat(choose(Optional.empty(), new Account.Unusable("the account is odd")))
                .isEqualTo(new Identity.Nobody("the account is odd"));
    }
}
