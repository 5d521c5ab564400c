package dev.capstan.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CreationRulesTest {
    private final CreationRules rules = CreationRules.of(".sops.yaml", """
            creation_rules:
            - path_regex: secrets/.*
              age: a
            - path_regex: \\.enc\\.
            - path_regex: .*\\.yaml$
            - pgp: x
            """.getBytes(StandardCharsets.UTF_8));

    @Test
    void theFirstThatMatchesIsTheRuleOfAFile() {
        assertThat(rules.matching("secrets/a.yaml")).contains("secrets/.*");
        assertThat(rules.matching("a.yaml")).contains(".*\\.yaml$");
        assertThat(rules.matching("a.txt")).contains("");
    }

    @Test
    void aPathThatIsNotARegularExpressionIsNamedByItsLine() {
        byte[] text = "creation_rules:\n- path_regex: '['\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> CreationRules.of(".sops.yaml", text)).hasMessageStartingWith(".sops.yaml, line 2:");
    }

    @Test
    void onlyARuleThatIsNotForEverythingDemandsEncryption() {
        assertThat(rules.demands("secrets/a.txt")).isTrue();
        assertThat(rules.demands("secrets/kustomization.yaml")).isFalse();
        assertThat(rules.demands("app/a.enc.yaml")).isTrue();
        assertThat(rules.demands("app/deployment.yaml")).isFalse();
        assertThat(rules.demands("a.txt")).isFalse();
        assertThat(CreationRules.of("x", new byte[0]).demands("a")).isFalse();
    }
}
