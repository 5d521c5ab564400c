package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What tags mean: their full names by the directives of a document, and the scalars that they make. */
final class Tags {
    private final Scanner in;
    private Map<String, String> prefixes = Map.of();

    Tags(Scanner in) {
        this.in = in;
    }

    /** A new document begins; directives concern one document only. */
    void forget() {
        prefixes = Map.of();
    }

    /** A {@code %TAG} directive. */
    void define(String handle, String prefix) {
        prefixes = new HashMap<>(prefixes);
        prefixes.put(handle, prefix);
    }

    /** The full name of a tag. */
    String fullName(String tag, int line, int column) {
        if (tag.startsWith("!<")) {
            return tag.substring(2, tag.length() - 1);
        }
        int end = tag.indexOf('!', 1);
        String handle = end < 0 ? "!" : tag.substring(0, end + 1);
        String prefix = prefixes.get(handle);
        if (prefix != null) {
            return prefix + tag.substring(handle.length());
        }
        if (handle.equals("!!")) {
            return "tag:yaml.org,2002:" + tag.substring(2);
        }
        if (end > 0) {
            throw in.fail(line, column, "no %TAG directive defines " + handle, "remove the tag")
                    .withGoText(GoYamlFault.ofParser("found undefined tag handle", line, line));
        }
        return tag;
    }

    /** The scalar that a tag makes of a text. */
    YamlScalar scalar(String text, ScalarStyle style, String tag, int line, int column) {
        ScalarStyle quoted = style == ScalarStyle.PLAIN ? ScalarStyle.DOUBLE_QUOTED : style;
        return switch (fullName(tag, line, column)) {
            case "tag:yaml.org,2002:binary" ->
                new YamlScalar(decoded(text, line, column), ScalarKind.STRING, quoted, line, column);
            case "tag:yaml.org,2002:int" -> typed(text, ScalarKind.INT, line, column);
            case "tag:yaml.org,2002:float" -> typed(text, ScalarKind.FLOAT, line, column);
            case "tag:yaml.org,2002:bool" -> typed(text, ScalarKind.BOOL, line, column);
            case "tag:yaml.org,2002:null" -> typed(text, ScalarKind.NULL, line, column);
            case "tag:yaml.org,2002:timestamp" -> typed(text, ScalarKind.TIMESTAMP, line, column);
            case "tag:yaml.org,2002:merge" -> merge(text, line, column);
            default -> new YamlScalar(text, ScalarKind.STRING, quoted, line, column);
        };
    }

    /** The key by which a map takes over the entries of others, as the plain word says it, too. */
    private YamlScalar merge(String text, int line, int column) {
        if (text.equals(NodeBuilder.MERGE_KEY)) {
            return new YamlScalar(text, ScalarKind.STRING, ScalarStyle.PLAIN, line, column);
        }
        throw in.fail(line, column, "the tag says merge, but the key is not <<", "remove the tag or write <<");
    }

    private YamlScalar typed(String text, ScalarKind wanted, int line, int column) {
        ScalarKind kind = ScalarResolver.kyaml(text);
        boolean oldBoolean = wanted == ScalarKind.BOOL && ScalarResolver.isOldBoolean(text);
        if (kind == wanted || oldBoolean || kind == ScalarKind.INT && wanted == ScalarKind.FLOAT) {
            return new YamlScalar(text, wanted, ScalarStyle.PLAIN, line, column);
        }
        String word = wanted.name().toLowerCase(Locale.ROOT);
        String found = kind == ScalarKind.STRING ? "str" : kind.name().toLowerCase(Locale.ROOT);
        throw in.fail(
                        line,
                        column,
                        "the tag says " + wanted + ", but the value is not one",
                        "remove the tag or correct the value")
                .withGoText(GoYamlFault.anywhere("cannot decode !!" + found + " `" + text + "` as a !!" + word));
    }

    private String decoded(String text, int line, int column) {
        try {
            String compact = text.replace("\n", "").replace("\r", "");
            return new String(Base64.getDecoder().decode(compact), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw in.fail(line, column, "the value is tagged as binary but is not base64", "encode it again")
                    .withGoText(GoYamlFault.anywhere("!!binary value contains invalid base64 data"));
        }
    }
}
