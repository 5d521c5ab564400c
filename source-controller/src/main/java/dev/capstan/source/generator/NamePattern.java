package dev.capstan.source.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One name of a path, with parts that stand for any text: {@code {app}-config}. */
record NamePattern(List<Part> parts) {

    sealed interface Part {
        record Literal(String text) implements Part {}

        record Capture(String name) implements Part {}
    }

    static NamePattern parse(String text) throws GeneratorFailureException {
        var parts = new ArrayList<Part>();
        Placeholders.read(text, new Placeholders.Parts() {
            @Override
            public void text(String literal) {
                parts.add(new Part.Literal(literal));
            }

            @Override
            public void name(String name) {
                parts.add(new Part.Capture(name));
            }
        });
        return new NamePattern(List.copyOf(parts));
    }

    /** The names in braces. */
    List<String> names() {
        return parts.stream()
                .filter(Part.Capture.class::isInstance)
                .map(part -> ((Part.Capture) part).name())
                .toList();
    }

    /** What the names stand for; an earlier one takes as much as it can. Empty when the name does not match. */
    Optional<Map<String, String>> match(String name, Budget budget) throws GeneratorFailureException {
        var attempt = new Attempt(name, budget);
        return attempt.from(0, 0) ? Optional.of(Map.copyOf(attempt.values)) : Optional.empty();
    }

    /** Remembers from where it cannot go on, so the time is at most number of parts times the square of the length. */
    private final class Attempt {
        private final String name;
        private final Budget budget;
        private final boolean[][] isHopeless;
        private final Map<String, String> values = new HashMap<>();

        Attempt(String name, Budget budget) throws GeneratorFailureException {
            this.name = name;
            this.budget = budget;
            budget.compare((long) parts.size() * name.length());
            this.isHopeless = new boolean[parts.size() + 1][name.length() + 1];
        }

        boolean from(int part, int at) throws GeneratorFailureException {
            budget.compare(1);
            if (part == parts.size()) {
                return at == name.length();
            }
            if (isHopeless[part][at]) {
                return false;
            }
            boolean found = switch (parts.get(part)) {
                case Part.Literal(var text) -> name.startsWith(text, at) && from(part + 1, at + text.length());
                case Part.Capture(var key) -> capture(key, part, at);
            };
            isHopeless[part][at] = !found;
            return found;
        }

        private boolean capture(String key, int part, int at) throws GeneratorFailureException {
            for (int end = name.length(); end > at; end--) {
                if (from(part + 1, end)) {
                    values.put(key, name.substring(at, end));
                    return true;
                }
            }
            return false;
        }
    }
}
