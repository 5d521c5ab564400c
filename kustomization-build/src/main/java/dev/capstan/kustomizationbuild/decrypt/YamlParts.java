package dev.capstan.kustomizationbuild.decrypt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The documents of a YAML text as pieces of it. A line that begins with three dashes begins a document, wherever it stands. */
final class YamlParts {
    private static final Pattern SEPARATOR = Pattern.compile("---(?:[ \\t\\r].*)?", Pattern.DOTALL);

    private YamlParts() {}

    /** The pieces, each with the line that begins it; together they are the text. Empty ones before the first line are left out. */
    static List<String> of(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            if (SEPARATOR.matcher(line).matches() && !part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(line);
            if (end >= 0) {
                part.append('\n');
            }
            at = end < 0 ? text.length() : end + 1;
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    /** A piece that begins with three dashes and ends with a line end. */
    static String begun(String part) {
        String ended = part.endsWith("\n") ? part : part + "\n";
        String first = part.lines().findFirst().orElse("");
        return SEPARATOR.matcher(first).matches() ? ended : "---\n" + ended;
    }

    /** Whether there is no value in a piece. */
    static boolean isBlank(String part) {
        return part.lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---") || line.equals("..."));
    }
}
