package dev.capstan.cli.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPathTest {

    @ParameterizedTest
    @CsvSource({
        "clusters/prod, ./clusters/prod",
        "./clusters/prod/, ./clusters/prod",
        "clusters//./prod, ./clusters/prod",
        "'', ./",
        "., ./",
        "a..b/c, ./a..b/c"
    })
    void isWrittenAsAKustomizationHasIt(String given, String path) {
        assertThat(ClusterPath.parse(given)).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/clusters",
                "../other",
                "clusters/../../x",
                "clusters/..",
                "a\\b",
                ".git",
                "a/.GIT/hooks",
                "a\nb"
            })
    void whatIsNoFolderOfTheRepositoryIsRefused(String given) {
        assertThatThrownBy(() -> ClusterPath.parse(given))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("--path: '")
                .satisfies(failure ->
                        assertThat(((CommandFailure) failure).exitCode()).isEqualTo(2));
    }

    @Test
    void filesOfTheRootHaveNoFolder() {
        assertThat(ClusterPath.parse("").file("flux-system")).isEqualTo("flux-system");
        assertThat(ClusterPath.parse("a/b").file("flux-system")).isEqualTo("a/b/flux-system");
    }
}
