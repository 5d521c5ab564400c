package dev.capstan.argo.compare.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.capstan.argo.glob.SearchExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.javacc.TokenMgrError;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A jq expression that selects paths, as {@code ignoreDifferences} has them. The library evaluates it over a tree that
 * counts every look into it; regular expressions are evaluated in linear time. Thread-safe.
 */
final class JqPaths {

    private static final int MOST_PATHS = 20_000;
    private static final Scope SCOPE = scope();

    private final JsonQuery query;
    private final LongSupplier nanoTime;

    private JqPaths(JsonQuery query, LongSupplier nanoTime) {
        this.query = query;
        this.nanoTime = nanoTime;
    }

    /** An expression that can be evaluated, or what is wrong with it. */
    sealed interface Compiled {
        record Usable(JqPaths paths) implements Compiled {}

        /** @param problem continues a sentence that begins with the expression */
        record Refused(String problem) implements Compiled {}
    }

    /** What came of an evaluation. */
    sealed interface Found {
        record Paths(List<JsonPath> paths) implements Found {}

        /** The object is not as the expression expects it; nothing is left out. */
        record Nothing(String why) implements Found {}

        /** The expression took too long. */
        record TooCostly(String why) implements Found {}
    }

    static Compiled compile(String expression, LongSupplier nanoTime) {
        Optional<String> problem = JqWords.problem(expression);
        if (problem.isPresent()) {
            return new Compiled.Refused(problem.get());
        }
        try {
            return new Compiled.Usable(
                    new JqPaths(JsonQuery.compile("path(" + expression + "\n)", Versions.JQ_1_6), nanoTime));
        } catch (JsonQueryException | RuntimeException | StackOverflowError | TokenMgrError unreadable) {
            return new Compiled.Refused("is not a jq expression");
        }
    }

    /** The paths that the expression selects, those at the end of a list before those at its beginning. */
    Found find(JsonNode object) {
        StepBudget budget = new StepBudget(nanoTime);
        Set<JsonPath> found = new LinkedHashSet<>();
        try {
            query.apply(scope(budget), MeteredTree.of(object, budget), path -> {
                budget.spend(1 + path.size());
                if (found.size() >= MOST_PATHS) {
                    throw new StepBudget.Spent("selects more than " + MOST_PATHS + " paths");
                }
                found.add(path(path));
            });
        } catch (StepBudget.Spent spent) {
            return new Found.TooCostly(spent.why());
        } catch (StackOverflowError deep) {
            return new Found.TooCostly("is nested too deeply");
        } catch (JsonQueryException | RuntimeException unfitting) {
            return new Found.Nothing(String.valueOf(unfitting.getMessage()));
        }
        List<JsonPath> paths = new ArrayList<>(found);
        paths.sort(Comparator.comparing(JsonPath::steps, JqPaths::compare).reversed());
        return new Found.Paths(paths);
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            String left = one.get(i);
            String right = other.get(i);
            boolean areNumbers = left.matches("[0-9]{1,9}") && right.matches("[0-9]{1,9}");
            int order = areNumbers
                    ? Integer.compare(Integer.parseInt(left), Integer.parseInt(right))
                    : left.compareTo(right);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static JsonPath path(JsonNode steps) {
        List<String> texts = new ArrayList<>();
        steps.forEach(step -> texts.add(step.asText()));
        return new JsonPath(texts);
    }

    private static Scope scope() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        scope.addFunction("IN", 1, new Membership());
        return scope;
    }

    private static Scope scope(StepBudget budget) {
        Scope scope = Scope.newChildScope(SCOPE);
        scope.addFunction("test", 1, new LinearTest(budget));
        scope.addFunction("test", 2, new LinearTest(budget));
        return scope;
    }

    /** Whether there is a function of a name, with any number of arguments. */
    static boolean knows(String name) {
        return Set.of("true", "false", "null").contains(name)
                || IntStream.rangeClosed(0, 3).anyMatch(arguments -> SCOPE.getFunction(name, arguments) != null);
    }

    /** {@code IN(values)}: whether the input is one of the values. */
    private static final class Membership implements Function {
        @Override
        public void apply(
                Scope scope,
                List<Expression> arguments,
                JsonNode in,
                @Nullable Path path,
                PathOutput output,
                Version version)
                throws JsonQueryException {
            boolean[] isAmong = {false};
            arguments.getFirst().apply(scope, in, value -> isAmong[0] |= isSame(value, in));
            output.emit(BooleanNode.valueOf(isAmong[0]), null);
        }

        /** Numbers are the same by value, as they are for {@code ==}, however long their nodes are. */
        private static boolean isSame(JsonNode one, JsonNode other) {
            return one.isNumber() && other.isNumber()
                    ? Double.compare(one.doubleValue(), other.doubleValue()) == 0
                    : one.equals(other);
        }
    }

    /** {@code test(regex)} and {@code test(regex; flags)}; of the flags only {@code i} changes anything here. */
    private static final class LinearTest implements Function {

        /** Steps of an expression that take as long as a look at the object. */
        private static final long STEPS_OF_A_LOOK = 16;

        private final StepBudget budget;

        private LinearTest(StepBudget budget) {
            this.budget = budget;
        }

        @Override
        public void apply(
                Scope scope,
                List<Expression> arguments,
                JsonNode in,
                @Nullable Path path,
                PathOutput output,
                Version version)
                throws JsonQueryException {
            if (!in.isTextual()) {
                throw new JsonQueryException("only a text can be tested");
            }
            String flags = arguments.size() == 2 ? text(scope, arguments.get(1), in) : "";
            String pattern = text(scope, arguments.get(0), in);
            output.emit(
                    BooleanNode.valueOf(find(flags.contains("i") ? "(?i)" + pattern : pattern, in.textValue())), null);
        }

        private boolean find(String pattern, String text) throws JsonQueryException {
            return switch (SearchExpression.parse(pattern)) {
                case SearchExpression.Parsed.Usable(SearchExpression expression) -> {
                    long looks = expression.stepsIn(text) / STEPS_OF_A_LOOK + 1;
                    budget.spend((int) Math.min(looks, Integer.MAX_VALUE));
                    yield expression.isIn(text);
                }
                case SearchExpression.Parsed.Malformed(String why) ->
                    throw new JsonQueryException("not a regular expression: " + why);
            };
        }

        private static String text(Scope scope, Expression argument, JsonNode in) throws JsonQueryException {
            List<String> values = new ArrayList<>(1);
            argument.apply(scope, in, value -> values.add(value.isNull() ? "" : value.asText()));
            if (values.size() != 1) {
                throw new JsonQueryException("a test needs one regular expression");
            }
            return values.getFirst();
        }
    }
}
