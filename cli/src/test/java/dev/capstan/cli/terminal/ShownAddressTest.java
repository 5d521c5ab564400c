package dev.capstan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownAddressTest {

    @Test
    void loginsAndQueriesAreNotShown() {
        assertThat(ShownAddress.of("https://user:secret@git.example/team/fleet?token=secret"))
                .isEqualTo("https://git.example/team/fleet");
        assertThat(ShownAddress.of("ssh://git@git.example/team/fleet")).isEqualTo("ssh://git.example/team/fleet");
        assertThat(ShownAddress.of("git.example/team/fleet")).isEqualTo("git.example/team/fleet");
    }
}
