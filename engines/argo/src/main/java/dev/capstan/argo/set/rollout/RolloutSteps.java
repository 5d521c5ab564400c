package dev.capstan.argo.set.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which Applications belong to which step of a rollout. */
public final class RolloutSteps {
    private static final String IN = "In";
    private static final String NOT_IN = "NotIn";

    private final List<JsonNode> steps;
    private final List<List<String>> members;
    private final Map<String, Integer> stepOf;
    private final RolloutIssues issues;

    private RolloutSteps(
            List<JsonNode> steps, List<List<String>> members, Map<String, Integer> stepOf, RolloutIssues issues) {
        this.steps = steps;
        this.members = members;
        this.stepOf = stepOf;
        this.issues = issues;
    }

    /** Whether a set rolls out in steps. */
    public static boolean areIn(JsonNode set) {
        JsonNode strategy = set.path("spec").path("strategy");
        return Fields.text(strategy, "type").equals("RollingSync")
                && strategy.path("rollingSync").isObject();
    }

    /** Whether a set rolls out in steps, and deletes in them backwards. */
    public static boolean areReversedForDeletion(JsonNode set) {
        String order = Fields.text(set.path("spec").path("strategy"), "deletionOrder");
        return areIn(set)
                && !stepsOf(set).isEmpty()
                && order.toLowerCase(Locale.ROOT).equals("reverse");
    }

    private static List<JsonNode> stepsOf(JsonNode set) {
        return Fields.elements(set.path("spec").path("strategy").path("rollingSync"), "steps");
    }

    /** Puts Applications into the steps of a set, by their labels. */
    public static RolloutSteps of(JsonNode set, List<? extends JsonNode> applications) {
        List<JsonNode> steps = stepsOf(set);
        RolloutIssues issues = new RolloutIssues();
        List<List<String>> members = new ArrayList<>();
        Map<String, Integer> stepOf = new HashMap<>();
        Map<String, List<Integer>> all = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            List<String> chosen = new ArrayList<>();
            for (JsonNode application : applications) {
                if (isIn(steps.get(i), i, application, issues)) {
                    String name = Fields.text(application.path("metadata"), "name");
                    chosen.add(name);
                    stepOf.putIfAbsent(name, i);
                    all.computeIfAbsent(name, _ -> new ArrayList<>()).add(i);
                }
            }
            members.add(chosen);
            if (chosen.isEmpty()) {
                issues.emptyStep(i);
            }
        }
        all.forEach((name, chosenBy) -> {
            if (chosenBy.size() > 1) {
                issues.chosenTwice(name, chosenBy);
            }
        });
        return new RolloutSteps(steps, members, stepOf, issues);
    }

    private static boolean isIn(JsonNode step, int index, JsonNode application, RolloutIssues issues) {
        JsonNode labels = application.path("metadata").path("labels");
        for (JsonNode expression : Fields.elements(step, "matchExpressions")) {
            String operator = Fields.text(expression, "operator");
            if (!operator.equals(IN) && !operator.equals(NOT_IN)) {
                issues.invalidOperator(index, operator);
                return false;
            }
            JsonNode value = labels.path(Fields.text(expression, "key"));
            boolean isListed =
                    value.isTextual() && Fields.texts(expression, "values").contains(value.textValue());
            if (isListed != operator.equals(IN)) {
                return false;
            }
        }
        return true;
    }

    /** The Applications of every step. */
    List<List<String>> members() {
        return members;
    }

    /** How many steps there are. */
    int count() {
        return steps.size();
    }

    /** The step of an Application, from 0 on; empty where it is in none. */
    Optional<Integer> stepOf(String application) {
        return Optional.ofNullable(stepOf.get(application));
    }

    /** The step of an Application as it stands in a status. */
    int number(String application) {
        return stepOf(application).map(step -> step + 1).orElse(-1);
    }

    /** What is wrong with the steps. */
    RolloutIssues issues() {
        return issues;
    }

    /**
     * How many of the Applications of a step may be under way at once. A percentage is rounded down, but not to none unless it is none.
     */
    int mostUnderWay(int step, int total) {
        JsonNode limit = steps.get(step).path("maxUpdate");
        if (limit.isMissingNode() || limit.isNull()) {
            return Integer.MAX_VALUE;
        }
        if (limit.isIntegralNumber()) {
            return limit.intValue();
        }
        String text = limit.asText();
        if (text.equals("0%")) {
            return 0;
        }
        Optional<Integer> percent = percent(text);
        if (percent.isEmpty()) {
            issues.invalidLimit(step, text);
        }
        return Math.max(1, percent.map(it -> (int) ((long) it * total / 100)).orElse(1));
    }

    private static Optional<Integer> percent(String text) {
        String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : "";
        return !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Integer.parseInt(digits))
                : Optional.empty();
    }
}
