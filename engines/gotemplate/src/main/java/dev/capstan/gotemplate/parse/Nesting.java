package dev.capstan.gotemplate.parse;

/** Counts how deep a text is nested, so that neither parser nor runs exhaust the stack. */
final class Nesting {

    /**
     * Parentheses and control structures around one place. Go allows 10,000 parentheses and any number of control
     * structures; a thread of the JVM has room for fewer.
     */
    static final int DEEPEST = 100;

    private int depth;

    void enter(TokenStream tokens, String problem) {
        if (depth >= DEEPEST) {
            throw tokens.fail(problem);
        }
        depth++;
    }

    void leave() {
        depth--;
    }
}
