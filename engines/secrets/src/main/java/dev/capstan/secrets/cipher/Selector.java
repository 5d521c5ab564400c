package dev.capstan.secrets.cipher;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.pattern.SearchPattern;
import java.util.List;
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

    /**
     * Whether a leaf is encrypted.
     *
     * @param path all keys that lead to it
     * @param comments those before it, and before each of what it is in, outermost first
     * @param isComment whether it is one itself, the last of {@code comments}
     */
    boolean encrypts(List<String> path, List<? extends List<String>> comments, boolean isComment) {
        return switch (rule) {
            case UNENCRYPTED_SUFFIX, UNENCRYPTED_REGEX -> path.stream().noneMatch(matches);
            case ENCRYPTED_SUFFIX, ENCRYPTED_REGEX -> path.stream().anyMatch(matches);
            case UNENCRYPTED_COMMENT_REGEX ->
                comments.stream().flatMap(List::stream).noneMatch(matches);
            case ENCRYPTED_COMMENT_REGEX -> isAskedFor(comments, isComment);
        };
    }

    /** A comment that asks for encryption stays readable itself. */
    private boolean isAskedFor(List<? extends List<String>> comments, boolean isComment) {
        int last = comments.size() - 1;
        for (int level = 0; level <= last; level++) {
            List<String> before = comments.get(level);
            int count = isComment && level == last ? before.size() - 1 : before.size();
            if (before.subList(0, count).stream().anyMatch(matches)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an encrypted comment would be taken for one that keeps its neighbours unencrypted. */
    boolean isConfusedBy(String encryptedComment) {
        return rule == Selection.Rule.UNENCRYPTED_COMMENT_REGEX && matches.test(encryptedComment);
    }
}
