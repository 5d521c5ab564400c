package dev.capstan.kustomize.select;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** A Kubernetes label selector: {@code app=web,tier in (a, b),!legacy}. */
public final class LabelSelector {
    private enum Operator {
        EXISTS,
        MISSING,
        IN,
        NOT_IN,
        GREATER,
        LESS
    }

    private record Requirement(String key, Operator operator, Set<String> values) {
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case EXISTS -> value != null;
                case MISSING -> value == null;
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case GREATER -> value != null && compare(value) > 0;
                case LESS -> value != null && compare(value) < 0;
            };
        }

        private int compare(String value) {
            OptionalLong actual = number(value);
            OptionalLong bound = number(values.iterator().next());
            return actual.isPresent() && bound.isPresent() ? Long.compare(actual.getAsLong(), bound.getAsLong()) : 0;
        }

        private static OptionalLong number(String text) {
            try {
                return OptionalLong.of(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
    }

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /** Parses a selector; empty text selects everything. */
    public static LabelSelector parse(String text) {
        return new LabelSelector(new Parser(text).requirements());
    }

    /** Whether it selects everything. */
    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    /** Whether every requirement holds. */
    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    private static final class Parser {
        private static final String SPECIAL = "=!(),<>";

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Requirement> requirements() {
            List<Requirement> result = new ArrayList<>();
            if (peek().isEmpty()) {
                return result;
            }
            while (true) {
                result.add(requirement());
                String next = take();
                if (next.isEmpty()) {
                    return result;
                }
                if (!next.equals(",")) {
                    throw invalid("found '" + next + "' where a comma or the end is expected");
                }
            }
        }

        private Requirement requirement() {
            if (peek().equals("!")) {
                take();
                return new Requirement(word("a key"), Operator.MISSING, Set.of());
            }
            String key = word("a key");
            String operator = peek();
            if (operator.isEmpty() || operator.equals(",")) {
                return new Requirement(key, Operator.EXISTS, Set.of());
            }
            take();
            return switch (operator) {
                case "=", "==" -> new Requirement(key, Operator.IN, Set.of(value()));
                case "!=" -> new Requirement(key, Operator.NOT_IN, Set.of(value()));
                case ">" -> new Requirement(key, Operator.GREATER, Set.of(integer()));
                case "<" -> new Requirement(key, Operator.LESS, Set.of(integer()));
                case "in" -> new Requirement(key, Operator.IN, values());
                case "notin" -> new Requirement(key, Operator.NOT_IN, values());
                default -> throw invalid("found '" + operator + "' where an operator is expected");
            };
        }

        private String integer() {
            String value = value();
            if (Requirement.number(value).isEmpty()) {
                throw invalid("'" + value + "' is not an integer");
            }
            return value;
        }

        private String value() {
            String next = peek();
            return next.isEmpty() || next.equals(",") ? "" : word("a value");
        }

        private Set<String> values() {
            if (!take().equals("(")) {
                throw invalid("a list of values in parentheses is expected");
            }
            Set<String> values = new TreeSet<>();
            while (true) {
                String next = take();
                switch (next) {
                    case ")" -> {
                        return values.isEmpty() ? Set.of("") : values;
                    }
                    case "," -> values.add("");
                    case "" -> throw invalid("the list of values is not closed");
                    default -> {
                        values.add(next);
                        if (peek().equals(",")) {
                            take();
                        }
                    }
                }
            }
        }

        private String word(String what) {
            String word = take();
            if (word.isEmpty() || SPECIAL.indexOf(word.charAt(0)) >= 0) {
                throw invalid(
                        word.isEmpty()
                                ? "it ends where " + what + " is expected"
                                : "found '" + word + "' where " + what + " is expected");
            }
            return word;
        }

        private String peek() {
            int before = at;
            String token = take();
            at = before;
            return token;
        }

        private String take() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                return "";
            }
            int start = at;
            if (SPECIAL.indexOf(text.charAt(at)) >= 0) {
                at++;
                boolean isPair = (text.charAt(start) == '=' || text.charAt(start) == '!')
                        && at < text.length()
                        && text.charAt(at) == '=';
                at += isPair ? 1 : 0;
            } else {
                while (at < text.length()
                        && SPECIAL.indexOf(text.charAt(at)) < 0
                        && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
            }
            return text.substring(start, at);
        }

        private BuildFault invalid(String cause) {
            return BuildFault.of(Code.KUSTOMIZATION_INVALID, "the label selector \"" + text + "\" is not valid")
                    .with(problem ->
                            problem.because(cause).advise("Write it as kubectl takes it: app=web,tier in (a, b)."));
        }
    }
}
