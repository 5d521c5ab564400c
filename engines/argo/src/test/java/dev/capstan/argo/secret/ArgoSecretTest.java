package dev.capstan.argo.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgoSecretTest {
    private static ArgoSecret secret(String type, String key, String value) {
        return new ArgoSecret("some", Map.of(SecretType.LABEL, type), Map.of(), Map.of(key, value.getBytes(UTF_8)));
    }

    @Test
    void isOfTheTypeThatItsLabelNames() {
        assertThat(secret("repo-creds", "a", "b").type()).contains(SecretType.REPO_CREDS);
        assertThat(secret("scm-creds", "a", "b").type()).isEmpty();
    }

    @Test
    void readsFlagsAsGoDoes() {
        assertThat(secret("cluster", "a", "True").flag("a")).contains(true);
        assertThat(secret("cluster", "a", "f").flag("a")).contains(false);
        assertThat(secret("cluster", "a", "yes").flag("a")).isEmpty();
        assertThat(secret("cluster", "a", "yes").flag("b")).contains(false);
    }

    @Test
    void showsNoValue() {
        assertThat(secret("cluster", "password", "hunter2").toString())
                .isEqualTo("Secret some")
                .doesNotContain("hunter2");
    }
}
