package dev.capstan.source.generator;

import java.util.ArrayList;
import java.util.List;

/** The patterns that one with alternatives stands for: {@code a.{json,yaml}} is {@code a.json} and {@code a.yaml}. */
final class Alternatives {
    private static final int MOST = 256;

    private Alternatives() {}

    /**
     * All patterns without braces. A brace without its partner, or after a backslash, is a character like others.
     *
     * @throws GeneratorFailureException when there are too many
     */
    static List<String> of(String pattern) throws GeneratorFailureException {
        var done = new ArrayList<String>();
        var open = new ArrayList<String>();
        open.add(pattern);
        while (!open.isEmpty()) {
            var next = open.removeLast();
            int end = firstClosed(next);
            if (end < 0) {
                done.add(next);
            } else {
                int begin = lastOpened(next, end);
                for (var choice : choices(next.substring(begin + 1, end))) {
                    open.add(next.substring(0, begin) + choice + next.substring(end + 1));
                }
            }
            if (done.size() + open.size() > MOST) {
                throw GeneratorFailureException.invalid(
                        "the pattern '" + pattern + "' has more than " + MOST + " alternatives");
            }
        }
        return done.stream().distinct().toList();
    }

    /** The place of the first closing brace that has an opening one before it; the innermost group ends there. */
    private static int firstClosed(String pattern) {
        boolean isOpen = false;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '{' -> isOpen = true;
                case '}' -> {
                    if (isOpen) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    private static int lastOpened(String pattern, int end) {
        int opened = -1;
        for (int i = 0; i < end; i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '{' -> opened = i;
                default -> {}
            }
        }
        return opened;
    }

    private static List<String> choices(String group) {
        var choices = new ArrayList<String>();
        int begin = 0;
        for (int i = 0; i < group.length(); i++) {
            if (group.charAt(i) == '\\') {
                i++;
            } else if (group.charAt(i) == ',') {
                choices.add(group.substring(begin, i));
                begin = i + 1;
            }
        }
        choices.add(group.substring(begin));
        return choices;
    }
}
