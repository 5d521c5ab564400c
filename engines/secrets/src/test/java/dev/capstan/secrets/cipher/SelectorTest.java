package dev.capstan.secrets.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.metadata.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static Selector selector(Selection.Rule rule, String pattern) {
        return new Selector("file", new Selection(rule, pattern));
    }

    @Test
    void everyKeyOnThePathCounts() {
        var path = List.of("outer", "inner_x", "leaf");

        assertThat(selector(Selection.Rule.UNENCRYPTED_SUFFIX, "_x").encrypts(path, List.of(), false))
                .isFalse();
        assertThat(selector(Selection.Rule.ENCRYPTED_SUFFIX, "_x").encrypts(path, List.of(), false))
                .isTrue();
        assertThat(selector(Selection.Rule.UNENCRYPTED_REGEX, "^out").encrypts(path, List.of(), false))
                .isFalse();
        assertThat(selector(Selection.Rule.ENCRYPTED_REGEX, "ute").encrypts(path, List.of(), false))
                .isTrue();
        assertThat(selector(Selection.Rule.ENCRYPTED_REGEX, "^ute").encrypts(path, List.of(), false))
                .isFalse();
    }

    @Test
    void commentsOfAllLevelsCount() {
        var comments = List.of(List.of(" keep open"), List.<String>of());

        assertThat(selector(Selection.Rule.UNENCRYPTED_COMMENT_REGEX, "open").encrypts(List.of("a"), comments, false))
                .isFalse();
        assertThat(selector(Selection.Rule.ENCRYPTED_COMMENT_REGEX, "open").encrypts(List.of("a"), comments, false))
                .isTrue();
        assertThat(selector(Selection.Rule.ENCRYPTED_COMMENT_REGEX, "other").encrypts(List.of("a"), comments, false))
                .isFalse();
    }

    @Test
    void aCommentThatAsksForEncryptionStaysReadableAndThoseAfterItDoNot() {
        var selector = selector(Selection.Rule.ENCRYPTED_COMMENT_REGEX, "encrypt");

        assertThat(selector.encrypts(List.of(), List.of(List.of(" encrypt")), true))
                .isFalse();
        assertThat(selector.encrypts(List.of(), List.of(List.of(" encrypt", " more")), true))
                .isTrue();
    }

    @Test
    void patternsAreThoseOfRe2() {
        assertThat(selector(Selection.Rule.ENCRYPTED_REGEX, "(?i)PASS").encrypts(List.of("pass"), List.of(), false))
                .isTrue();
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> selector(Selection.Rule.ENCRYPTED_REGEX, "a(?=b)"))
                .withMessageContaining("encrypted_regex cannot be used: it is not a regular expression");
    }
}
