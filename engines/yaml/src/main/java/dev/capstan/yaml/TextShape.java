package dev.capstan.yaml;

import java.util.Arrays;

/** What the characters of a text allow: which of the notations of a scalar can hold it. */
final class TextShape {
    private static final byte SAFE = 0;
    private static final byte LOOK = 1;
    private static final byte[] CLASS = new byte[128];

    static {
        Arrays.fill(CLASS, LOOK);
        for (int c = 0x21; c < 0x7F; c++) {
            CLASS[c] = c == ':' || c == '#' ? LOOK : SAFE;
        }
    }

    final boolean isAscii;
    final boolean hasLineFeed;
    final boolean isMultiLine;
    final boolean allowsPlain;
    final boolean allowsSingleQuotes;
    private final boolean allowsBlock;
    private final boolean hasTab;

    private static final TextShape WORD = new TextShape(true, false, false, true, true, true, false);
    private static final TextShape QUOTED_WORD = new TextShape(true, false, false, false, true, true, false);
    private static final TextShape NOTHING = new TextShape(true, false, false, true, true, false, false);

    private TextShape(
            boolean isAscii,
            boolean hasLineFeed,
            boolean isMultiLine,
            boolean allowsPlain,
            boolean allowsSingleQuotes,
            boolean allowsBlock,
            boolean hasTab) {
        this.isAscii = isAscii;
        this.hasLineFeed = hasLineFeed;
        this.isMultiLine = isMultiLine;
        this.allowsPlain = allowsPlain;
        this.allowsSingleQuotes = allowsSingleQuotes;
        this.allowsBlock = allowsBlock;
        this.hasTab = hasTab;
    }

    /** Whether a literal block can hold the text. */
    boolean allowsBlock(boolean withTabs) {
        return allowsBlock && (withTabs || !hasTab);
    }

    static TextShape of(String text) {
        int length = text.length();
        if (length == 0) {
            return NOTHING;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128 || CLASS[c] != SAFE) {
                return look(text);
            }
        }
        return startsWithIndicator(text) ? QUOTED_WORD : WORD;
    }

    private static boolean startsWithIndicator(String text) {
        if (text.startsWith("---") || text.startsWith("...")) {
            return true;
        }
        return switch (text.charAt(0)) {
            case '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`' -> true;
            case '?', ':', '-' -> text.length() == 1 || isBlank(text.charAt(1));
            default -> false;
        };
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Characters that need no escape; the tab, and everything beyond the basic plane, do need one. */
    static boolean isPrintable(int c) {
        return c == '\n'
                || c >= 0x20 && c <= 0x7E
                || c >= 0xA0 && c < 0xD800
                || c >= 0xE000 && c < 0xFFFE && c != 0xFEFF;
    }

    private static TextShape look(String text) {
        int length = text.length();
        boolean indicators = startsWithIndicator(text);
        boolean ascii = true;
        boolean lineFeed = false;
        boolean breaks = false;
        boolean special = false;
        boolean tab = false;
        boolean breakThenSpace = false;
        boolean spaceThenBreak = false;
        int before = 0;
        int c = 0;
        for (int i = 0; i < length; i++) {
            before = c;
            c = text.charAt(i);
            if (c >= 0x80) {
                ascii = false;
                special |= !isPrintable(c);
            } else if (c == '\t') {
                tab = true;
            } else if (c < 0x20 && c != '\n' || c == 0x7F) {
                special = true;
            }
            if (c == ':') {
                indicators |= i + 1 == length || isBlank(text.charAt(i + 1));
            } else if (c == '#') {
                indicators |= i == 0 || isBlank(before) || isBreak(before);
            } else if (c == ' ') {
                breakThenSpace |= i > 0 && isBreak(before);
            } else if (isBreak(c)) {
                breaks = true;
                lineFeed |= c == '\n';
                spaceThenBreak |= i > 0 && before == ' ';
            }
        }
        int first = text.charAt(0);
        int last = c;
        boolean blankEdge = first == ' ' || last == ' ' || isBreak(first) || isBreak(last);
        boolean hard = spaceThenBreak || special;
        return new TextShape(
                ascii,
                lineFeed,
                breaks,
                !blankEdge && !breakThenSpace && !hard && !tab && !breaks && !indicators,
                !breakThenSpace && !hard && !tab,
                last != ' ' && !hard,
                tab);
    }
}
