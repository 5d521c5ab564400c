package dev.capstan.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was asked of a file tree, with the answers: contents by fingerprint, folder listings, links, and what lay at
 * a path (also that nothing lay there). Whoever asks nothing else gets the same result from every tree with the same answers.
 */
public final class TreeInputs {
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

    private static final Comparator<Question> BY_PATH =
            Comparator.comparing(Question::path).thenComparing(Question::aspect);

    private final List<Map<Question, String>> parts;
    private volatile @Nullable SortedMap<Question, String> sorted;

    /** Inputs with the given answers; the map is copied. */
    public TreeInputs(Map<Question, String> answers) {
        this(List.of(Map.copyOf(answers)));
    }

    private TreeInputs(List<Map<Question, String>> parts) {
        this.parts = parts;
    }

    /** The inputs of several steps over the same tree. */
    static TreeInputs together(List<TreeInputs> inputs) {
        List<Map<Question, String>> parts = new ArrayList<>();
        for (TreeInputs each : inputs) {
            for (Map<Question, String> part : each.parts) {
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
        }
        return new TreeInputs(parts);
    }

    /** The questions with their answers, sorted by path. */
    public Map<Question, String> answers() {
        SortedMap<Question, String> known = sorted;
        if (known == null) {
            SortedMap<Question, String> all = new TreeMap<>(BY_PATH);
            parts.forEach(all::putAll);
            known = Collections.unmodifiableSortedMap(all);
            sorted = known;
        }
        return known;
    }

    /** How many answers there are at most; an answer that several steps asked for may count more than once. */
    public int size() {
        return parts.stream().mapToInt(Map::size).sum();
    }

    /** These inputs and those of a later or earlier step over the same tree. */
    public TreeInputs and(TreeInputs other) {
        return together(List.of(this, other));
    }

    /** An identity of all inputs together, as a fingerprint: equal identities mean equal inputs. */
    public String fingerprint() {
        Map<Question, String> answers = answers();
        StringBuilder text = new StringBuilder(answers.size() * 96);
        answers.forEach((question, answer) -> text.append(question.aspect())
                .append(' ')
                .append(question.path())
                .append('\0')
                .append(answer)
                .append('\n'));
        return Fingerprint.ofBytes(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /**
     * Whether the other tree gives the same answer to every question, so that a build of it gives the same result. False as
     * soon as one answer differs or cannot be had.
     */
    public boolean holdFor(FileTree other) {
        try {
            for (Map<Question, String> part : parts) {
                for (Map.Entry<Question, String> answer : part.entrySet()) {
                    if (!answer.getValue().equals(ask(other, answer.getKey()))) {
                        return false;
                    }
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
