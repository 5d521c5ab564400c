package dev.capstan.kustomize.differential;

import java.util.List;
import java.util.Random;

/** Choices among names, values and possibilities; the same ones in the same order for the same random numbers. */
abstract class RandomChoices {
    private static final List<String> NAMES = List.of("web", "api", "db", "cache", "job-1", "x.y");
    private static final List<String> VALUES = List.of(
            "a",
            "true",
            "1",
            "1e3",
            "yes",
            "0x1F",
            "two words",
            "it's",
            "a: b",
            "#c",
            "2026-11-22",
            "null",
            "",
            "é",
            "- x",
            "long text with many words in it, long enough that it must be folded somewhere when it is printed again, yes");

    final Random random;

    RandomChoices(Random random) {
        this.random = random;
    }

    final boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    final <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    final String name() {
        return any(NAMES);
    }

    /** A value as it is after a colon, in one of the notations. */
    final String value() {
        String value = any(VALUES);
        return switch (random.nextInt(3)) {
            case 0 -> "'" + value.replace("'", "''") + "'";
            case 1 -> "\"" + value.replace("\"", "\\\"") + "\"";
            default ->
                value.isEmpty() || value.contains(": ") || value.startsWith("#") || value.startsWith("- ")
                        ? "\"" + value + "\""
                        : value;
        };
    }

    final String string() {
        return "\"" + any(VALUES).replace("\"", "\\\"") + "\"";
    }

    final String image() {
        return any(List.of("nginx", "nginx:1.25", "reg.example.com:5000/team/app:v1", "busybox@sha256:24a0c4", "app"));
    }
}
