package dev.capstan.applier.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.HealthCheckExpr;
import dev.capstan.apply.ResourceKind;
import dev.capstan.expression.cel.CelExpressionCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulebookTest {

    @ParameterizedTest
    @CsvSource({"'1 +', true, true, current", "true, '1 +', true, failed", "true, true, '1 +', inProgress"})
    void expressionThatDoesNotCompileIsNamed(String current, String failed, String inProgress, String which) {
        var compilation = compile(new HealthCheckExpr("apps/v1", "Deployment", current, failed, inProgress));

        assertThat(((HealthRulebook.Compilation.NotCompiled) compilation).cause())
                .startsWith("healthCheckExprs of apps/v1 Deployment: " + which + ": ");
    }

    @Test
    void twoRulesForOneKindAreRefused() {
        var rule = new HealthCheckExpr("apps/v1", "Deployment", "true", null, null);

        assertThat(compile(rule, rule))
                .isEqualTo(
                        new HealthRulebook.Compilation.NotCompiled("healthCheckExprs names apps/v1 Deployment twice"));
    }

    @Test
    void ruleOfTheKindComesBeforeThatOfTheGroup() {
        var ofGroup = new HealthCheckExpr("apps/v1", "", "true", null, null);
        var ofKind = new HealthCheckExpr("apps/v1", "Deployment", "true", null, null);
        var rulebook = ((HealthRulebook.Compilation.Compiled) compile(ofGroup, ofKind)).rulebook();

        var deployments = rulebook.ruleFor(ResourceKind.of("apps/v1", "Deployment"));
        var daemonSets = rulebook.ruleFor(ResourceKind.of("apps/v1", "DaemonSet"));

        assertThat(deployments).isPresent().isNotEqualTo(daemonSets);
        assertThat(daemonSets).isPresent();
        assertThat(rulebook.ruleFor(ResourceKind.of("v1", "Service"))).isEmpty();
    }

    private static HealthRulebook.Compilation compile(HealthCheckExpr... rules) {
        return HealthRulebook.compile(List.of(rules), new CelExpressionCompiler());
    }
}
