package dev.capstan.cli.images;

import dev.capstan.images.setter.Change;
import dev.capstan.images.setter.ChangedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file before and after, line by line. A value is set within its line, so lines with the same number belong together; where a file has
 * more lines afterwards, everything between the first and the last difference counts as changed.
 *
 * @param path from the folder
 */
record FileDifference(String path, List<String> before, List<String> after, List<Change> changes) {
    private static final int CONTEXT = 3;
    private static final String NO_LINE_END = "\\ No newline at end of file";

    static FileDifference of(byte[] before, ChangedFile file) {
        return new FileDifference(
                file.path(),
                lines(before),
                lines(file.content()),
                file.objects().stream()
                        .flatMap(object -> object.changes().stream())
                        .toList());
    }

    /** Each with its end, so that ends count. */
    private static List<String> lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return List.copyOf(lines);
    }

    /** The changes with the numbers of their lines. */
    List<Placed> placed() {
        var placed = new ArrayList<Placed>();
        int from = 0;
        for (var change : changes) {
            from = lineOf(change, from);
            placed.add(new Placed(from + 1, change));
        }
        return List.copyOf(placed);
    }

    /**
     * A change and where it is.
     *
     * @param line from 1
     */
    record Placed(int line, Change change) {}

    /** The next line that differs and names the marker, or else the next one that differs. */
    private int lineOf(Change change, int from) {
        int next = -1;
        for (int i = from; i < after.size(); i++) {
            if (i < before.size() && before.get(i).equals(after.get(i))) {
                continue;
            }
            if (after.get(i).contains("\"" + change.setter() + "\"")) {
                return i;
            }
            next = next < 0 ? i : next;
        }
        return Math.max(next, from);
    }

    /** As {@code diff -u} prints it, and {@code git apply} takes it. */
    List<String> unified() {
        var lines = new ArrayList<String>();
        lines.add("--- a/" + path);
        lines.add("+++ b/" + path);
        for (var hunk : hunks()) {
            hunk.print(lines);
        }
        return List.copyOf(lines);
    }

    private List<Hunk> hunks() {
        if (before.size() != after.size()) {
            return List.of(wholeHunk());
        }
        var hunks = new ArrayList<Hunk>();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                int from = Math.max(0, i - CONTEXT);
                int to = Math.min(before.size(), i + 1 + CONTEXT);
                if (!hunks.isEmpty() && hunks.getLast().to >= from) {
                    from = hunks.removeLast().from;
                }
                hunks.add(new Hunk(from, to, to));
            }
        }
        return hunks;
    }

    private Hunk wholeHunk() {
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        return new Hunk(Math.max(0, same - CONTEXT), before.size(), after.size());
    }

    /** Lines that belong together, from the same place in both. */
    private final class Hunk {
        private final int from;
        private final int to;
        private final int toAfter;

        Hunk(int from, int to, int toAfter) {
            this.from = from;
            this.to = to;
            this.toAfter = toAfter;
        }

        void print(List<String> lines) {
            lines.add("@@ -" + range(to) + " +" + range(toAfter) + " @@");
            int i = from;
            while (i < Math.max(to, toAfter)) {
                if (i < to && i < toAfter && before.get(i).equals(after.get(i))) {
                    add(lines, ' ', before.get(i));
                    i++;
                    continue;
                }
                int start = i;
                while (i < Math.max(to, toAfter)
                        && !(i < to && i < toAfter && before.get(i).equals(after.get(i)))) {
                    i++;
                }
                for (int k = start; k < Math.min(i, to); k++) {
                    add(lines, '-', before.get(k));
                }
                for (int k = start; k < Math.min(i, toAfter); k++) {
                    add(lines, '+', after.get(k));
                }
            }
        }

        private String range(int end) {
            return (from + 1) + "," + (end - from);
        }

        private void add(List<String> lines, char sign, String line) {
            if (line.endsWith("\n")) {
                lines.add(sign + line.substring(0, line.length() - 1));
            } else {
                lines.add(sign + line);
                lines.add(NO_LINE_END);
            }
        }
    }
}
