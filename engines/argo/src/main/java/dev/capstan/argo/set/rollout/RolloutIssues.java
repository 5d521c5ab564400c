package dev.capstan.argo.set.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with the steps of a rollout. Only the worst is told. */
final class RolloutIssues {
    private static final int MOST_NAMES = 20;

    private final Map<Integer, Set<String>> operators = new LinkedHashMap<>();
    private final Map<String, List<Integer>> twice = new TreeMap<>();
    private final Map<Integer, String> limits = new TreeMap<>();
    private final Set<Integer> empty = new TreeSet<>();

    void invalidOperator(int step, String operator) {
        operators.computeIfAbsent(step, _ -> new LinkedHashSet<>()).add(operator);
    }

    void chosenTwice(String application, List<Integer> steps) {
        twice.put(application, List.copyOf(steps));
    }

    void invalidLimit(int step, String limit) {
        limits.put(step, limit);
    }

    void emptyStep(int step) {
        empty.add(step);
    }

    /** What is wrong, for people; empty where nothing is. */
    Optional<String> message() {
        if (!operators.isEmpty()) {
            List<String> invalid = new ArrayList<>();
            operators.values().forEach(invalid::addAll);
            return Optional.of(subject(operators.keySet(), "has", "have") + " operators that do not exist: "
                    + String.join(", ", invalid) + "; use In and NotIn");
        }
        if (!twice.isEmpty()) {
            return Optional.of((twice.size() == 1 ? "Application " : twice.size() + " Applications ")
                    + twice.entrySet().stream()
                            .limit(MOST_NAMES)
                            .map(entry -> "'" + entry.getKey() + "' (steps " + numbers(entry.getValue()) + ")")
                            .collect(Collectors.joining(", "))
                    + " in several steps; the first one counts");
        }
        if (!limits.isEmpty()) {
            return Optional.of(subject(limits.keySet(), "has", "have") + " a maxUpdate that cannot be read: "
                    + String.join(", ", limits.values()) + "; use a number or a percentage");
        }
        return empty.isEmpty()
                ? Optional.empty()
                : Optional.of(subject(empty, "chooses", "choose") + " no Application");
    }

    private static String subject(Set<Integer> steps, String one, String many) {
        return (steps.size() == 1 ? "Step " : "Steps ") + numbers(steps) + " " + (steps.size() == 1 ? one : many);
    }

    private static String numbers(Iterable<Integer> steps) {
        List<String> numbers = new ArrayList<>();
        steps.forEach(step -> numbers.add(Integer.toString(step + 1)));
        return String.join(", ", numbers);
    }
}
