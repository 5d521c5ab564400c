package dev.capstan.yaml;

import java.util.List;

/**
 * All documents of a text with its comments.
 *
 * @param documents those without a value, too
 * @param comments in the order of the text
 * @param marks where nodes and aliases stand
 */
public record CommentedYaml(List<Document> documents, List<YamlComment> comments, MarkedYaml marks) {
    /**
     * One document.
     *
     * @param line where it begins: that of its {@code ---}, or 1 when the first has none
     * @param root the null scalar when there is no value
     */
    public record Document(int line, YamlNode root) {}

    /** Copies the lists. */
    public CommentedYaml {
        documents = List.copyOf(documents);
        comments = List.copyOf(comments);
    }
}
