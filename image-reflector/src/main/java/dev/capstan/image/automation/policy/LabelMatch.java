package dev.capstan.image.automation.policy;

import dev.capstan.api.meta.LabelRequirement;
import dev.capstan.api.meta.LabelSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which labels a selector chooses, by the rules of the API server. */
public final class LabelMatch {
    /** Chooses everything. */
    public static final LabelMatch ALL = new LabelMatch(List.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_PREFIX = 253;

    private final List<Predicate<Map<String, String>>> requirements;

    private LabelMatch(List<Predicate<Map<String, String>>> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    /** A selector that was read, or why it cannot be. */
    public sealed interface Parsed {
        /** It can. */
        record Selector(LabelMatch match) implements Parsed {}

        /** It cannot. */
        record Invalid(String why) implements Parsed {}
    }

    /** Reads a selector; one that is absent chooses everything. */
    public static Parsed of(Optional<LabelSelector> selector) {
        if (selector.isEmpty()) {
            return new Parsed.Selector(ALL);
        }
        var requirements = new ArrayList<Predicate<Map<String, String>>>();
        for (var label : selector.get().matchLabels().entrySet()) {
            Optional<String> problem = problemOf(label.getKey(), List.of(label.getValue()));
            if (problem.isPresent()) {
                return new Parsed.Invalid("matchLabels: " + problem.get());
            }
            requirements.add(labels -> label.getValue().equals(labels.get(label.getKey())));
        }
        for (LabelRequirement requirement : selector.get().matchExpressions()) {
            Optional<String> problem = problemOf(requirement);
            if (problem.isPresent()) {
                return new Parsed.Invalid("matchExpressions: " + problem.get());
            }
            requirements.add(predicateOf(requirement));
        }
        return new Parsed.Selector(new LabelMatch(requirements));
    }

    /** Whether an object with these labels is chosen. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static Predicate<Map<String, String>> predicateOf(LabelRequirement requirement) {
        String key = requirement.key();
        Set<String> values = new HashSet<>(requirement.values());
        return switch (requirement.operator()) {
            case "In" -> labels -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case "Exists" -> labels -> labels.containsKey(key);
            default -> labels -> !labels.containsKey(key);
        };
    }

    private static Optional<String> problemOf(LabelRequirement requirement) {
        String operator = requirement.operator() == null ? "" : requirement.operator();
        boolean hasValues = !requirement.values().isEmpty();
        return switch (operator) {
            case "In", "NotIn" ->
                hasValues
                        ? problemOf(requirement.key(), requirement.values())
                        : Optional.of("the operator '" + operator + "' needs values");
            case "Exists", "DoesNotExist" ->
                hasValues
                        ? Optional.of("the operator '" + operator + "' takes no values")
                        : problemOf(requirement.key(), List.of());
            default -> Optional.of("'" + operator + "' is not an operator; use In, NotIn, Exists or DoesNotExist");
        };
    }

    private static Optional<String> problemOf(String key, List<String> values) {
        if (!isKey(key == null ? "" : key)) {
            return Optional.of("'" + key + "' cannot be the key of a label");
        }
        return values.stream()
                .filter(value -> !value.isEmpty() && !NAME.matcher(value).matches())
                .findFirst()
                .map(value -> "'" + value + "' cannot be the value of a label");
    }

    private static boolean isKey(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return NAME.matcher(key).matches();
        }
        String prefix = key.substring(0, slash);
        return prefix.length() <= LONGEST_PREFIX
                && PREFIX.matcher(prefix).matches()
                && NAME.matcher(key.substring(slash + 1)).matches();
    }
}
