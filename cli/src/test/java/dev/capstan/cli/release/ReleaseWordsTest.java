package dev.capstan.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.cli.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseWordsTest {

    @Test
    void nameAndRevisionFollowTheKind() {
        ReleaseWords words = ReleaseWords.read(List.of("hr/web", "3"), "rolled back", 2);

        assertThat(words.name()).contains("web");
        assertThat(words.second()).contains("3");
        assertThat(ReleaseWords.read(List.of("helmreleases"), "listed", 1).name())
                .isEmpty();
    }

    @Test
    void anotherKindOrAFurtherWordIsWrongUse() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> ReleaseWords.read(List.of("ks", "web"), "rolled back", 2))
                .withMessage("a Kustomization is no kind that can be rolled back; there is: helmrelease")
                .satisfies(wrong -> assertThat(wrong.exitCode()).isEqualTo(2));
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> ReleaseWords.read(List.of("hr", "web", "3", "4"), "rolled back", 2))
                .withMessage("'4' is one word too many");
    }
}
