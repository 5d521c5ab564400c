package dev.capstan.secrets.cipher;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk through documents is: the keys that lead there, and what a selection says of them and of the comments before
 * it. Each key and each comment is looked at once, however many values are below or behind it.
 */
final class TreePosition {
    /** Each value is bound to its path, so that the paths of a file may be longer than the file. Real ones are shorter. */
    private static final long MOST_TEXT = 256L << 20;

    private static final int LONGEST_SHOWN = 500;

    private final String file;
    private final Selector selector;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private int matchingKeys;
    private int matchingComments;
    private @Nullable String path;
    private long text;

    /** @param isSelected whether the selection matches it */
    private record Step(String key, boolean isSelected) {}

    /** The comments of a map or list since its last value. */
    private static final class Level {
        private int matching;
        private boolean isLastMatching;
    }

    /** @param file for messages */
    TreePosition(String file, Selector selector) {
        this.file = file;
        this.selector = selector;
    }

    void enter(String key) {
        boolean isSelected = selector.matchesKey(key);
        steps.addLast(new Step(key, isSelected));
        matchingKeys += isSelected ? 1 : 0;
        path = null;
    }

    void leave() {
        matchingKeys -= steps.removeLast().isSelected ? 1 : 0;
        path = null;
    }

    void enterCollection() {
        levels.addLast(new Level());
    }

    void leaveCollection() {
        forgetComments();
        levels.removeLast();
    }

    void comment(String content) {
        Level level = levels.getLast();
        level.isLastMatching = selector.matchesComment(content);
        if (level.isLastMatching) {
            level.matching++;
            matchingComments++;
        }
    }

    void forgetComments() {
        Level level = levels.getLast();
        matchingComments -= level.matching;
        level.matching = 0;
        level.isLastMatching = false;
    }

    /**
     * Whether what stands here is encrypted.
     *
     * @param isComment whether it is the last comment
     */
    boolean isEncrypted(boolean isComment) {
        boolean isOwn = isComment && levels.getLast().isLastMatching;
        return selector.encrypts(matchingKeys, matchingComments, isOwn);
    }

    /**
     * The keys that lead here, as a value is bound to them.
     *
     * @throws SecretsException when the paths of the file are too long altogether
     */
    String path() {
        String known = path;
        if (known == null) {
            known = steps.stream().map(Step::key).collect(Collectors.joining(":")) + ":";
            text += known.length();
            if (text > MOST_TEXT) {
                throw new SecretsException(new SecretsFailure.FileMalformed(
                        file,
                        "the paths of its values have more than " + MOST_TEXT + " characters, which is the limit"));
            }
            path = known;
        }
        return known;
    }

    /** The keys that lead here for people: not all of them where they are very long. */
    String shown() {
        if (steps.isEmpty()) {
            return "a comment";
        }
        String all = steps.stream().map(Step::key).collect(Collectors.joining("."));
        return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "…";
    }
}
