package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads ini. Comments before a section or key, and one behind it, are its own; in the tree that of a section is the first of its entries and
 * that of a key comes behind the key. Comments after the last key are lost, as with the real program.
 */
final class IniReader {
    static final String DEFAULT_SECTION = "DEFAULT";
    static final String DELIMITERS = "=:";
    private static final String TRIPLE = "\"\"\"";

    private final String[] lines;
    private final List<Section> sections = new ArrayList<>();
    private final StringBuilder comment = new StringBuilder();
    private int next;

    private record Section(String name, String comment, Map<String, Key> keys) {}

    private record Key(String value, String comment) {}

    IniReader(String text) {
        this.lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("(?<=\n)", -1);
        sections.add(new Section(DEFAULT_SECTION, "", new LinkedHashMap<>()));
    }

    Mapping document() throws FormatException {
        while (next < lines.length) {
            String line = lines[next++].stripLeading();
            if (line.startsWith("#") || line.startsWith(";")) {
                comment.append(line);
            } else if (line.startsWith("[")) {
                section(line);
            } else if (!line.isEmpty()) {
                key(line);
            }
        }
        return Mapping.of(sections.stream().map(IniReader::pair).toList());
    }

    private static Pair pair(Section section) {
        var entries = new ArrayList<Entry>();
        if (!section.comment.isEmpty()) {
            entries.add(new Comment(withoutSign(section.comment)));
        }
        section.keys.forEach((name, key) -> {
            entries.add(new Pair(name, new Scalar.Text(key.value)));
            if (!key.comment.isEmpty()) {
                entries.add(new Comment(withoutSign(key.comment)));
            }
        });
        return new Pair(section.name, new Mapping(entries));
    }

    /** Without the sign of the first line; those of further lines tell them from text. */
    private static String withoutSign(String comment) {
        char sign = comment.charAt(0);
        if (sign != ';' && sign != '#') {
            return comment;
        }
        int at = 0;
        while (at < comment.length() && (comment.charAt(at) == sign || comment.charAt(at) == ' ')) {
            at++;
        }
        return comment.substring(at);
    }

    private void section(String line) throws FormatException {
        int end = line.lastIndexOf(']');
        if (end < 0) {
            throw wrong("the section is not closed with ]");
        }
        if (end == 1) {
            throw wrong("the section has no name");
        }
        String rest = line.substring(end + 1);
        int sign = firstOf(rest, "#;");
        if (sign >= 0) {
            comment.append(rest, sign, rest.length());
        }
        sections.add(new Section(line.substring(1, end), takenComment(), new LinkedHashMap<>()));
    }

    private String takenComment() {
        String taken = comment.toString().strip();
        comment.setLength(0);
        return taken;
    }

    private void key(String line) throws FormatException {
        String quote = line.startsWith(TRIPLE) && line.length() > 6
                ? TRIPLE
                : line.startsWith("\"") ? "\"" : line.startsWith("`") ? "`" : "";
        int close = quote.isEmpty() ? 0 : line.indexOf(quote, quote.length());
        if (close < 0) {
            throw wrong("the quotes around the key are not closed");
        }
        int delimiter = firstOf(line, DELIMITERS, close);
        if (delimiter < 0) {
            throw wrong("it is not of the form key = value");
        }
        String name = line.substring(quote.length(), quote.isEmpty() ? delimiter : close)
                .strip();
        if (name.isEmpty() || name.equals("-")) {
            throw wrong("the key has no name");
        }
        int at = next;
        String value = value(line.substring(delimiter + 1).stripLeading(), at);
        sections.getLast().keys().put(name, new Key(value, takenComment()));
    }

    private String value(String text, int at) throws FormatException {
        if (text.isEmpty()) {
            return "";
        }
        String quote = text.startsWith(TRIPLE) && text.length() > 3 ? TRIPLE : text.startsWith("`") ? "`" : "";
        if (!quote.isEmpty()) {
            int close = text.lastIndexOf(quote);
            return close >= quote.length()
                    ? text.substring(quote.length(), close)
                    : severalLines(new StringBuilder(text.substring(quote.length())), quote, at);
        }
        String line = text.strip();
        if (line.endsWith("\\")) {
            return continued(line.substring(0, line.length() - 1));
        }
        int sign = firstOf(line, "#;");
        if (sign >= 0) {
            comment.append(line, sign, line.length());
            line = line.substring(0, sign).strip();
        }
        return isQuoted(line, '\'') || isQuoted(line, '"') ? line.substring(1, line.length() - 1) : line;
    }

    private String severalLines(StringBuilder value, String quote, int at) throws FormatException {
        while (next < lines.length) {
            String line = lines[next++];
            int close = line.lastIndexOf(quote);
            if (close >= 0) {
                int sign = firstOf(line.substring(close), "#;");
                if (sign >= 0) {
                    comment.append(line.substring(close + sign).strip());
                }
                return value.append(line, 0, close).toString();
            }
            value.append(line);
        }
        next = at;
        throw wrong("the quotes around the value are not closed");
    }

    private String continued(String begin) {
        var value = new StringBuilder(begin);
        while (next < lines.length) {
            String line = lines[next++].strip();
            if (line.isEmpty()) {
                break;
            }
            value.append(line);
            if (!line.endsWith("\\")) {
                break;
            }
            value.setLength(value.length() - 1);
        }
        return value.toString();
    }

    /** Whether the sign is the first and the last character, and is not in between. */
    private static boolean isQuoted(String text, char quote) {
        return text.length() >= 2 && text.charAt(0) == quote && text.indexOf(quote, 1) == text.length() - 1;
    }

    private static int firstOf(String text, String characters) {
        return firstOf(text, characters, 0);
    }

    private static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private FormatException wrong(String problem) {
        return new FormatException("line " + next + ": " + problem);
    }
}
