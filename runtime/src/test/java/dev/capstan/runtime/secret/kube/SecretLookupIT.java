package dev.capstan.runtime.secret.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithCluster
class SecretLookupIT {
    @Test
    void readsWhatIsThereNow(KubernetesClient client, TestNamespace namespace) throws SecretException {
        client.secrets()
                .inNamespace(namespace.name())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("cred")
                        .endMetadata()
                        .withStringData(Map.of("token", "s3cret\n"))
                        .build())
                .create();

        assertThat(new SecretLookup(client).read(namespace.name(), "cred").line("token"))
                .contains("s3cret");
    }

    @Test
    void namesASecretThatDoesNotExist(KubernetesClient client, TestNamespace namespace) {
        assertThatThrownBy(() -> new SecretLookup(client).read(namespace.name(), "absent"))
                .isInstanceOfSatisfying(
                        SecretException.class,
                        refused -> assertThat(refused.failure()).isEqualTo(new SecretFailure.Missing("absent")));
    }

    @Test
    void saysWhenTheApiServerDidNotAnswer() {
        var nowhere = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:1")
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(nowhere).build()) {
            assertThatThrownBy(() -> new SecretLookup(client).read("default", "cred"))
                    .hasMessage("the Secret 'cred' cannot be read: the API server cannot be reached");
        }
    }

    @Test
    void namesTheKeyThatIsDamaged() {
        assertThatThrownBy(() -> SecretLookup.decode("cred", Map.of("token", "%hunter2%")))
                .hasMessage("the value under the key 'token' of the Secret 'cred' is not base64");
    }
}
