package dev.capstan.secrets.cipher;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.pattern.SearchPattern;
import java.util.function.Predicate;

/** Decides which leaves of a file are encrypted. */
final class Selector {
    private final Selection.Rule rule;
    private final Predicate<String> matches;

    /** @throws SecretsException when the pattern is not a regular expression */
    Selector(String file, Selection selection) {
        this.rule = selection.rule();
        this.matches = switch (rule) {
            case UNENCRYPTED_SUFFIX, ENCRYPTED_SUFFIX -> key -> key.endsWith(selection.pattern());
            case UNENCRYPTED_REGEX, ENCRYPTED_REGEX, UNENCRYPTED_COMMENT_REGEX, ENCRYPTED_COMMENT_REGEX ->
                searchFor(file, selection);
        };
    }

    private static Predicate<String> searchFor(String file, Selection selection) {
        try {
            return SearchPattern.compile(selection.pattern())::isIn;
        } catch (IllegalArgumentException e) {
            throw new SecretsException(new SecretsFailure.MetadataMalformed(
                    file, selection.rule().key() + " cannot be used: " + e.getMessage()));
        }
    }

    /** Whether the pattern matches a key; no key when it is for comments. */
    boolean matchesKey(String key) {
        return !isForComments() && matches.test(key);
    }

    /** Whether the pattern matches a comment; no comment when it is for keys. */
    boolean matchesComment(String comment) {
        return isForComments() && matches.test(comment);
    }

    private boolean isForComments() {
        return rule == Selection.Rule.UNENCRYPTED_COMMENT_REGEX || rule == Selection.Rule.ENCRYPTED_COMMENT_REGEX;
    }

    /**
     * Whether a leaf is encrypted.
     *
     * @param keys how many of those that lead to it match
     * @param comments how many of those before it, and before each of what it is in, match, itself among them
     * @param isMatchingComment whether it is one itself: a comment that asks for encryption stays readable
     */
    boolean encrypts(int keys, int comments, boolean isMatchingComment) {
        return switch (rule) {
            case UNENCRYPTED_SUFFIX, UNENCRYPTED_REGEX -> keys == 0;
            case ENCRYPTED_SUFFIX, ENCRYPTED_REGEX -> keys > 0;
            case UNENCRYPTED_COMMENT_REGEX -> comments == 0;
            case ENCRYPTED_COMMENT_REGEX -> comments > (isMatchingComment ? 1 : 0);
        };
    }

    /** Whether an encrypted comment would be taken for one that keeps its neighbours unencrypted. */
    boolean isConfusedBy(String encryptedComment) {
        return rule == Selection.Rule.UNENCRYPTED_COMMENT_REGEX && matches.test(encryptedComment);
    }
}
