package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void blanksPartWordsAndQuotesKeepThem() {
        assertThat(ShellWords.split("code --wait")).containsExactly("code", "--wait");
        assertThat(ShellWords.split("  '/opt/my editor/bin' \"a b\"c  ")).containsExactly("/opt/my editor/bin", "a bc");
        assertThat(ShellWords.split("a\\ b '' \"x\\\"y\" 'c\\d'")).containsExactly("a b", "", "x\"y", "c\\d");
        assertThat(ShellWords.split(" ")).isEmpty();
    }
}
