package dev.capstan.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewAgeKeyTest {
    private final NewAgeKey made = new NewAgeKey(Path.of("age.agekey"), Optional.empty(), "sops-age", "apps");

    @Test
    void theSecretHoldsTheKeyFile() throws Exception {
        var key = AgeIdentities.generate(new SecureRandom());
        String file = NewAgeKey.keyFile(key, Instant.parse("2026-01-02T03:04:05.6Z"));

        var secret =
                (YamlMap) YamlReader.readAll("s", made.secret(file).getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                        .getFirst()
                        .root();

        assertThat(Objects.requireNonNull(secret.getMap("stringData")).getText("age.agekey"))
                .isEqualTo(file);
        assertThat(file).startsWith("# created: 2026-01-02T03:04:05Z\n# public key: " + key.recipient() + "\n");
        assertThat(AgeIdentities.read("f", file.getBytes(StandardCharsets.UTF_8), () -> new byte[0]))
                .hasSize(1);
    }

    @Test
    void theNextCommandsNameTheKeyAndNeverShowIt() {
        assertThat(made.next("age1x"))
                .anyMatch(line -> line.contains("--namespace apps --from-file=age.agekey=age.agekey"))
                .anyMatch(line -> line.endsWith("age: age1x"));
    }

    @Test
    void aNameThatWouldBeAnotherWordIsRefused() {
        assertThatThrownBy(() -> new NewAgeKey(Path.of("k"), Optional.empty(), "a b", "c"))
                .hasMessageContaining("small letters");
    }
}
