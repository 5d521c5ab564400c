package dev.capstan.access.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullAccessTest {
    private final List<RegistryIdentity.Place> asked = new ArrayList<>();
    private Map<String, String> secret = Map.of(".dockerconfigjson", "{\"auths\":{}}");
    private AccessResult<List<String>> accounts = AccessResult.success(List.of());

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

    @Test
    void anAccountThatCannotBeReadIsAFailureAndNotNobody() {
        accounts = AccessResult.failed(new AccessFailure.ServiceAccountUnreadable("robot", "it does not exist"));

        assertThat(failure("serviceAccountName: robot").message())
                .isEqualTo("spec.serviceAccountName: the account 'robot' cannot be used: it does not exist");
    }

    @Test
    void aSecretThatIsNoPullSecretIsToldHowToMakeOne() {
        secret = Map.of("username", "jane");

        assertThat(failure("secretRef: {name: login}").message())
                .contains("'login'", "'.dockerconfigjson'", "kubectl create secret docker-registry");
    }

    /** Whoever gives authorities wants the server checked, and says so with insecure, too. */
    @ParameterizedTest
    @CsvSource({"'insecure: true', true", "'insecure: true\ncertSecretRef: {name: tls}', false", "'', false"})
    void anyServerIsAcceptedOnlyWithoutAuthorities(String yaml, boolean acceptsAny) {
        secret = Map.of("ca.crt", "authority");

        assertThat(value(access(yaml, List.of())).tls().acceptsAnyServer()).isEqualTo(acceptsAny);
    }

    private RegistryAccess value(AccessResult<RegistryAccess> result) {
        return result.orElse(failure -> {
            throw new AssertionError(failure.message());
        });
    }

    private AccessFailure failure(String yaml) {
        var result = of(yaml);
        assertThat(result).isInstanceOf(AccessResult.Failed.class);
        return ((AccessResult.Failed<RegistryAccess>) result).failure();
    }

    private AccessResult<RegistryAccess> access(String yaml, List<String> pullSecrets) {
        accounts = AccessResult.success(pullSecrets);
        return of(yaml);
    }

    private AccessResult<RegistryAccess> of(String yaml) {
        var spec = Serialization.unmarshal(
                "url: oci://registry.example/config\ninterval: 1m\n" + yaml, OCIRepositorySpec.class);
        var values = secret.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getBytes(StandardCharsets.UTF_8)));
        return new PullAccess((_, name) -> new SecretValues(name, values), (_, _) -> accounts, (place, _) -> {
                    asked.add(place);
                    return AccessResult.success(DockerConfig.EMPTY);
                })
                .of(RegistryFields.of("apps", spec), "registry.example", Deadline.in(Duration.ofSeconds(10)));
    }
}
