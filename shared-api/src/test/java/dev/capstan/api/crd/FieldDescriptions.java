package dev.capstan.api.crd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of a record says about its components, as plain text: written once, shown by {@code kubectl explain}. */
final class FieldDescriptions {
    private static final Pattern RECORD_COMMENT = Pattern.compile(
            "/\\*\\*(?<text>(?:(?!\\*/).)*)\\*/\\s*(?:@[^\n]*\n|[^/\n]*\n)*?public record ", Pattern.DOTALL);
    private static final Pattern PARAM = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)", Pattern.DOTALL);
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|link|value)\\s+#?([^}]*)}");

    private final Path sources;

    FieldDescriptions(Path sources) {
        this.sources = sources;
    }

    /** The first sentence or sentences above the components, under the empty name, and one entry per component. */
    Map<String, String> of(Class<?> type) {
        Path file = sources.resolve(type.getName().replace('.', '/') + ".java");
        try {
            Matcher comment = RECORD_COMMENT.matcher(Files.readString(file));
            if (!comment.find()) {
                throw new IllegalStateException(type + " has no Javadoc");
            }
            String text = comment.group("text").replaceAll("\n\\s*\\* ?", "\n");
            var descriptions = new HashMap<String, String>();
            int firstTag = text.indexOf("@param");
            descriptions.put("", plain(firstTag < 0 ? text : text.substring(0, firstTag)));
            Matcher param = PARAM.matcher(text);
            while (param.find()) {
                descriptions.put(param.group(1), sentence(plain(param.group(2))));
            }
            return descriptions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String javadoc) {
        return INLINE_TAG
                .matcher(javadoc)
                .replaceAll("$1")
                .replaceAll("\\s+", " ")
                .trim();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
