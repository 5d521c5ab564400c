package dev.capstan.cli.migrate.argo;

import dev.capstan.cli.terminal.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lines for people, in which the same of many subjects is said once. */
public final class SubjectLines {
    private static final int NAMED = 6;

    private final List<String> lines = new ArrayList<>();

    /** Adds a line. */
    public void line(String text) {
        lines.add(PrintableText.of(text));
    }

    /**
     * Adds a section, unless there is nothing in it.
     *
     * @param what is said of a thing
     * @param subject of which it is said
     */
    public <T> void section(
            String title, Stream<T> things, Function<? super T, String> what, Function<? super T, String> subject) {
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        things.forEach(thing -> subjects.computeIfAbsent(what.apply(thing), _ -> new ArrayList<>())
                .add(subject.apply(thing)));
        if (!subjects.isEmpty()) {
            line("");
            line("%s (%d)".formatted(title, subjects.size()));
            subjects.forEach((said, those) -> line("  " + named(those) + ": " + said));
        }
    }

    /** The first of them, and how many more there are. */
    public static String named(List<String> subjects) {
        int more = subjects.size() - NAMED;
        String first = String.join(", ", subjects.stream().limit(NAMED).toList());
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /** All lines so far. */
    public List<String> all() {
        return List.copyOf(lines);
    }
}
