package dev.capstan.kustomize.node;

import java.util.ArrayList;
import java.util.List;

/** Paths of fields as they are written in kustomizations. */
public final class FieldPath {
    private FieldPath() {}

    /** Splits at the delimiter; a backslash before it makes it part of the name, one leading delimiter is skipped. */
    public static List<String> split(String path, char delimiter) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int start = path.length() > 1 && path.charAt(0) == delimiter ? 1 : 0;
        for (int i = start; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != delimiter) {
                part.append(c);
            } else if (!part.isEmpty() && part.charAt(part.length() - 1) == '\\') {
                part.setCharAt(part.length() - 1, delimiter);
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /**
     * As {@link #split}, and keeps what is in square brackets together: {@code a.[name=x.y].b} has three parts, and
     * {@code [a.b]} without an equals sign is the field {@code a.b}.
     */
    public static List<String> splitWithBrackets(String path, char delimiter) {
        List<String> parts = new ArrayList<>();
        List<String> raw = split(path, delimiter);
        for (int i = 0; i < raw.size(); i++) {
            String part = raw.get(i);
            if (!part.startsWith("[") || part.endsWith("]")) {
                parts.add(part);
                continue;
            }
            StringBuilder bracketed = new StringBuilder(part);
            while (i < raw.size() - 1) {
                i++;
                bracketed.append(delimiter).append(raw.get(i));
                if (raw.get(i).endsWith("]")) {
                    break;
                }
            }
            String whole = bracketed.toString();
            parts.add(whole.indexOf('=') >= 0 ? whole : stripBrackets(whole));
        }
        return parts;
    }

    /** Whether the part selects elements of a list by a field: {@code [name=value]}. */
    public static boolean isSelector(String part) {
        return part.startsWith("[") && part.endsWith("]");
    }

    /** Whether the part is a number that can be an index. */
    public static boolean isIndex(String part) {
        if (part.isEmpty() || part.length() > 9) {
            return false;
        }
        for (int i = part.charAt(0) == '+' && part.length() > 1 ? 1 : 0; i < part.length(); i++) {
            if (part.charAt(i) < '0' || part.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String stripBrackets(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && (text.charAt(from) == '[' || text.charAt(from) == ']')) {
            from++;
        }
        while (to > from && (text.charAt(to - 1) == '[' || text.charAt(to - 1) == ']')) {
            to--;
        }
        return text.substring(from, to);
    }
}
