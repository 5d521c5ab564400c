package dev.capstan.argo.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreeNamesTest {

    @Test
    void namesFitIntoLabelsAndAreGivenOnce() {
        var names = new FreeNames();
        String longest = "a".repeat(63);

        assertThat(names.next(longest)).isEqualTo(longest);
        assertThat(names.next(longest + "b")).isEqualTo("a".repeat(61) + "-2");
        assertThat(names.next("Release/1.x")).isEqualTo("release-1-x");
        assertThat(names.next("release 1 x")).isEqualTo("release-1-x-2");
        assertThat(names.next("--")).isEqualTo("unnamed");
    }
}
