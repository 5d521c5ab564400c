package dev.capstan.gotemplate.sprig;

/** {@code SomeWords20} as {@code some_words_20}, by the rules of xstrings. */
final class SeparatedWords {

    private enum Type {
        NONE,
        NUMBER,
        UPPER,
        LETTERS,
        CONNECTOR,
        PUNCTUATION,
        OTHER;

        /** Is a connector needed before such a word? */
        boolean wantsConnector() {
            return this != CONNECTOR && this != PUNCTUATION;
        }
    }

    private final String text;
    private final char connector;
    private final StringBuilder out;
    private int at;
    private int start;
    private Type type = Type.NONE;

    private SeparatedWords(String text, char connector) {
        this.text = text;
        this.connector = connector;
        this.out = new StringBuilder(text.length() + 8);
    }

    static String of(String text, char connector) {
        return text.isEmpty() ? "" : new SeparatedWords(text, connector).run();
    }

    private String run() {
        next();
        while (at < text.length()) {
            if (type != Type.CONNECTOR) {
                write(type, start, at);
            }
            Type before = type;
            int from = start;
            int to = at;
            next();
            switch (before) {
                case NUMBER -> joinToNumber();
                case CONNECTOR -> write(Type.CONNECTOR, from, to);
                case PUNCTUATION -> {
                    // stands for itself
                }
                case NONE, UPPER, LETTERS, OTHER -> afterWord();
            }
        }
        write(type, start, at);
        return out.toString();
    }

    /** Letters right after a number belong to it, and numbers after those. */
    private void joinToNumber() {
        while (type == Type.LETTERS || type == Type.NUMBER) {
            write(type, start, at);
            next();
        }
        if (type != Type.NONE && type.wantsConnector()) {
            out.append(connector);
        }
    }

    private void afterWord() {
        if (type != Type.NUMBER) {
            if (type.wantsConnector()) {
                out.append(connector);
            }
            return;
        }
        if (at == text.length()) {
            return;
        }
        int from = start;
        int to = at;
        next();
        if (type == Type.LETTERS) {
            out.append(connector);
            write(Type.NUMBER, from, to);
            joinToNumber();
            return;
        }
        write(Type.NUMBER, from, to);
        if (type.wantsConnector()) {
            out.append(connector);
        }
    }

    private void write(Type wordType, int from, int to) {
        if (wordType != Type.UPPER && wordType != Type.CONNECTOR) {
            out.append(text, from, to);
            return;
        }
        text.substring(from, to).codePoints().forEach(c -> {
            if (JoinedWords.isConnector(c)) {
                out.append(connector);
            } else {
                out.appendCodePoint(Runes.isUpper(c) ? Character.toLowerCase(c) : c);
            }
        });
    }

    /** Goes to the next word: {@link #start} to {@link #at}. */
    private void next() {
        start = at;
        if (at >= text.length()) {
            type = Type.NONE;
            return;
        }
        int first = text.codePointAt(at);
        at += Character.charCount(first);
        type = typeOf(first);
        if (type == Type.UPPER) {
            upperWord();
        } else {
            Type wanted = type;
            while (at < text.length() && goesOn(wanted, text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
        }
    }

    private static boolean goesOn(Type type, int c) {
        return switch (type) {
            case CONNECTOR -> JoinedWords.isConnector(c);
            case PUNCTUATION -> Runes.isPunctuation(c);
            case NUMBER -> Runes.isNumber(c);
            case OTHER ->
                !JoinedWords.isConnector(c) && !isAlphabet(c) && !Runes.isNumber(c) && !Runes.isPunctuation(c);
            case LETTERS, UPPER, NONE -> isAlphabet(c) && !Runes.isUpper(c);
        };
    }

    private static Type typeOf(int c) {
        if (JoinedWords.isConnector(c)) {
            return Type.CONNECTOR;
        }
        if (Runes.isPunctuation(c)) {
            return Type.PUNCTUATION;
        }
        if (Runes.isUpper(c)) {
            return Type.UPPER;
        }
        if (isAlphabet(c)) {
            return Type.LETTERS;
        }
        return Runes.isNumber(c) ? Type.NUMBER : Type.OTHER;
    }

    /** {@code HTTPStatus} is two words: the last capital before small letters begins the next one. */
    private void upperWord() {
        if (at >= text.length()) {
            return;
        }
        int second = text.codePointAt(at);
        if (!Runes.isUpper(second)) {
            while (at < text.length() && goesOn(Type.LETTERS, text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            return;
        }
        int last = at;
        while (at < text.length() && Runes.isUpper(text.codePointAt(at))) {
            last = at;
            at += Character.charCount(text.codePointAt(at));
        }
        if (at < text.length() && isAlphabet(text.codePointAt(at))) {
            at = last;
        }
    }

    /** Letters of scripts that have words; not those of Chinese. */
    private static boolean isAlphabet(int c) {
        boolean isIdeograph = c >= 0x4E00 && c <= 0x9FCC || c >= 0x3400 && c <= 0x4D85 || c >= 0x20000 && c <= 0x2B81D;
        return Character.isLetter(c) && !isIdeograph;
    }
}
