package dev.capstan.cli.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One link of the chain from an object to the commit that it comes from.
 *
 * @param title kind, namespace and name
 * @param facts what is known of it, in order
 */
record Link(String title, List<Map.Entry<String, String>> facts) {

    private static final String LINE = "  %-10s %s";

    Link {
        facts = List.copyOf(facts);
    }

    /** Collects what is known. */
    static final class Facts {
        private final List<Map.Entry<String, String>> facts = new ArrayList<>();

        Facts add(String name, String value) {
            if (!value.isEmpty()) {
                facts.add(Map.entry(name, value));
            }
            return this;
        }

        Link of(String title) {
            return new Link(title, facts);
        }
    }

    /** Lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        facts.forEach(fact -> lines.add(LINE.formatted(
                fact.getKey(), fact.getValue().lines().findFirst().orElse(""))));
        return lines;
    }
}
