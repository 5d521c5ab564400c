package dev.capstan.applier.identity.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.SecretKeyRef;
import dev.capstan.applier.identity.kube.KubeconfigSecrets.Finding;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigSecretsTest {

    private final SecretsInMemory secrets = new SecretsInMemory();
    private final KubeconfigSecrets kubeconfigs = new KubeconfigSecrets(secrets);

    @ParameterizedTest
    @CsvSource({
        ", first",
        "'', first",
        "value, first",
        "value.yaml, second",
        "kubeconfig, third",
    })
    void keyThatIsNamedIsReadElseTheUsualOnes(@Nullable String key, String token) {
        secrets.with(
                "apps",
                "edge",
                Map.of(
                        "value", Kubeconfigs.withToken("first"),
                        "value.yaml", Kubeconfigs.withToken("second"),
                        "kubeconfig", Kubeconfigs.withToken("third")));

        assertThat(find(key))
                .isInstanceOfSatisfying(
                        Finding.Found.class,
                        found -> assertThat(found.kubeconfig().authorization()).contains("Bearer " + token));
    }

    @Test
    void secondUsualKeyIsReadWhereTheFirstIsAbsent() {
        secrets.with("apps", "edge", Map.of("value.yaml", Kubeconfigs.withToken("t")));

        assertThat(find(null)).isInstanceOf(Finding.Found.class);
    }

    @Test
    void secretOfAnotherNamespaceIsNotThere() {
        secrets.with("other", "edge", Map.of("value", Kubeconfigs.withToken("t")));

        assertThat(find(null)).isEqualTo(new Finding.Missing("spec.kubeConfig: the Secret 'edge' does not exist"));
    }

    @ParameterizedTest
    @CsvSource({", value", "kubeconfig, kubeconfig"})
    void keyThatIsAbsentOrEmptyIsNamed(@Nullable String key, String named) {
        var message = "spec.kubeConfig: the Secret 'edge' has no value under the key '%s'".formatted(named);
        secrets.with("apps", "edge", Map.of("other", "x"));
        assertThat(find(key)).isEqualTo(new Finding.Unusable(message));

        secrets.with("apps", "edge", Map.of(named, ""));
        assertThat(find(key)).isEqualTo(new Finding.Unusable(message));
    }

    @Test
    void secretThatCannotBeReadIsNotTakenForGone() {
        secrets.refuse(403);

        assertThat(find(null))
                .isEqualTo(new Finding.Unusable(
                        "spec.kubeConfig: the Secret 'edge' cannot be read: the API server answered 403"));
    }

    @Test
    void kubeconfigThatIsRefusedIsNamedWithoutItsValues() {
        secrets.with("apps", "edge", Map.of("value", Kubeconfigs.withProgram()));

        assertThat(find(null))
                .isInstanceOfSatisfying(
                        Finding.Unusable.class,
                        unusable -> assertThat(unusable.message())
                                .startsWith(
                                        "spec.kubeConfig: the kubeconfig under the key 'value' of the Secret 'edge' ")
                                .contains("exec")
                                .doesNotContain("s3cr3t"));
    }

    @Test
    void changedSecretCountsAtTheNextLook() {
        secrets.with("apps", "edge", Map.of("value", Kubeconfigs.withToken("old")));
        Finding before = find(null);
        secrets.with("apps", "edge", Map.of("value", Kubeconfigs.withToken("new")));

        assertThat(find(null)).isNotEqualTo(before);
    }

    private Finding find(@Nullable String key) {
        return kubeconfigs.find("apps", new SecretKeyRef("edge", key));
    }
}
