package dev.capstan.yaml;

/**
 * A single value: text plus what it means. The kind follows the rules of the YAML library that kustomize uses (go-yaml
 * v3): a plain {@code true} is a boolean, plain {@code yes} and {@code on} are strings, {@code 0777} is the integer 511.
 */
public final class YamlScalar implements YamlNode {
    private static final YamlScalar TRUE = new YamlScalar("true", ScalarKind.BOOL, ScalarStyle.PLAIN, 0, 0);
    private static final YamlScalar FALSE = new YamlScalar("false", ScalarKind.BOOL, ScalarStyle.PLAIN, 0, 0);
    private static final YamlScalar NULL = new YamlScalar("null", ScalarKind.NULL, ScalarStyle.PLAIN, 0, 0);

    private final String text;
    private final ScalarKind kind;
    private final ScalarStyle style;
    private final int line;
    private final int column;

    YamlScalar(String text, ScalarKind kind, ScalarStyle style, int line, int column) {
        this.text = text;
        this.kind = kind;
        this.style = style;
        this.line = line;
        this.column = column;
    }

    /** A string, whatever it looks like: {@code ofString("1")} never turns into a number. */
    public static YamlScalar ofString(String text) {
        return new YamlScalar(text, ScalarKind.STRING, ScalarStyle.DOUBLE_QUOTED, 0, 0);
    }

    /** What an unquoted word in a file would be: {@code plain("1")} is an integer, {@code plain("a")} a string. */
    public static YamlScalar plain(String text) {
        return new YamlScalar(text, ScalarResolver.kyaml(text), ScalarStyle.PLAIN, 0, 0);
    }

    public static YamlScalar ofInt(long value) {
        return new YamlScalar(Long.toString(value), ScalarKind.INT, ScalarStyle.PLAIN, 0, 0);
    }

    /** A number with a fraction; not-a-number and the infinities are kept as YAML writes them. */
    public static YamlScalar ofFloat(double value) {
        return new YamlScalar(GoNumbers.yamlFloat(value), ScalarKind.FLOAT, ScalarStyle.PLAIN, 0, 0);
    }

    public static YamlScalar ofBool(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static YamlScalar ofNull() {
        return NULL;
    }

    /** The value's characters with quotes, escapes, folding and tags undone: {@code 'it''s'} gives {@code it's}. */
    public String text() {
        return text;
    }

    public ScalarKind kind() {
        return kind;
    }

    public ScalarStyle style() {
        return style;
    }

    public boolean isString() {
        return kind == ScalarKind.STRING;
    }

    /** The text as kustomize prints it, which for folded scalars is not always what was read. */
    String printedText() {
        return style == ScalarStyle.FOLDED ? FoldedText.printed(text) : text;
    }

    /** The same place, kind and style with another text: what an edit of a string field wants. */
    public YamlScalar withText(String newText) {
        return new YamlScalar(newText, kind, style, line, column);
    }

    /** The same value said to come from where {@code other} came from, so that later errors can name that place. */
    public YamlScalar at(YamlNode other) {
        return new YamlScalar(text, kind, style, other.line(), other.column());
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public int column() {
        return column;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YamlScalar that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
