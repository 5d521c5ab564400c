package dev.capstan.gotemplate.parse;

import java.util.List;

/** What stands between two actions that belong together, or the whole of a template. */
public record Body(int position, List<Statement> statements) implements Node {

    /** Keeps its own copy. */
    public Body {
        statements = List.copyOf(statements);
    }

    /** Is there nothing but blanks? */
    public boolean isBlank() {
        return statements.stream()
                .allMatch(statement -> statement instanceof Statement.Text text && isBlank(text.text()));
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        statements.forEach(text::append);
        return text.toString();
    }
}
