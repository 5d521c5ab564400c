package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes ini: the delimiters of a section aligned, an empty line between sections. */
final class IniWriter {
    /** Delimiters are aligned, so that one long key makes all lines of its section long. */
    private static final long LARGEST_SECTION = 128L << 20;

    private final StringBuilder out = new StringBuilder();

    byte[] write(Mapping document) throws FormatException {
        var sections = document.pairs().toList();
        for (int i = 0; i < sections.size(); i++) {
            section(sections.get(i), i == 0, i + 1 == sections.size());
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void section(Pair section, boolean isFirst, boolean isLast) throws FormatException {
        if (!(section.value() instanceof Mapping content)) {
            throw new FormatException("ini holds sections of keys, and " + section.key() + " is not one");
        }
        boolean hasComment = content.entries().stream()
                .findFirst()
                .filter(Comment.class::isInstance)
                .isPresent();
        var entries =
                hasComment ? content.entries().subList(1, content.entries().size()) : content.entries();
        if (hasComment && content.entries().getFirst() instanceof Comment comment) {
            comment(comment.text(), false);
        }
        if (!isFirst || !section.key().equalsIgnoreCase(IniReader.DEFAULT_SECTION)) {
            out.append('[').append(section.key()).append("]\n");
        } else if (content.pairs().findAny().isEmpty()) {
            return;
        }
        keys(entries);
        if (!isLast) {
            out.append('\n');
        }
    }

    private record Line(String value, StringBuilder comment) {}

    private void keys(List<Entry> entries) throws FormatException {
        var lines = new LinkedHashMap<String, Line>();
        StringBuilder comment = new StringBuilder();
        for (Entry entry : entries) {
            switch (entry) {
                case Pair pair -> {
                    comment = new StringBuilder();
                    lines.put(pair.key(), new Line(value(pair), comment));
                }
                case Comment text ->
                    comment.append(comment.isEmpty() ? "" : "\n").append(text.text());
            }
        }
        int width = lines.keySet().stream().mapToInt(IniWriter::width).max().orElse(0);
        if ((long) width * lines.size() > LARGEST_SECTION) {
            throw new FormatException("a section of ini, its delimiters aligned, has more than " + LARGEST_SECTION
                    + " bytes, which is the limit");
        }
        for (Map.Entry<String, Line> line : lines.entrySet()) {
            comment(line.getValue().comment.toString(), true);
            String key = key(line.getKey());
            out.append(key)
                    .repeat(' ', Math.max(0, width - utf8Length(key)))
                    .append(" = ")
                    .append(line.getValue().value)
                    .append('\n');
        }
    }

    private void comment(String text, boolean isOfKey) {
        for (String line : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
            boolean hasSign = line.startsWith("#") || line.startsWith(";");
            out.append(hasSign ? line.charAt(0) : ';')
                    .append(' ')
                    .append(hasSign ? line.substring(1).strip() : isOfKey ? line.strip() : line)
                    .append('\n');
        }
    }

    private static String value(Pair pair) throws FormatException {
        if (pair.value() instanceof Mapping || pair.value() instanceof Sequence) {
            throw new FormatException("ini holds single values, and " + pair.key() + " is a map or list");
        }
        String value = FlatText.of((Scalar) pair.value());
        if (value.contains("\n") || value.contains("`")) {
            return "\"\"\"" + value + "\"\"\"";
        }
        if (value.contains("#") || value.contains(";")) {
            return "`" + value + "`";
        }
        return value.strip().length() == value.length() ? value : '"' + value + '"';
    }

    private static boolean needsQuotes(String key) {
        return key.contains("\"") || IniReader.DELIMITERS.chars().anyMatch(delimiter -> key.indexOf(delimiter) >= 0);
    }

    private static String key(String key) throws FormatException {
        if (key.isEmpty() || key.contains("\n") || "#;[".indexOf(key.charAt(0)) >= 0) {
            throw new FormatException(
                    "ini cannot hold a key that is empty, has several lines or begins with #, ; or [");
        }
        return needsQuotes(key) ? "`" + key + "`" : key.contains("`") ? "\"\"\"" + key + "\"\"\"" : key;
    }

    private static int width(String key) {
        return utf8Length(key) + (needsQuotes(key) ? 2 : key.contains("`") ? 6 : 0);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
