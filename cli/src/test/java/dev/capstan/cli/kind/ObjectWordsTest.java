package dev.capstan.cli.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.cli.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectWordsTest {

    @ParameterizedTest
    @CsvSource({
        "deployment/web, deployment, web",
        "deployment web, deployment, web",
        "kustomization/apps, kustomization, apps",
        "source git config, gitrepositories, config",
        "source git/config, gitrepositories, config"
    })
    void anObjectIsNamedByOneToThreeWords(String words, String kind, String name) {
        assertThat(ObjectWords.read(List.of(words.split(" ")))).isEqualTo(new ObjectWords(kind, name));
    }

    @Test
    void otherCountsAreWrongUse() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> ObjectWords.read(List.of("deployment")))
                .satisfies(wrong -> assertThat(wrong.exitCode()).isEqualTo(2));
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> ObjectWords.read(List.of("deployment", "a", "b")));
    }
}
