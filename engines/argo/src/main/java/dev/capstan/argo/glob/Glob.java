package dev.capstan.argo.glob;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A pattern that was read; matches whole texts. Immutable, and equal to another of the same text and syntax. */
public final class Glob {
    /** A longer pattern is malformed. */
    public static final int LONGEST = 2048;

    private final String text;
    private final GlobSyntax syntax;
    private final Pattern pattern;

    private Glob(String text, GlobSyntax syntax, Pattern pattern) {
        this.text = text;
        this.syntax = syntax;
        this.pattern = pattern;
    }

    /** What reading gives. */
    public sealed interface Parsed {
        record Usable(Glob glob) implements Parsed {}

        /**
         * It is no pattern.
         *
         * @param why for people, with the pattern
         */
        record Malformed(String why) implements Parsed {}
    }

    /** Reads a pattern. */
    public static Parsed parse(String text, GlobSyntax syntax) {
        if (text.length() > LONGEST) {
            return new Parsed.Malformed("the pattern '" + text.substring(0, 40) + "…' has " + text.length()
                    + " characters; at most " + LONGEST + " are read");
        }
        boolean isEverything = syntax == GlobSyntax.URL && text.equals("*");
        try {
            String expression = isEverything ? ".*" : new GlobTranslation(text, syntax).expression();
            return new Parsed.Usable(new Glob(text, syntax, Pattern.compile(expression, Pattern.DOTALL)));
        } catch (MalformedGlobException | PatternSyntaxException malformed) {
            return new Parsed.Malformed("the pattern '" + text + "' is malformed: " + malformed.getMessage());
        }
    }

    /** Whether a pattern matches a text; one that is malformed matches nothing. For single questions: the pattern is read each time. */
    public static boolean matches(String pattern, String text, GlobSyntax syntax) {
        return parse(pattern, syntax) instanceof Parsed.Usable(Glob glob) && glob.matches(text);
    }

    /** Whether a text has a character that makes it a pattern of paths. */
    public static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** Whether the pattern stands for the whole text. */
    public boolean matches(String other) {
        return pattern.matches(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equals(text) && glob.syntax == syntax;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
