package dev.capstan.access.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessResult;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.OCIRepositorySpec;
import dev.capstan.http.Deadline;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.runtime.secret.SecretValues;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullAccessTest {
    private final List<RegistryIdentity.Place> asked = new ArrayList<>();

    @Test
    void anAccountWithoutPullSecretsIsNotGivenTheIdentityOfThisProcess() {
        var result = access("provider: aws\nserviceAccountName: robot", List.of());

        assertThat(asked).isEmpty();
        assertThat(result).isInstanceOfSatisfying(AccessResult.Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
            assertThat(failed.failure().retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
            assertThat(failed.failure().message()).contains("the account 'robot' has no pull secrets", "'aws'");
        });
    }

    @Test
    void itsPullSecretsAreUsedAndNobodyElseIsAsked() {
        assertThat(access("provider: aws\nserviceAccountName: robot", List.of("pull")))
                .isInstanceOf(AccessResult.Success.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void theIdentityOfThisProcessIsUsedWhereNobodyElseIsNamed() {
        assertThat(access("provider: aws", List.of())).isInstanceOf(AccessResult.Success.class);
        assertThat(asked).extracting(RegistryIdentity.Place::provider).containsExactly("aws");
    }

    private AccessResult<RegistryAccess> access(String yaml, List<String> pullSecrets) {
        var spec = Serialization.unmarshal(
                "url: oci://registry.example/config\ninterval: 1m\n" + yaml, OCIRepositorySpec.class);
        return new PullAccess(
                        (_, name) -> new SecretValues(
                                name, Map.of(".dockerconfigjson", "{\"auths\":{}}".getBytes(StandardCharsets.UTF_8))),
                        (_, _) -> AccessResult.success(pullSecrets),
                        (place, _) -> {
                            asked.add(place);
                            return AccessResult.success(DockerConfig.EMPTY);
                        })
                .of(RegistryFields.of("apps", spec), "registry.example", Deadline.in(Duration.ofSeconds(10)));
    }
}
