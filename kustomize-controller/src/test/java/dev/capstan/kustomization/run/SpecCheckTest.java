package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.snapshot.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecCheckTest {

    private static final ObjectKey APP = new ObjectKey("apps", "app");
    private static final String FORBIDDEN = "'sourceRef':{'kind':'%s','name':'config','namespace':'%s'}";

    @Test
    void sourceOfAnAcceptedSpecIsNamed() {
        assertThat(accepted(check("", false, false)).source()).isEqualTo(RunFixture.CONFIG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'healthCheckExprs':[{'apiVersion':'v1','kind':'X','current':'1 +'}] | INVALID_CEL_EXPRESSION | healthCheckExprs of v1 X: current",
                "'ignore':[{'paths':['spec/replicas']}] | VALIDATION_FAILED | 'spec/replicas' is not a JSON pointer",
                "'ignore':[{'paths':['/spec'],'target':{'labelSelector':'a in'}}] | VALIDATION_FAILED | spec.ignore: ",
            },
            quoteCharacter = '"')
    void specThatCannotBeWorkedOnIsRefused(String fields, Reason reason, String message) {
        var refused = refused(check(fields, false, false));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "GitRepository, other, false, false, false",
        "GitRepository, other, true, false, true",
        "ExternalArtifact, apps, false, false, false",
        "ExternalArtifact, apps, false, true, true"
    })
    void operatorDecidesWhichSourcesMayBeUsed(
            String kind, String namespace, boolean mayCross, boolean mayUseExternal, boolean isAccepted) {
        RunStep<SpecCheck.Accepted> step = check(FORBIDDEN.formatted(kind, namespace), mayCross, mayUseExternal);

        assertThat(step instanceof RunStep.GoesOn<?>).isEqualTo(isAccepted);
        if (!isAccepted) {
            assertThat(refused(step).reason()).isEqualTo(Reason.ACCESS_DENIED);
        }
    }

    @Test
    void everyHealthExpressionIsCompiledOnce() {
        var compiler = new CountingCompiler();
        var check = new SpecCheck(compiler, RunFixture.options());
        var spec = spec("'healthCheckExprs':[{'apiVersion':'v1','kind':'X','current':'true','failed':'1 +'}]");

        check.accept(spec, APP);

        assertThat(compiler.texts).containsExactly("true", "1 +");
    }

    private static RunStep<SpecCheck.Accepted> check(String fields, boolean mayCross, boolean mayUseExternal) {
        var options = new RunOptions(
                mayCross,
                mayUseExternal,
                Strictness.STRICT,
                true,
                Set.of(),
                true,
                Set.of(),
                4,
                Duration.ofHours(1),
                PruneBrake.none(),
                Duration.ofMinutes(10));
        return new SpecCheck(new CelExpressionCompiler(), options).accept(spec(fields), APP);
    }

    private static SpecCheck.Accepted accepted(RunStep<SpecCheck.Accepted> step) {
        return ((RunStep.GoesOn<SpecCheck.Accepted>) step).value();
    }

    private static RunResult.Refused refused(RunStep<SpecCheck.Accepted> step) {
        return (RunResult.Refused) ((RunStep.Ends<SpecCheck.Accepted>) step).result();
    }

    private static final class CountingCompiler implements ExpressionCompiler {
        private final ExpressionCompiler compiler = new CelExpressionCompiler();
        private final List<String> texts = new ArrayList<>();

        @Override
        public Compilation over(String text, Set<String> variables) {
            texts.add(text);
            return compiler.over(text, variables);
        }

        @Override
        public Compilation overFields(String text) {
            texts.add(text);
            return compiler.overFields(text);
        }
    }
}
