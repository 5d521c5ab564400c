package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.yaml.YamlComment;
import java.util.List;

/**
 * Comments on lines of their own between two things of a document, and the rules by which each belongs to what is before or after it. They
 * are those of go-yaml v3: a comment right below a value and above an empty line is about that value, and so is one that is indented
 * deeper than what follows; everything else is about what follows.
 */
final class YamlGap {
    private final List<YamlComment> comments;
    private final Before before;
    private final After after;

    /**
     * What is before.
     *
     * @param line its last one; 0 at the start
     * @param isKey whether its value is still to come
     * @param blocks that are open there, innermost first
     */
    record Before(int line, boolean isKey, List<YamlBlock> blocks) {
        int indent() {
            return blocks.isEmpty() ? 0 : Math.max(blocks.getFirst().column(), 0);
        }
    }

    /**
     * What follows.
     *
     * @param column 0-based; -1 at the end of the text
     * @param block in which it stands
     */
    record After(int line, int column, YamlBlock block) {}

    YamlGap(List<YamlComment> comments, Before before, After after) {
        this.comments = comments;
        this.before = before;
        this.after = after;
    }

    /** Adds the comments to the blocks that they belong to. */
    void place() {
        boolean nothingEmpty = comments.getFirst().line() <= before.line() + 1;
        boolean isFirstGroup = true;
        int start = 0;
        for (int i = 1; i <= comments.size(); i++) {
            boolean atEnd = i == comments.size();
            boolean emptyLine = nextLine(i) > comments.get(i - 1).line() + 1 || atEnd && after.column() < 0;
            YamlComment first = comments.get(start);
            int column = first.column() - 1;
            boolean isDedented = column < before.indent();
            boolean isBelow = first.line() == before.line() + 1 && before.line() > 0 && !before.isKey();
            if (emptyLine && nothingEmpty && (isBelow || isDedented)) {
                group(start, i, isDedented ? ending(column) : innermost(isFirstGroup));
                start = i;
                isFirstGroup = false;
            } else if (isOutOf(column, nextColumn(i))) {
                group(start, i, innermost(isFirstGroup));
                start = i;
                isFirstGroup = false;
            }
            nothingEmpty &= !emptyLine;
        }
        group(start, comments.size(), after.block());
    }

    private int nextLine(int i) {
        return i < comments.size() ? comments.get(i).line() : after.line();
    }

    private int nextColumn(int i) {
        return i < comments.size() ? comments.get(i).column() - 1 : after.column();
    }

    /** Whether the next thing ends what is before, and is not where the comments are. */
    private boolean isOutOf(int column, int next) {
        return next >= 0 && next < before.indent() && next != column;
    }

    private YamlBlock innermost(boolean isFirstGroup) {
        return isFirstGroup && !before.blocks().isEmpty() ? before.blocks().getFirst() : after.block();
    }

    /** The block that ends here and has its entries at the column. */
    private YamlBlock ending(int column) {
        return before.blocks().stream()
                .filter(block -> block.column() == column && column > after.column())
                .findFirst()
                .orElse(after.block());
    }

    private void group(int from, int to, YamlBlock block) {
        comments.subList(from, to).forEach(comment -> block.comment(new Comment(comment.text())));
    }
}
