package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cluster in which no key lies. */
class FirstKeyIT extends SecretsControllerFixture {
    @Test
    void aFirstKeyIsMadeAndKeptOverARestart() {
        apply(sealed("app", "stringData: {a: b}\n"));
        awaitSynced("app");
        String first = certificate();

        restart();

        assertThat(certificate()).isEqualTo(first);
        assertThat(keySecrets()).hasSize(1);
        assertThat(values("app")).isEqualTo(Map.of("a", "b"));
    }
}
