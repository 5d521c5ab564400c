package dev.capstan.helm.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a rendered file into its documents, by lines that begin with {@code ---}, whatever stands behind that. */
public final class DocumentSplit {
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---[ \\t]*", Pattern.UNIX_LINES);

    private DocumentSplit() {}

    /** The documents that are not blank, without blanks in front. */
    public static List<String> split(String file) {
        List<String> documents = new ArrayList<>();
        for (String document : SEPARATOR.split(withoutLeadingSpace(file), -1)) {
            String text = withoutLeadingSpace(document);
            if (!text.isEmpty()) {
                documents.add(text);
            }
        }
        return documents;
    }

    private static String withoutLeadingSpace(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** Whether Unicode calls a character a blank. */
    public static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
    }
}
