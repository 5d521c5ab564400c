package dev.capstan.applier.health;

import dev.capstan.api.meta.HealthCheckExpr;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.expression.Expression;
import dev.capstan.expression.ExpressionCompiler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The compiled {@code spec.healthCheckExprs}. */
public final class HealthRulebook {

    private record Subject(String group, Optional<String> kind) {}

    private final Map<Subject, HealthAssessor> rules;

    private HealthRulebook(Map<Subject, HealthAssessor> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** No rule at all. */
    public static final HealthRulebook NONE = new HealthRulebook(Map.of());

    /** What compiling gives. */
    public sealed interface Compilation {

        /** All rules are usable. */
        record Compiled(HealthRulebook rulebook) implements Compilation {}

        /** One is not; the cause names it. */
        record NotCompiled(String cause) implements Compilation {}
    }

    /** Compiles the rules of a spec. */
    public static Compilation compile(List<HealthCheckExpr> expressions, ExpressionCompiler compiler) {
        var rules = new HashMap<Subject, HealthAssessor>();
        for (HealthCheckExpr expression : expressions) {
            var target = new Subject(
                    groupOf(expression.apiVersion()),
                    Optional.ofNullable(expression.kind()).filter(kind -> !kind.isEmpty()));
            String words = expression.apiVersion() + " " + target.kind().orElse("(every kind)");
            var current = compiler.overFields(expression.current());
            if (current instanceof ExpressionCompiler.Compilation.NotCompiled(var cause)) {
                return new Compilation.NotCompiled("healthCheckExprs of %s: current: %s".formatted(words, cause));
            }
            var failed = optional(expression.failed(), compiler);
            if (failed.cause().isPresent()) {
                return new Compilation.NotCompiled("healthCheckExprs of %s: failed: %s"
                        .formatted(words, failed.cause().get()));
            }
            var inProgress = optional(expression.inProgress(), compiler);
            if (inProgress.cause().isPresent()) {
                return new Compilation.NotCompiled("healthCheckExprs of %s: inProgress: %s"
                        .formatted(words, inProgress.cause().get()));
            }
            if (current instanceof ExpressionCompiler.Compilation.Compiled(var usable)
                    && rules.put(target, new ExpressionHealth(usable, failed.usable(), inProgress.usable())) != null) {
                return new Compilation.NotCompiled("healthCheckExprs names %s twice".formatted(words));
            }
        }
        return new Compilation.Compiled(new HealthRulebook(rules));
    }

    /** The rule for a kind: that of the kind itself, else that of its group. */
    public Optional<HealthAssessor> ruleFor(ResourceKind kind) {
        HealthAssessor own = rules.get(new Subject(kind.group(), Optional.of(kind.kind())));
        return Optional.ofNullable(own != null ? own : rules.get(new Subject(kind.group(), Optional.empty())));
    }

    private record Part(Optional<Expression> usable, Optional<String> cause) {}

    private static Part optional(@Nullable String text, ExpressionCompiler compiler) {
        if (text == null || text.isEmpty()) {
            return new Part(Optional.empty(), Optional.empty());
        }
        return switch (compiler.overFields(text)) {
            case ExpressionCompiler.Compilation.Compiled(var expression) ->
                new Part(Optional.of(expression), Optional.empty());
            case ExpressionCompiler.Compilation.NotCompiled(var cause) ->
                new Part(Optional.empty(), Optional.of(cause));
        };
    }

    private static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
