package dev.capstan.applier.dependency;

import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyVerdict.ExpressionInvalid;
import dev.capstan.applier.dependency.DependencyVerdict.Forbidden;
import dev.capstan.applier.dependency.DependencyVerdict.NotReady;
import dev.capstan.applier.dependency.DependencyVerdict.Ready;
import dev.capstan.expression.Expression;
import dev.capstan.expression.ExpressionCompiler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The rules of {@code spec.dependsOn}. */
public final class DependencyCheck {

    private static final Set<String> VARIABLES = Set.of("self", "dep");

    private final ExpressionCompiler compiler;
    private final boolean isAdditive;
    private final boolean mayCrossNamespaces;

    /**
     * @param isAdditive whether an expression is asked in addition to the built-in rules, not in their place
     * @param mayCrossNamespaces whether dependencies may lie in other namespaces
     */
    public DependencyCheck(ExpressionCompiler compiler, boolean isAdditive, boolean mayCrossNamespaces) {
        this.compiler = compiler;
        this.isAdditive = isAdditive;
        this.mayCrossNamespaces = mayCrossNamespaces;
    }

    /**
     * Decides for all dependencies in their order; the first that is not ready gives the verdict.
     *
     * @param self the dependent
     * @param revision the revision that its source offers now
     * @param known looks another object up
     */
    public DependencyVerdict check(
            Dependent self, String revision, Function<ObjectKey, ? extends Optional<? extends Dependent>> known) {
        for (Dependency dependency : self.dependsOn()) {
            DependencyVerdict verdict = checkOne(self, dependency, revision, known);
            if (!(verdict instanceof Ready)) {
                return verdict;
            }
        }
        return new Ready();
    }

    private DependencyVerdict checkOne(
            Dependent self,
            Dependency dependency,
            String revision,
            Function<ObjectKey, ? extends Optional<? extends Dependent>> known) {
        ObjectKey key = keyOf(dependency, self.key());
        if (!mayCrossNamespaces && !key.namespace().equals(self.key().namespace())) {
            return new Forbidden("can't depend on '%s': cross-namespace references are not allowed".formatted(key));
        }
        Optional<? extends Dependent> found = known.apply(key);
        if (found.isEmpty()) {
            return new NotReady("dependency '%s' not found".formatted(key));
        }
        Optional<String> expression =
                Optional.ofNullable(dependency.readyExpr()).filter(text -> !text.isEmpty());
        if (expression.isEmpty() || isAdditive) {
            DependencyVerdict builtIn = builtIn(self, found.get(), revision, known);
            if (!(builtIn instanceof Ready)) {
                return builtIn;
            }
        }
        return expression.map(text -> evaluated(text, self, found.get())).orElseGet(Ready::new);
    }

    private static DependencyVerdict builtIn(
            Dependent self,
            Dependent dependency,
            String revision,
            Function<ObjectKey, ? extends Optional<? extends Dependent>> known) {
        if (!dependency.isReady()) {
            String circle = circleThrough(self, dependency, known)
                    .map(path -> "; they depend on each other: " + path)
                    .orElse("");
            return new NotReady("dependency '%s' is not ready%s".formatted(dependency.key(), circle));
        }
        if (self.source().equals(dependency.source())
                && !dependency.appliedRevision().filter(revision::equals).isPresent()) {
            return new NotReady("dependency '%s' revision is not up to date".formatted(dependency.key()));
        }
        return new Ready();
    }

    private DependencyVerdict evaluated(String text, Dependent self, Dependent dependency) {
        return switch (compiler.over(text, VARIABLES)) {
            case ExpressionCompiler.Compilation.NotCompiled(var cause) ->
                new ExpressionInvalid(
                        "failed to compile readyExpr of dependency '%s': %s".formatted(dependency.key(), cause));
            case ExpressionCompiler.Compilation.Compiled(var expression) -> {
                var variables = Map.of(
                        "self", self.fields().get(), "dep", dependency.fields().get());
                yield switch (expression.evaluate(variables)) {
                    case Expression.Answer.Known(var isTrue) when isTrue -> new Ready();
                    case Expression.Answer.Known _ ->
                        new NotReady(
                                "dependency '%s' is not ready according to readyExpr eval".formatted(dependency.key()));
                    case Expression.Answer.Unknown(var cause) ->
                        new NotReady("dependency '%s' is not ready: readyExpr has no answer: %s"
                                .formatted(dependency.key(), cause));
                };
            }
        };
    }

    /** The way from the dependency back to the dependent, when there is one. */
    private static Optional<String> circleThrough(
            Dependent self, Dependent dependency, Function<ObjectKey, ? extends Optional<? extends Dependent>> known) {
        record Way(Dependent last, String text) {}
        var visited = new HashSet<ObjectKey>();
        Deque<Way> ways = new ArrayDeque<>();
        ways.add(new Way(dependency, self.key() + " → " + dependency.key()));
        while (!ways.isEmpty()) {
            Way way = ways.removeFirst();
            if (way.last().key().equals(self.key())) {
                return Optional.of(way.text());
            }
            if (!visited.add(way.last().key())) {
                continue;
            }
            for (Dependency next : way.last().dependsOn()) {
                known.apply(keyOf(next, way.last().key()))
                        .ifPresent(found -> ways.add(new Way(found, way.text() + " → " + found.key())));
            }
        }
        return Optional.empty();
    }

    /** The key that a dependency means, seen from the dependent. */
    public static ObjectKey keyOf(Dependency dependency, ObjectKey dependent) {
        String namespace = dependency.namespace();
        return new ObjectKey(
                namespace == null || namespace.isEmpty() ? dependent.namespace() : namespace, dependency.name());
    }
}
