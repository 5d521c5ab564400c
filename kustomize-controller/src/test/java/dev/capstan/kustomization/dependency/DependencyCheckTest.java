package dev.capstan.kustomization.dependency;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DependencyCheckTest {

    private static final String REVISION = "main@sha1:2";
    private static final KustomizationStatus READY = ready(REVISION);

    private final DependencyCheck check = new DependencyCheck(new CelExpressionCompiler(), false, true);

    @Test
    void readyWhenEveryDependencyIs() {
        assertThat(verdict(dependsOn("'name':'base'"), known("base", spec(""), READY)))
                .isInstanceOf(DependencyVerdict.Ready.class);
    }

    @Test
    void missingDependencyIsNotReady() {
        assertThat(verdict(dependsOn("'name':'base'")))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' not found"));
    }

    @Test
    void dependencyOfANewerGenerationIsNotReady() {
        var stale = status("{'observedGeneration':1,'conditions':[%s]}".formatted(condition("True")));

        assertThat(verdict(dependsOn("'name':'base'"), known("base", spec(""), stale)))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' is not ready"));
    }

    @Test
    void dependencyOnTheSameSourceMustBeAtTheSameRevision() {
        assertThat(verdict(dependsOn("'name':'base'"), known("base", spec(""), ready("main@sha1:1"))))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' revision is not up to date"));
    }

    @Test
    void dependencyOnAnotherSourceMayBeAtAnyRevision() {
        var other = spec("'sourceRef':{'kind':'GitRepository','name':'other'}");

        assertThat(verdict(dependsOn("'name':'base'"), known("base", other, ready("v1@sha1:9"))))
                .isInstanceOf(DependencyVerdict.Ready.class);
    }

    @Test
    void expressionReplacesTheRules() {
        var base = known("base", spec(""), KustomizationStatus.INITIAL);

        assertThat(verdict(dependsOn("'name':'base','readyExpr':'dep.status.observedGeneration == 2'"), base))
                .isInstanceOf(DependencyVerdict.Ready.class);
        assertThat(verdict(dependsOn("'name':'base','readyExpr':'dep.metadata.name == self.metadata.name'"), base))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'apps/base' is not ready according to readyExpr eval"));
    }

    @Test
    void additiveExpressionComesAfterTheRules() {
        var additive = new DependencyCheck(new CelExpressionCompiler(), true, true);
        var self = dependsOn("'name':'base','readyExpr':'true'");

        assertThat(additive.check(
                        self, REVISION, key -> Optional.of(known("base", spec(""), KustomizationStatus.INITIAL))))
                .isInstanceOf(DependencyVerdict.NotReady.class);
    }

    @Test
    void expressionWithoutAnAnswerIsNotReadyAndOneThatIsWrongIsTerminal() {
        var base = known("base", spec(""), READY);

        assertThat(verdict(dependsOn("'name':'base','readyExpr':'dep.spec.nothing == 1'"), base))
                .isInstanceOf(DependencyVerdict.NotReady.class);
        assertThat(verdict(dependsOn("'name':'base','readyExpr':'dep.status.'"), base))
                .isInstanceOf(DependencyVerdict.ExpressionInvalid.class);
        assertThat(verdict(dependsOn("'name':'base','readyExpr':'1 + 1'"), base))
                .isInstanceOf(DependencyVerdict.ExpressionInvalid.class);
    }

    @Test
    void t073_otherNamespaceIsForbiddenWithoutBeingLookedAt() {
        var strict = new DependencyCheck(new CelExpressionCompiler(), false, false);

        var verdict = strict.check(dependsOn("'name':'base','namespace':'other'"), REVISION, _ -> {
            throw new AssertionError("must not be looked up");
        });

        assertThat(verdict).isInstanceOf(DependencyVerdict.Forbidden.class);
    }

    @Test
    void circleIsNamed() {
        var a = known("a", spec("'dependsOn':[{'name':'b'}]"), KustomizationStatus.INITIAL);
        var b = known("b", spec("'dependsOn':[{'name':'a'}]"), KustomizationStatus.INITIAL);

        assertThat(verdict(a, a, b))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'apps/b' is not ready; they depend on each other: apps/a → apps/b → apps/a"));
    }

    private DependencyVerdict verdict(KnownKustomization self, KnownKustomization... known) {
        return check.check(
                self,
                REVISION,
                key -> Arrays.stream(known).filter(it -> it.key().equals(key)).findFirst());
    }

    private static KnownKustomization dependsOn(String dependency) {
        return known("self", spec("'dependsOn':[{%s}]".formatted(dependency)), KustomizationStatus.INITIAL);
    }

    private static KustomizationStatus ready(String revision) {
        return status("{'observedGeneration':2,'lastAppliedRevision':'%s','conditions':[%s]}"
                .formatted(revision, condition("True")));
    }

    private static String condition(String status) {
        return "{'type':'Ready','status':'%s','reason':'x','message':'','lastTransitionTime':'2026-11-22T00:00:00Z','observedGeneration':2}"
                .formatted(status);
    }
}
