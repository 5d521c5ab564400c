package dev.capstan.secrets.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.metadata.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final List<List<String>> NO_COMMENTS = List.of(List.of());

    private static boolean encrypts(
            Selection.Rule rule, String pattern, List<String> path, List<List<String>> comments, boolean isComment) {
        var position = new TreePosition("file", new Selector("file", new Selection(rule, pattern)));
        path.forEach(position::enter);
        for (List<String> level : comments) {
            position.enterCollection();
            level.forEach(position::comment);
        }
        return position.isEncrypted(isComment);
    }

    @Test
    void everyKeyOnThePathCounts() {
        var path = List.of("outer", "inner_x", "leaf");

        assertThat(encrypts(Selection.Rule.UNENCRYPTED_SUFFIX, "_x", path, NO_COMMENTS, false))
                .isFalse();
        assertThat(encrypts(Selection.Rule.ENCRYPTED_SUFFIX, "_x", path, NO_COMMENTS, false))
                .isTrue();
        assertThat(encrypts(Selection.Rule.UNENCRYPTED_REGEX, "^out", path, NO_COMMENTS, false))
                .isFalse();
        assertThat(encrypts(Selection.Rule.ENCRYPTED_REGEX, "ute", path, NO_COMMENTS, false))
                .isTrue();
        assertThat(encrypts(Selection.Rule.ENCRYPTED_REGEX, "^ute", path, NO_COMMENTS, false))
                .isFalse();
    }

    @Test
    void keysAndCommentsThatWereLeftDoNotCount() {
        var selection = new Selection(Selection.Rule.ENCRYPTED_REGEX, "secret");
        var position = new TreePosition("file", new Selector("file", selection));
        position.enterCollection();
        position.enter("secret");
        position.leave();
        position.enter("open");

        assertThat(position.isEncrypted(false)).isFalse();
        assertThat(position.path()).isEqualTo("open:");

        var comments = new TreePosition(
                "file", new Selector("file", new Selection(Selection.Rule.ENCRYPTED_COMMENT_REGEX, "secret")));
        comments.enterCollection();
        comments.comment("secret");
        assertThat(comments.isEncrypted(false)).isTrue();
        comments.forgetComments();
        assertThat(comments.isEncrypted(false)).isFalse();
    }

    @Test
    void commentsOfAllLevelsCount() {
        var comments = List.of(List.of(" keep open"), List.<String>of());
        var path = List.of("a");

        assertThat(encrypts(Selection.Rule.UNENCRYPTED_COMMENT_REGEX, "open", path, comments, false))
                .isFalse();
        assertThat(encrypts(Selection.Rule.ENCRYPTED_COMMENT_REGEX, "open", path, comments, false))
                .isTrue();
        assertThat(encrypts(Selection.Rule.ENCRYPTED_COMMENT_REGEX, "other", path, comments, false))
                .isFalse();
    }

    @Test
    void aCommentThatAsksForEncryptionStaysReadableAndThoseAfterItDoNot() {
        var rule = Selection.Rule.ENCRYPTED_COMMENT_REGEX;

        assertThat(encrypts(rule, "encrypt", List.of(), List.of(List.of(" encrypt")), true))
                .isFalse();
        assertThat(encrypts(rule, "encrypt", List.of(), List.of(List.of(" encrypt", " more")), true))
                .isTrue();
        assertThat(encrypts(rule, "encrypt", List.of(), List.of(List.of(" encrypt", " encrypt")), true))
                .isTrue();
    }

    @Test
    void patternsAreThoseOfRe2() {
        assertThat(encrypts(Selection.Rule.ENCRYPTED_REGEX, "(?i)PASS", List.of("pass"), NO_COMMENTS, false))
                .isTrue();
        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> new Selector("file", new Selection(Selection.Rule.ENCRYPTED_REGEX, "a(?=b)")))
                .withMessageContaining("encrypted_regex cannot be used: it is not a regular expression");
    }
}
