package dev.capstan.secrets.format;

/**
 * How far levels are indented when they are written.
 *
 * @param yaml blanks
 * @param json blanks, or -1 for a tab
 * @param binary the same, for the JSON around binary files
 */
public record Indents(int yaml, int json, int binary) {
    private static final int MOST = 80;

    /** What is written when nothing is said. */
    public static final Indents DEFAULT = new Indents(4, -1, -1);

    /** Checks them. */
    public Indents {
        if (yaml < 2 || yaml > 9 || json < -1 || json > MOST || binary < -1 || binary > MOST) {
            throw new IllegalArgumentException("YAML is indented by 2 to 9 blanks, JSON by 0 to " + MOST);
        }
    }
}
