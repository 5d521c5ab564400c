package dev.capstan.tree;

import java.io.IOException;
import java.util.Map;

/**
 * Everything that was asked of a file tree, with the answers: contents by fingerprint, folder listings, links, and what lay at
 * a path (also that nothing lay there). Work that asks nothing else has the same result for every tree with the same answers.
 *
 * @param answers the questions with their answers
 */
public record TreeInputs(Map<Question, String> answers) {
    /** What was asked of a path. */
    public enum Aspect {
        /** Which {@link EntryKind} lies there. */
        KIND,
        /** The bytes of the file. */
        CONTENT,
        /** The names in the folder. */
        LISTING,
        /** The target of the link. */
        LINK
    }

    /**
     * One question.
     *
     * @param aspect what was asked
     * @param path of which path
     */
    public record Question(Aspect aspect, String path) {}

    /** Copies the map. */
    public TreeInputs {
        answers = Map.copyOf(answers);
    }

    /**
     * Whether the other tree gives the same answer to every question, so that the same work gives the same result. False as
     * soon as one answer differs or cannot be had.
     */
    public boolean holdFor(FileTree other) {
        try {
            for (Map.Entry<Question, String> answer : answers.entrySet()) {
                if (!answer.getValue().equals(ask(other, answer.getKey()))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String ask(FileTree tree, Question question) throws IOException {
        String path = question.path();
        return switch (question.aspect()) {
            case KIND -> tree.kind(path).name();
            case CONTENT -> tree.kind(path) == EntryKind.FILE ? tree.fingerprint(path) : "";
            case LISTING -> Fingerprint.ofListing(tree.list(path));
            case LINK -> tree.linkTarget(path).orElse("");
        };
    }
}
