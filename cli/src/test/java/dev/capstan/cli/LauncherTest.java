package dev.capstan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LauncherTest {

    @Test
    void commandWithABlankInItsPathIsQuotedForTheShell() {
        assertThat(Launcher.quoted("/opt/some tools/capstan")).isEqualTo("'/opt/some tools/capstan'");
        assertThat(Launcher.quoted("./capstan")).isEqualTo("./capstan");
    }
}
