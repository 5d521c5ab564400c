package dev.capstan.applier.dependency;

import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyVerdict.ExpressionInvalid;
import dev.capstan.applier.dependency.DependencyVerdict.Forbidden;
import dev.capstan.applier.dependency.DependencyVerdict.NotReady;
import dev.capstan.applier.dependency.DependencyVerdict.Ready;
import dev.capstan.applier.dependency.DependencyVerdict.Unusable;
import dev.capstan.expression.Expression;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.expression.ObjectFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The rules of {@code spec.dependsOn}. */
public final class DependencyCheck {

    private static final Set<String> VARIABLES = Set.of("self", "dep");

    /** How many objects of other kinds one object may depend on: each is watched. */
    private static final int MOST_FOREIGN = 50;

    private final ExpressionCompiler compiler;
    private final boolean isAdditive;
    private final boolean mayCrossNamespaces;
    private final ForeignObjects foreign;

    /**
     * @param isAdditive whether an expression is asked in addition to the built-in rules, not in their place
     * @param mayCrossNamespaces whether dependencies may lie in other namespaces
     * @param foreign objects of other kinds than the dependent's
     */
    public DependencyCheck(
            ExpressionCompiler compiler, boolean isAdditive, boolean mayCrossNamespaces, ForeignObjects foreign) {
        this.compiler = compiler;
        this.isAdditive = isAdditive;
        this.mayCrossNamespaces = mayCrossNamespaces;
        this.foreign = foreign;
    }

    /**
     * Decides for all dependencies in their order; the first that is not ready gives the verdict.
     *
     * @param self the dependent
     * @param revision the revision that its source offers now
     * @param known looks another object of its kind up
     */
    public DependencyVerdict check(
            Dependent self, String revision, Function<ObjectKey, ? extends Optional<? extends Dependent>> known) {
        int others = DependencyKey.ofOtherKinds(self.dependsOn(), self.kind(), self.key())
                .size();
        return others > MOST_FOREIGN
                ? new Unusable("spec.dependsOn names %d objects of other kinds; %d can be watched for one object"
                        .formatted(others, MOST_FOREIGN))
                : new Check(self, revision, known).all();
    }

    /** All that is asked about one dependent. */
    private final class Check {

        private final Dependent self;
        private final String revision;
        private final Function<ObjectKey, ? extends Optional<? extends Dependent>> known;

        Check(Dependent self, String revision, Function<ObjectKey, ? extends Optional<? extends Dependent>> known) {
            this.self = self;
            this.revision = revision;
            this.known = known;
        }

        DependencyVerdict all() {
            for (Dependency dependency : self.dependsOn()) {
                DependencyVerdict verdict = switch (DependencyKey.of(dependency, self.kind(), self.key())) {
                    case DependencyKey.Reading.Usable(var object) -> one(dependency, object);
                    case DependencyKey.Reading.Unusable(var message) -> new Unusable(message);
                };
                if (!(verdict instanceof Ready)) {
                    return verdict;
                }
            }
            return new Ready();
        }

        private DependencyVerdict one(Dependency dependency, DependencyKey object) {
            if (!mayCrossNamespaces
                    && !object.key().namespace().equals(self.key().namespace())) {
                return new Forbidden("can't depend on '%s': cross-namespace references are not allowed"
                        .formatted(object.seenFrom(self.kind())));
            }
            Optional<String> expression =
                    Optional.ofNullable(dependency.readyExpr()).filter(text -> !text.isEmpty());
            return object.isOf(self.kind()) ? ofOwnKind(object, expression) : ofOtherKind(object, expression);
        }

        private DependencyVerdict ofOwnKind(DependencyKey object, Optional<String> expression) {
            Optional<? extends Dependent> found = known.apply(object.key());
            if (found.isEmpty()) {
                return new NotReady("dependency '%s' not found".formatted(object.key()));
            }
            Dependent dependency = found.get();
            return decided(
                    object.key().toString(),
                    expression,
                    () -> builtIn(object, dependency),
                    () -> Optional.of(dependency.fields().get()));
        }

        private DependencyVerdict builtIn(DependencyKey object, Dependent dependency) {
            if (!dependency.isReady()) {
                return new NotReady("dependency '%s' is not ready%s"
                        .formatted(object.key(), circleThrough(object, dependency.dependsOn())));
            }
            if (self.source().equals(dependency.source())
                    && !dependency.appliedRevision().filter(revision::equals).isPresent()) {
                return new NotReady("dependency '%s' revision is not up to date".formatted(object.key()));
            }
            return new Ready();
        }

        private DependencyVerdict ofOtherKind(DependencyKey object, Optional<String> expression) {
            return switch (foreign.find(self.identity(), object)) {
                case ForeignObjects.Sight.Missing(var name) ->
                    new NotReady("dependency '%s' not found".formatted(name));
                case ForeignObjects.Sight.KindMissing _ ->
                    new NotReady(
                            "dependency '%s' not found: the cluster does not serve %s; it is looked for as soon as its definition is installed"
                                    .formatted(object, object.kind()));
                case ForeignObjects.Sight.Hidden(var name, var why) ->
                    new NotReady("dependency '%s' cannot be looked at: %s".formatted(name, why));
                case ForeignObjects.Sight.Found(var name, var found) ->
                    decided(
                            name,
                            expression,
                            () -> builtIn(object, name, found),
                            () -> foreign.read(self.identity(), object).map(ObjectFields::of));
            };
        }

        private DependencyVerdict builtIn(DependencyKey object, String name, ForeignObject found) {
            if (found.isReady()) {
                return new Ready();
            }
            String circle = found.awaitsOthers() ? circleThrough(object, found.dependsOn()) : "";
            String why = found.why().isEmpty() || !circle.isEmpty() ? "" : ": " + found.why();
            return new NotReady("dependency '%s' is not ready%s%s".formatted(name, why, circle));
        }

        private String circleThrough(DependencyKey object, List<Dependency> dependsOn) {
            return new DependencyCircle(self, known, foreign, mayCrossNamespaces)
                    .through(object, dependsOn)
                    .map(path -> "; they depend on each other: " + path)
                    .orElse("");
        }

        private DependencyVerdict decided(
                String name,
                Optional<String> expression,
                Supplier<DependencyVerdict> builtIn,
                Supplier<Optional<Map<String, Object>>> fields) {
            if (expression.isEmpty() || isAdditive) {
                DependencyVerdict verdict = builtIn.get();
                if (!(verdict instanceof Ready)) {
                    return verdict;
                }
            }
            return expression.map(text -> evaluated(text, name, fields)).orElseGet(Ready::new);
        }

        private DependencyVerdict evaluated(String text, String name, Supplier<Optional<Map<String, Object>>> fields) {
            return switch (compiler.over(text, VARIABLES)) {
                case ExpressionCompiler.Compilation.NotCompiled(var cause) ->
                    new ExpressionInvalid("failed to compile readyExpr of dependency '%s': %s".formatted(name, cause));
                case ExpressionCompiler.Compilation.Compiled(var compiled) ->
                    fields.get()
                            .map(dependency -> evaluated(compiled, name, dependency))
                            .orElseGet(() -> new NotReady("dependency '%s' could not be read".formatted(name)));
            };
        }

        private DependencyVerdict evaluated(Expression expression, String name, Map<String, Object> dependency) {
            var variables = Map.<String, Object>of("self", self.fields().get(), "dep", dependency);
            return switch (expression.evaluate(variables)) {
                case Expression.Answer.Known(var isTrue) when isTrue -> new Ready();
                case Expression.Answer.Known _ ->
                    new NotReady("dependency '%s' is not ready according to readyExpr eval".formatted(name));
                case Expression.Answer.Unknown(var cause) ->
                    new NotReady("dependency '%s' is not ready: readyExpr has no answer: %s".formatted(name, cause));
            };
        }
    }
}
