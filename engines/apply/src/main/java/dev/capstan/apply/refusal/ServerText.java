package dev.capstan.apply.refusal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of the API server without what only its authors can read: dumps of Go values, regular expressions, line breaks. */
final class ServerText {

    /** What a dump of a Go value begins with: {@code &v1.Foo{}, {@code map[string]string{}, {@code []v1.Port{}. */
    private static final Pattern DUMP = Pattern.compile(
            "&?(?:\\[\\]|\\*)*+(?:map\\[[\\w.]+](?:\\[\\])?\\*?)?(?:[a-z]\\w*\\.[A-Za-z]\\w*|string|int\\d*|interface ?\\{\\})?\\{"
                    + "|&\\[|&map\\[|map\\[");

    private static final Pattern NIL = Pattern.compile("\\(\\*?[\\w.]+\\)\\(nil\\)");
    private static final Pattern POINTER = Pattern.compile("\\(\\*?[\\w.]+\\)\\(0x[0-9a-f]+\\)");
    private static final Pattern EXAMPLE = Pattern.compile(
            " ?\\(e\\.g\\. ([^()]*?),? (?:or [^()]*, )?regex used for validation is '(?:[^'\\\\]++|\\\\.)*+'\\)");
    private static final Pattern REGEX =
            Pattern.compile(",? ?\\(?regex used for validation is '(?:[^'\\\\]++|\\\\.)*+'\\)?");
    private static final int LONGEST = 600;

    private ServerText() {}

    static String clean(String text) {
        String cleaned = withoutDumps(text);
        cleaned = NIL.matcher(cleaned).replaceAll("nothing");
        cleaned = POINTER.matcher(cleaned).replaceAll("a value");
        cleaned = EXAMPLE.matcher(cleaned)
                .replaceAll(found -> Matcher.quoteReplacement(" (such as " + found.group(1) + ")"));
        cleaned = REGEX.matcher(cleaned).replaceAll("");
        cleaned = cleaned.replaceFirst("^Internal error occurred: ", "the API server failed: ")
                .replace("rpc error: code = ", "")
                .replaceAll("<[^<>]{1,200}>", " ")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        cleaned = cleaned.endsWith(".") ? cleaned.substring(0, cleaned.length() - 1) : cleaned;
        return cleaned.length() <= LONGEST ? cleaned : cleaned.substring(0, LONGEST) + "…";
    }

    /** Whether the text is a dump of a Go value, or begins like one. */
    static boolean isDump(String text) {
        return DUMP.matcher(text).lookingAt()
                || NIL.matcher(text).lookingAt()
                || POINTER.matcher(text).lookingAt();
    }

    private static String withoutDumps(String text) {
        StringBuilder kept = new StringBuilder();
        Matcher dump = DUMP.matcher(text);
        int at = 0;
        while (dump.find(at)) {
            kept.append(text, at, dump.start());
            int end = endOf(text, dump.end() - 1);
            kept.append(isJson(text, dump) ? text.substring(dump.start(), end) : "the given value");
            at = end;
        }
        return kept.append(text.substring(at)).toString();
    }

    /** Braces alone may be JSON or a sentence of a policy; they are kept unless they name Go types. */
    private static boolean isJson(String text, Matcher dump) {
        return dump.group().equals("{") && !text.startsWith("{APIGroups:", dump.start());
    }

    /** Where the bracket that opens here is closed; the end of the text when it is cut off. */
    private static int endOf(String text, int open) {
        int depth = 0;
        boolean isQuoted = false;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isQuoted) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    isQuoted = false;
                }
            } else if (c == '"') {
                isQuoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return text.length();
    }
}
