package dev.capstan.kustomizationbuild.substitute;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A shell pattern of {@code *}, {@code ?}, {@code [a-z]}, {@code [^a-z]} and backslash escapes, all of which also match
 * slashes. Matching tracks every possible position in the pattern at once, so that no pattern can make it explode.
 */
final class ShellPattern {

    private sealed interface Part {}

    private record AnyRun() implements Part {}

    private record AnyOne() implements Part {}

    private record Literal(int character) implements Part {}

    private record Range(int from, int to) {}

    private record CharacterClass(boolean isNegated, List<Range> ranges) implements Part {
        boolean accepts(int c) {
            return isNegated != ranges.stream().anyMatch(range -> range.from() <= c && c <= range.to());
        }
    }

    private final List<Part> parts;

    private ShellPattern(List<Part> parts) {
        this.parts = parts;
    }

    /** Reads a pattern; empty when a bracket or an escape is left open. */
    static Optional<ShellPattern> parse(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        var parts = new ArrayList<Part>();
        int i = 0;
        while (i < characters.length) {
            switch (characters[i]) {
                case '*' -> parts.add(new AnyRun());
                case '?' -> parts.add(new AnyOne());
                case '\\' -> {
                    if (++i == characters.length) {
                        return Optional.empty();
                    }
                    parts.add(new Literal(characters[i]));
                }
                case '[' -> {
                    int end = readClass(characters, i + 1, parts);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    i = end;
                }
                default -> parts.add(new Literal(characters[i]));
            }
            i++;
        }
        return Optional.of(new ShellPattern(parts));
    }

    /** Reads a class whose bracket is open; returns the index of its closing bracket, or -1. */
    private static int readClass(int[] characters, int start, List<Part> parts) {
        int i = start;
        boolean isNegated = i < characters.length && characters[i] == '^';
        if (isNegated) {
            i++;
        }
        var ranges = new ArrayList<Range>();
        while (i < characters.length && (characters[i] != ']' || ranges.isEmpty())) {
            int from = member(characters, i);
            if (from < 0) {
                return -1;
            }
            boolean isRange = from + 1 < characters.length && characters[from + 1] == '-';
            int to = isRange ? member(characters, from + 2) : from;
            if (to < 0) {
                return -1;
            }
            ranges.add(new Range(characters[from], characters[to]));
            i = to + 1;
        }
        if (i >= characters.length) {
            return -1;
        }
        parts.add(new CharacterClass(isNegated, List.copyOf(ranges)));
        return i;
    }

    /** The index of a class member's character, past an escape; -1 when none may stand there. */
    private static int member(int[] characters, int i) {
        if (i >= characters.length || characters[i] == '-' || characters[i] == ']') {
            return -1;
        }
        if (characters[i] != '\\') {
            return i;
        }
        return i + 1 < characters.length ? i + 1 : -1;
    }

    /** Where the shortest or longest non-empty prefix that matches ends, in characters; empty when none matches. */
    OptionalInt matchingPrefix(String value, boolean longest) {
        int end = parts.size();
        var reached = new BitSet(end + 1);
        reach(reached, 0);
        int found = -1;
        int i = 0;
        while (i < value.length() && !reached.isEmpty()) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            reached = step(reached, c);
            if (reached.get(end)) {
                found = i;
                if (!longest) {
                    break;
                }
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    private BitSet step(BitSet reached, int c) {
        var next = new BitSet(parts.size() + 1);
        for (int at = reached.nextSetBit(0); at >= 0 && at < parts.size(); at = reached.nextSetBit(at + 1)) {
            switch (parts.get(at)) {
                case AnyRun _ -> reach(next, at);
                case AnyOne _ -> reach(next, at + 1);
                case Literal(var character) when character == c -> reach(next, at + 1);
                case CharacterClass set when set.accepts(c) -> reach(next, at + 1);
                case Literal _, CharacterClass _ -> {}
            }
        }
        return next;
    }

    /** Marks a position as possible, and those behind it that a run of nothing leads to. */
    private void reach(BitSet reached, int at) {
        reached.set(at);
        int i = at;
        while (i < parts.size() && parts.get(i) instanceof AnyRun) {
            reached.set(++i);
        }
    }
}
