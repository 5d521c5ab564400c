package dev.capstan.argo.health.lua;

import java.util.ArrayList;
import java.util.List;

/**
 * Lua's patterns: classes such as {@code %d}, sets, {@code * + - ?}, anchors, captures. {@code %b} and {@code %f} are not
 * supported. Every attempt costs a step, so no pattern goes on for long.
 */
final class LuaPattern {

    private static final int MOST_CAPTURES = 32;
    private static final int NO_MATCH = -1;
    private static final int OPEN = -1;
    private static final int POSITION = -2;

    private final LuaRun run;
    private final String text;
    private final String pattern;
    private final List<int[]> captures = new ArrayList<>();

    private LuaPattern(LuaRun run, String text, String pattern) {
        this.run = run;
        this.text = text;
        this.pattern = pattern;
    }

    /** A match: where it begins and ends, and what it captured; the whole match where nothing was to be captured. */
    record Match(int start, int end, List<LuaValue> captures, boolean hasCaptures) {}

    /** The first match from a place on, or one that is nowhere, with the end -1. */
    static Match find(LuaRun run, String text, String pattern, int from) {
        boolean isAnchored = pattern.startsWith("^");
        for (int start = from; start <= text.length(); start++) {
            LuaPattern attempt = new LuaPattern(run, text, pattern);
            int end = attempt.match(start, isAnchored ? 1 : 0);
            if (end != NO_MATCH) {
                return new Match(start, end, attempt.captured(start, end), !attempt.captures.isEmpty());
            }
            if (isAnchored) {
                break;
            }
        }
        return new Match(0, NO_MATCH, List.of(), false);
    }

    private List<LuaValue> captured(int start, int end) {
        if (captures.isEmpty()) {
            return List.of(run.made(text.substring(start, end)));
        }
        List<LuaValue> values = new ArrayList<>();
        for (int[] capture : captures) {
            if (capture[1] == OPEN) {
                throw LuaFault.error("a capture of a pattern is not closed");
            }
            values.add(
                    capture[1] == POSITION
                            ? new LuaValue.Num(capture[0] + 1.0)
                            : run.made(text.substring(capture[0], capture[1])));
        }
        return values;
    }

    private int match(int from, int at) {
        int place = from;
        int item = at;
        while (item < pattern.length()) {
            run.step();
            char letter = pattern.charAt(item);
            if (letter == '(') {
                return opened(place, item);
            }
            if (letter == ')') {
                return closed(place, item);
            }
            if (letter == '$' && item == pattern.length() - 1) {
                return place == text.length() ? place : NO_MATCH;
            }
            int end = endOfItem(item);
            char repeat = end < pattern.length() ? pattern.charAt(end) : 0;
            switch (repeat) {
                case '*', '+' -> {
                    return most(place, item, end, repeat == '+' ? 1 : 0);
                }
                case '-' -> {
                    return least(place, item, end);
                }
                case '?' -> {
                    if (fits(place, item, end)) {
                        int rest = match(place + 1, end + 1);
                        if (rest != NO_MATCH) {
                            return rest;
                        }
                    }
                    item = end + 1;
                }
                default -> {
                    if (!fits(place, item, end)) {
                        return NO_MATCH;
                    }
                    place++;
                    item = end;
                }
            }
        }
        return place;
    }

    private int opened(int place, int item) {
        if (captures.size() >= MOST_CAPTURES) {
            throw LuaFault.error("a pattern has too many captures");
        }
        boolean isPosition = item + 1 < pattern.length() && pattern.charAt(item + 1) == ')';
        captures.add(new int[] {place, isPosition ? POSITION : OPEN});
        int size = captures.size();
        int end = match(place, isPosition ? item + 2 : item + 1);
        if (end == NO_MATCH) {
            captures.subList(size - 1, captures.size()).clear();
        }
        return end;
    }

    private int closed(int place, int item) {
        for (int i = captures.size() - 1; i >= 0; i--) {
            int[] capture = captures.get(i);
            if (capture[1] == OPEN) {
                capture[1] = place;
                int end = match(place, item + 1);
                if (end == NO_MATCH) {
                    capture[1] = OPEN;
                }
                return end;
            }
        }
        throw LuaFault.error("a pattern closes a capture that it has not opened");
    }

    private int most(int place, int item, int end, int atLeast) {
        int count = 0;
        while (fits(place + count, item, end)) {
            run.step();
            count++;
        }
        for (; count >= atLeast; count--) {
            int rest = match(place + count, end + 1);
            if (rest != NO_MATCH) {
                return rest;
            }
        }
        return NO_MATCH;
    }

    private int least(int place, int item, int end) {
        for (int at = place; ; at++) {
            int rest = match(at, end + 1);
            if (rest != NO_MATCH) {
                return rest;
            }
            if (!fits(at, item, end)) {
                return NO_MATCH;
            }
            run.step();
        }
    }

    /** Where the item ends that begins at a place: a letter, a class behind {@code %}, or a set. */
    private int endOfItem(int item) {
        char letter = pattern.charAt(item);
        if (letter == '%') {
            return escape(item);
        }
        if (letter != '[') {
            return item + 1;
        }
        int at = item + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        do {
            if (at >= pattern.length()) {
                throw LuaFault.error("a set of a pattern is not closed");
            }
            at = pattern.charAt(at) == '%' ? escape(at) : at + 1;
        } while (at >= pattern.length() || pattern.charAt(at) != ']');
        return at + 1;
    }

    private int escape(int at) {
        if (at + 1 >= pattern.length()) {
            throw LuaFault.error("a pattern ends with %");
        }
        char kind = pattern.charAt(at + 1);
        if (kind == 'b' || kind == 'f' || kind >= '0' && kind <= '9') {
            throw LuaFault.error("%" + kind + " in patterns is not supported");
        }
        return at + 2;
    }

    private boolean fits(int place, int item, int end) {
        if (place >= text.length()) {
            return false;
        }
        char letter = text.charAt(place);
        return switch (pattern.charAt(item)) {
            case '.' -> true;
            case '%' -> isOfClass(letter, pattern.charAt(item + 1));
            case '[' -> isInSet(letter, item + 1, end - 1);
            default -> pattern.charAt(item) == letter;
        };
    }

    private boolean isInSet(char letter, int from, int end) {
        boolean isNegated = pattern.charAt(from) == '^';
        int at = isNegated ? from + 1 : from;
        boolean isIn = false;
        while (at < end) {
            run.step();
            if (pattern.charAt(at) == '%') {
                isIn |= isOfClass(letter, pattern.charAt(at + 1));
                at += 2;
            } else if (at + 2 < end && pattern.charAt(at + 1) == '-') {
                isIn |= letter >= pattern.charAt(at) && letter <= pattern.charAt(at + 2);
                at += 3;
            } else {
                isIn |= pattern.charAt(at) == letter;
                at++;
            }
        }
        return isIn != isNegated;
    }

    private static boolean isOfClass(char letter, char kind) {
        boolean isLower = letter >= 'a' && letter <= 'z';
        boolean isUpper = letter >= 'A' && letter <= 'Z';
        boolean isDigit = letter >= '0' && letter <= '9';
        boolean is = switch (Character.toLowerCase(kind)) {
            case 'a' -> isLower || isUpper;
            case 'l' -> isLower;
            case 'u' -> isUpper;
            case 'd' -> isDigit;
            case 'w' -> isLower || isUpper || isDigit;
            case 'x' -> isDigit || letter >= 'a' && letter <= 'f' || letter >= 'A' && letter <= 'F';
            case 's' -> letter == ' ' || letter >= '\t' && letter <= '\r';
            case 'c' -> letter < ' ' || letter == 0x7f;
            case 'p' -> letter > ' ' && letter < 0x7f && !isLower && !isUpper && !isDigit;
            default -> letter == kind;
        };
        boolean isLetterOfClass = "alucdwxsp".indexOf(Character.toLowerCase(kind)) >= 0;
        return isLetterOfClass && Character.isUpperCase(kind) ? !is : is;
    }
}
