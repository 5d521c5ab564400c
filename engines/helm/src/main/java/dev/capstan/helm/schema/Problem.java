package dev.capstan.helm.schema;

import java.util.List;

/**
 * One thing that is wrong with a value, and what led to it.
 *
 * @param role how it is shown
 * @param pointer to the value
 * @param text what is wrong
 * @param causes problems below it
 */
record Problem(Role role, String pointer, String text, List<Problem> causes) {
    /** Stands for any problem where only the fact counts. */
    static final Problem UNSAID = new Problem(Role.PLAIN, "", "", List.of());

    enum Role {
        PLAIN,
        /** A reference; not shown when there is one cause. */
        REFERENCE,
        /** Several problems of one schema; at the top its causes stand for it. */
        GROUP,
        /** The whole check. */
        SCHEMA
    }

    Problem {
        causes = List.copyOf(causes);
    }

    static Problem plain(String pointer, String text) {
        return new Problem(Role.PLAIN, pointer, text, List.of());
    }

    static Problem group(String pointer, List<Problem> problems) {
        return new Problem(Role.GROUP, pointer, "validation failed", problems);
    }

    /** The problems that stand for this one below another. */
    List<Problem> unwrapped() {
        return role == Role.GROUP ? causes : List.of(this);
    }

    /** All of it, as a list with indents. */
    String display() {
        var text = new StringBuilder();
        display(text, 0);
        return text.toString();
    }

    private void display(StringBuilder out, int indent) {
        int below = indent;
        if (role != Role.REFERENCE || causes.size() != 1) {
            if (indent > 0) {
                out.append('\n').repeat("  ", indent - 1).append("- ");
            }
            below++;
            out.append(role == Role.SCHEMA ? text : "at " + SchemaText.quote(pointer) + ": " + text);
        }
        for (Problem cause : causes) {
            cause.display(out, below);
        }
    }
}
