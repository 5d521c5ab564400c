package dev.capstan.applier.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Dependency;
import dev.capstan.expression.cel.CelExpressionCompiler;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyCheckTest {

    private static final String REVISION = "main@sha1:2";
    private static final FakeDependent BASE = FakeDependent.named("base");

    private final FakeForeignObjects foreign = new FakeForeignObjects();
    private final DependencyCheck check = new DependencyCheck(new CelExpressionCompiler(), false, true, foreign);

    @Test
    void readyWhenEveryDependencyIs() {
        assertThat(verdict(dependsOn("base", null), BASE.readyAt(REVISION)))
                .isInstanceOf(DependencyVerdict.Ready.class);
    }

    @Test
    void missingDependencyIsNotReady() {
        assertThat(verdict(dependsOn("base", null)))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' not found"));
    }

    @Test
    void dependencyThatDoesNotReportItselfReadyIsNot() {
        assertThat(verdict(dependsOn("base", null), BASE))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' is not ready"));
    }

    @Test
    void dependencyOnTheSameSourceMustBeAtTheSameRevision() {
        assertThat(verdict(dependsOn("base", null), BASE.readyAt("main@sha1:1")))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' revision is not up to date"));
    }

    @Test
    void dependencyOnAnotherSourceMayBeAtAnyRevision() {
        assertThat(verdict(dependsOn("base", null), BASE.from("other").readyAt("v1@sha1:9")))
                .isInstanceOf(DependencyVerdict.Ready.class);
    }

    @Test
    void expressionReplacesTheRules() {
        assertThat(verdict(dependsOn("base", "dep.status.observedGeneration == 2"), BASE))
                .isInstanceOf(DependencyVerdict.Ready.class);
        assertThat(verdict(dependsOn("base", "dep.metadata.name == self.metadata.name"), BASE))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'apps/base' is not ready according to readyExpr eval"));
    }

    @Test
    void additiveExpressionComesAfterTheRules() {
        var additive = new DependencyCheck(new CelExpressionCompiler(), true, true, foreign);

        assertThat(additive.check(dependsOn("base", "true"), REVISION, _ -> Optional.of(BASE)))
                .isInstanceOf(DependencyVerdict.NotReady.class);
    }

    @Test
    void expressionWithoutAnAnswerIsNotReady() {
        assertThat(verdict(dependsOn("base", "dep.spec.nothing == 1"), BASE.readyAt(REVISION)))
                .isInstanceOf(DependencyVerdict.NotReady.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dep.status.", "1 + 1"})
    void expressionThatIsWrongIsTerminal(String expression) {
        assertThat(verdict(dependsOn("base", expression), BASE.readyAt(REVISION)))
                .isInstanceOf(DependencyVerdict.ExpressionInvalid.class);
    }

    @Test
    void t073_otherNamespaceIsForbiddenWithoutBeingLookedAt() {
        var strict = new DependencyCheck(new CelExpressionCompiler(), false, false, foreign);
        var self = FakeDependent.named("self").on(new Dependency("base", "other", null));

        var verdict = strict.check(self, REVISION, _ -> {
            throw new AssertionError("must not be looked up");
        });

        assertThat(verdict).isInstanceOf(DependencyVerdict.Forbidden.class);
    }

    @Test
    void circleIsNamed() {
        var a = FakeDependent.named("a").on(new Dependency("b", null, null));
        var b = FakeDependent.named("b").on(new Dependency("a", null, null));

        assertThat(verdict(a, a, b))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'apps/b' is not ready; they depend on each other: apps/a → apps/b → apps/a"));
    }

    private DependencyVerdict verdict(Dependent self, Dependent... known) {
        return check.check(
                self,
                REVISION,
                key -> Arrays.stream(known).filter(it -> it.key().equals(key)).findFirst());
    }

    private static Dependent dependsOn(String name, @Nullable String readyExpr) {
        return FakeDependent.named("self").on(new Dependency(name, null, readyExpr));
    }
}
