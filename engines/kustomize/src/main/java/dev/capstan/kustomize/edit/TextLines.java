package dev.capstan.kustomize.edit;

import java.util.ArrayList;
import java.util.List;

/** A text as lines, each with its own line end, so that what is not edited comes out as it went in. */
final class TextLines {
    private final List<String> lines;
    private final String lineEnd;

    private TextLines(List<String> lines, String lineEnd) {
        this.lines = lines;
        this.lineEnd = lineEnd;
    }

    static TextLines of(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return new TextLines(lines, text.contains("\r\n") ? "\r\n" : "\n");
    }

    int count() {
        return lines.size();
    }

    /** A line without its end; 1-based. */
    String line(int number) {
        String line = lines.get(number - 1);
        return line.substring(0, line.length() - endLength(line));
    }

    private static int endLength(String line) {
        return line.endsWith("\r\n") ? 2 : line.endsWith("\n") || line.endsWith("\r") ? 1 : 0;
    }

    /** With other characters in place of those between two places of the text; columns count characters. */
    TextLines replaced(int line, int column, int endLine, int endColumn, String replacement) {
        String first = lines.get(line - 1);
        String last = lines.get(endLine - 1);
        String joined = first.substring(0, first.offsetByCodePoints(0, column - 1))
                + replacement
                + last.substring(last.offsetByCodePoints(0, endColumn - 1));
        List<String> changed = new ArrayList<>(lines.subList(0, line - 1));
        changed.addAll(of(joined).lines);
        changed.addAll(lines.subList(endLine, lines.size()));
        return new TextLines(changed, lineEnd);
    }

    /** With whole lines put after a line; 0 means at the very start. */
    TextLines inserted(int afterLine, List<String> newLines) {
        List<String> changed = new ArrayList<>(lines.subList(0, afterLine));
        if (afterLine > 0 && endLength(changed.getLast()) == 0) {
            changed.set(afterLine - 1, changed.getLast() + lineEnd);
        }
        for (String line : newLines) {
            changed.add(line + lineEnd);
        }
        changed.addAll(lines.subList(afterLine, lines.size()));
        return new TextLines(changed, lineEnd);
    }

    /** Without the lines from one to another, both included. */
    TextLines removed(int fromLine, int toLine) {
        List<String> changed = new ArrayList<>(lines.subList(0, fromLine - 1));
        changed.addAll(lines.subList(toLine, lines.size()));
        return new TextLines(changed, lineEnd);
    }

    @Override
    public String toString() {
        return String.join("", lines);
    }
}
