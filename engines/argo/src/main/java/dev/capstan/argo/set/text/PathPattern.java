package dev.capstan.argo.set.text;

import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of paths: {@code *} any characters, {@code ?} one, {@code [a-z]} one of some, {@code \} takes the meaning of the next. Takes
 * time proportional to pattern and path.
 */
public final class PathPattern {
    private static final int LONGEST = 4_096;

    private final String text;
    private final List<Token> tokens;
    private final boolean slashStops;
    private final boolean matchesFolders;

    private PathPattern(String text, List<Token> tokens, boolean slashStops, boolean matchesFolders) {
        this.text = text;
        this.tokens = tokens;
        this.slashStops = slashStops;
        this.matchesFolders = matchesFolders;
    }

    private sealed interface Token {
        record One(int character) implements Token {}

        record Any() implements Token {}

        record Star() implements Token {}

        record Range(boolean isNegated, List<Span> spans) implements Token {}
    }

    private record Span(int low, int high) {
        boolean has(int character) {
            return low <= character && character <= high;
        }
    }

    /**
     * A pattern of folders, as Go's {@code path.Match}: {@code *} and {@code ?} stop at {@code /}, and all of the path must match.
     *
     * @throws GenerationException when it is not well-formed
     */
    public static PathPattern ofFolders(String text) {
        return new PathPattern(text, new Reader(text, false).read(), true, false);
    }

    /**
     * A pattern of files, as {@code git ls-files} reads it: {@code *} and {@code ?} also match {@code /}, and a folder stands for all
     * that is in it.
     *
     * @throws GenerationException when it is not well-formed, or leaves the repository
     */
    public static PathPattern ofFiles(String text) {
        String path = text;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.startsWith("/")
                || path.startsWith(":")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new GenerationException("the path pattern '" + text
                    + "' is not one below the root of the repository; leave out /, : and ..");
        }
        return new PathPattern(path, new Reader(path, true).read(), false, true);
    }

    /** Whether a path matches. */
    public boolean matches(String path) {
        if (matchesFolders && (text.isEmpty() || isWithin(path))) {
            return true;
        }
        int[] characters = path.codePoints().toArray();
        int token = 0;
        int at = 0;
        int star = -1;
        int retry = 0;
        while (at < characters.length) {
            if (token < tokens.size() && tokens.get(token) instanceof Token.Star) {
                star = token++;
                retry = at;
            } else if (token < tokens.size() && isOne(tokens.get(token), characters[at])) {
                token++;
                at++;
            } else if (star >= 0 && !(slashStops && characters[retry] == '/')) {
                token = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (token < tokens.size() && tokens.get(token) instanceof Token.Star) {
            token++;
        }
        return token == tokens.size();
    }

    private boolean isWithin(String path) {
        String folder = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return path.startsWith(folder + "/");
    }

    private boolean isOne(Token token, int character) {
        return switch (token) {
            case Token.One one -> one.character() == character;
            case Token.Any _ -> !(slashStops && character == '/');
            case Token.Range range ->
                range.isNegated() != range.spans().stream().anyMatch(span -> span.has(character));
            case Token.Star _ -> false;
        };
    }

    /** Reads the text of a pattern. */
    private static final class Reader {
        private final String text;
        private final int[] characters;
        private final boolean isGit;
        private int at;

        Reader(String text, boolean isGit) {
            if (text.length() > LONGEST) {
                throw new GenerationException("a path pattern has more than " + LONGEST + " characters");
            }
            this.text = text;
            this.characters = text.codePoints().toArray();
            this.isGit = isGit;
        }

        List<Token> read() {
            List<Token> tokens = new ArrayList<>();
            while (at < characters.length) {
                int character = characters[at++];
                switch (character) {
                    case '*' -> tokens.add(new Token.Star());
                    case '?' -> tokens.add(new Token.Any());
                    case '[' -> tokens.add(range());
                    case '\\' -> tokens.add(new Token.One(next()));
                    default -> tokens.add(new Token.One(character));
                }
            }
            return tokens;
        }

        private Token range() {
            boolean isNegated = peek() == '^' || isGit && peek() == '!';
            if (isNegated) {
                at++;
            }
            List<Span> spans = new ArrayList<>();
            while (peek() != ']' || spans.isEmpty() && isGit) {
                int low = character();
                int high = low;
                if (peek() == '-' && at + 1 < characters.length && characters[at + 1] != ']') {
                    at++;
                    high = character();
                }
                spans.add(new Span(low, high));
            }
            at++;
            if (spans.isEmpty()) {
                throw malformed();
            }
            return new Token.Range(isNegated, spans);
        }

        private int character() {
            int character = next();
            return character == '\\' ? next() : character;
        }

        private int next() {
            if (at >= characters.length) {
                throw malformed();
            }
            return characters[at++];
        }

        private int peek() {
            if (at >= characters.length) {
                throw malformed();
            }
            return characters[at];
        }

        private GenerationException malformed() {
            return new GenerationException(
                    "the path pattern '" + text + "' is not well-formed; close its [ and end no \\");
        }
    }
}
