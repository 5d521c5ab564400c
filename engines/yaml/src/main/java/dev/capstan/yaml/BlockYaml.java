package dev.capstan.yaml;

/**
 * Writes YAML in block style piece by piece, each as go-yaml v3 writes it, for callers that decide themselves what stands where: such that
 * keep comments. Columns are 0-based.
 */
public final class BlockYaml {
    /** Without quotes it would merge other maps into this one. */
    private static final String QUOTED_MERGE_KEY = "\"" + NodeBuilder.MERGE_KEY + "\"";

    private final Utf8Buffer out = new Utf8Buffer(4096);
    private final BlockEmitter emitter;
    private final YamlLayout layout;

    /** @param indent blanks that a level of maps adds, from 2 to 9 */
    public BlockYaml(int indent) {
        this.layout = YamlLayout.ofVersion3(indent);
        this.emitter = new BlockEmitter(out, layout);
    }

    /** The column of what is below the key of a map at a column. */
    public int below(int column) {
        return layout.below(column);
    }

    /**
     * Writes a key and its colon.
     *
     * @return whether the colon stands on the line of the key
     */
    public boolean key(String key, int column) {
        if (key.equals(NodeBuilder.MERGE_KEY)) {
            out.spaces(column - out.column());
            out.ascii(QUOTED_MERGE_KEY + ":");
            return true;
        }
        return emitter.key(key, column);
    }

    /** Writes the dash of a list item. */
    public void dash(int column) {
        emitter.dash(column);
    }

    /**
     * Writes a blank and text in the notation that suits it.
     *
     * @param column where its further lines begin
     * @param comment stands behind it, with its {@code #}; empty for none
     */
    public void text(String text, int column, String comment) {
        if (text.equals(NodeBuilder.MERGE_KEY)) {
            word(QUOTED_MERGE_KEY, comment);
            return;
        }
        out.ascii(' ');
        emitter.text(text, column, comment);
        endLine();
    }

    /**
     * Writes a blank and a word of ASCII characters as it is, such as a number.
     *
     * @param comment stands behind it, with its {@code #}; empty for none
     */
    public void word(String word, String comment) {
        out.ascii(' ');
        out.ascii(word);
        if (!comment.isEmpty()) {
            out.ascii(' ');
            characters(comment);
        }
        endLine();
    }

    /** Writes ASCII characters and nothing else. */
    public void raw(String ascii) {
        out.ascii(ascii);
    }

    /** Writes a comment, with its {@code #}, on a line of its own. */
    public void comment(String comment, int column) {
        out.spaces(column);
        characters(comment);
        endLine();
    }

    /** Whether nothing is on the line. */
    public boolean isAtLineStart() {
        return out.column() == 0;
    }

    /** Ends the line, unless nothing is on it. */
    public void endLine() {
        emitter.endLine();
    }

    private void characters(String text) {
        text.codePoints().forEach(out::character);
    }

    /** All that was written. */
    public byte[] toBytes() {
        return out.toBytes();
    }
}
