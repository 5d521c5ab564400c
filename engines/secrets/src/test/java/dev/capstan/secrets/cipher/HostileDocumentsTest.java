package dev.capstan.secrets.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.metadata.Selection;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever can write a file and knows a recipient can make one like these; it must not stop the others. */
@Timeout(20)
class HostileDocumentsTest {
    private static final String LONG_KEY = "k".repeat(2_000_000);

    private final SecureRandom random = new SecureRandom();

    private TreeCipher.Coded encrypted(Mapping document, Selection.Rule rule, String pattern) {
        try (var key = DataKey.random(random)) {
            return new TreeCipher("file", new ValueCipher(random))
                    .encrypt(List.of(document), key, new Selection(rule, pattern), false);
        }
    }

    @Test
    void aLongKeyIsLookedAtOnceHoweverManyValuesAreBelowIt() {
        var values = Sequence.of(Collections.nCopies(100_000, new Scalar.Text("")));
        var document = Mapping.of(new Pair(LONG_KEY, values));

        assertThat(encrypted(document, Selection.Rule.ENCRYPTED_REGEX, "k$").documents())
                .containsExactly(document);
        assertThat(encrypted(document, Selection.Rule.UNENCRYPTED_REGEX, "k$").documents())
                .containsExactly(document);
    }

    /** Every value is bound to all keys that lead to it, and the path of each is remembered. */
    @Test
    void pathsThatAreTooLongAltogetherAreRefused() {
        var values = Mapping.of(IntStream.range(0, 1_000)
                .mapToObj(i -> new Pair("v" + i, new Scalar.Text("")))
                .toList());
        var document = Mapping.of(new Pair(LONG_KEY, values));

        assertThatExceptionOfType(SecretsException.class)
                .isThrownBy(() -> encrypted(document, Selection.Rule.UNENCRYPTED_SUFFIX, "_x"))
                .withMessageContaining("the paths of its values have more than 268435456 characters");
    }

    @Test
    void messagesShowTheBeginningOfALongPath() {
        var document = Mapping.of(new Pair(LONG_KEY, new Scalar.Text("x")));
        var coded = encrypted(document, Selection.Rule.UNENCRYPTED_SUFFIX, "_x");

        assertThat(coded.documents()).hasSize(1);
        var position = new TreePosition("file", new Selector("file", Selection.DEFAULT));
        position.enter(LONG_KEY);
        assertThat(position.shown()).hasSize(501).endsWith("k…");
    }

    @Test
    void eachCommentIsLookedAtOnceHoweverManyFollow() {
        var entries = Collections.nCopies(200_000, new Comment(" note"));

        assertThat(encrypted(Mapping.of(entries), Selection.Rule.ENCRYPTED_COMMENT_REGEX, "secret")
                        .documents())
                .containsExactly(Mapping.of(entries));
    }
}
