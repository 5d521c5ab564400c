package dev.capstan.argo.compare.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.settings.ArgoSettings.IgnoredStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IgnoreRulesTest {

    private static IgnoreRule rule(String group, String kind, List<String> pointers, List<String> jq) {
        return new IgnoreRule(group, kind, "", "", pointers, jq, List.of());
    }

    private static IgnoreRules rules(IgnoreRule... rules) {
        return IgnoreRules.of(List.of(rules), System::nanoTime);
    }

    private static ObjectNode deployment() {
        return Trees.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d, namespace: team, annotations: {a/b: x, "t~": z}}
                spec: {replicas: 3, l: [1, 2]}
                """);
    }

    private static String without(IgnoreRules rules) {
        ObjectNode object = deployment();
        assertThat(rules.removeFrom(object)).isEmpty();
        return object.toString();
    }

    @Test
    void pointersTakeAwayFieldsAndElements() {
        IgnoreRules rules = rules(rule(
                "apps",
                "Deployment",
                List.of(
                        "/spec/replicas",
                        "/metadata/annotations/a~1b",
                        "/metadata/annotations/t~0",
                        "/spec/l/0",
                        "/spec/l/7",
                        "/spec/l/-",
                        "/not/there"),
                List.of()));

        assertThat(without(rules))
                .doesNotContain("replicas")
                .doesNotContain("a/b")
                .doesNotContain("t~")
                .contains("[2");
    }

    @Test
    void groupsAndKindsTakeWildcards() {
        List<String> pointer = List.of("/spec/replicas");

        assertThat(without(rules(rule("*", "*", pointer, List.of())))).doesNotContain("replicas");
        assertThat(without(rules(rule("ap?s", "{Deployment,StatefulSet}", pointer, List.of()))))
                .doesNotContain("replicas");
        assertThat(without(rules(rule("apps", "[C-E]eployment", pointer, List.of()))))
                .doesNotContain("replicas");
        assertThat(without(rules(rule("", "Deployment", pointer, List.of())))).contains("replicas");
        assertThat(without(rules(rule("apps", "Deploy", pointer, List.of())))).contains("replicas");
        assertThat(without(rules(rule("a.ps", "Deployment", pointer, List.of()))))
                .contains("replicas");
        assertThat(without(rules(rule("a(", "[D]{", pointer, List.of())))).contains("replicas");
    }

    @Test
    void namesAndNamespacesNarrowARule() {
        List<String> pointer = List.of("/spec/replicas");

        assertThat(without(rules(new IgnoreRule("apps", "Deployment", "d", "team", pointer, List.of(), List.of()))))
                .doesNotContain("replicas");
        assertThat(without(rules(new IgnoreRule("apps", "Deployment", "other", "", pointer, List.of(), List.of()))))
                .contains("replicas");
        assertThat(without(rules(new IgnoreRule("apps", "Deployment", "", "other", pointer, List.of(), List.of()))))
                .contains("replicas");
    }

    @Test
    void jqPathsTakeAwayWhatTheySelect() {
        assertThat(without(rules(rule("apps", "Deployment", List.of(), List.of(".spec | .replicas, .l[1]")))))
                .doesNotContain("replicas")
                .contains("[1");
    }

    @Test
    void aRefusedExpressionIsNamedWithItsRule() {
        IgnoreRules rules = rules(rule("apps", "Deployment", List.of(), List.of("range(1)", ".spec.replicas")));

        assertThat(rules.problems())
                .containsExactly("ignoreDifferences for apps/Deployment: the jq path expression 'range(1)' uses"
                        + " 'range', which is not among the functions for paths");
        assertThat(without(rules)).doesNotContain("replicas");
    }

    @Test
    void aPointerWithoutASlashIsOnlyWarnedOf() {
        IgnoreRules rules = rules(rule("", "Pod", List.of("spec/replicas"), List.of()));

        assertThat(rules.problems()).isEmpty();
        assertThat(rules.warnings())
                .containsExactly("ignoreDifferences for Pod: the JSON pointer 'spec/replicas' does not begin with a"
                        + " slash, so it leaves nothing out");
    }

    @Test
    void tooManyPathsAreNotTaken() {
        IgnoreRules rules = rules(rule("*", "*", Collections.nCopies(2_001, "/a"), List.of()));

        assertThat(rules.problems()).containsExactly("ignoreDifferences has more than 2000 paths; use fewer");
    }

    @Test
    void expressionsShareTheTimeOfAComparison() {
        AtomicLong clock = new AtomicLong();
        IgnoreRules rules = IgnoreRules.of(
                List.of(rule("apps", "Deployment", List.of(), List.of(".spec.replicas"))),
                () -> clock.getAndAdd(Duration.ofMillis(100).toNanos()));

        Optional<String> problem = Optional.empty();
        for (int i = 0; i < 1_000 && problem.isEmpty(); i++) {
            problem = rules.removeFrom(deployment());
        }

        assertThat(problem)
                .contains("the jq path expression '.spec.replicas' was not evaluated, because all expressions together"
                        + " took longer than 30 seconds, on apps/Deployment/d");
        assertThat(rules.renewed().removeFrom(deployment())).isEmpty();
    }

    @Test
    void managersComeFromAllRulesThatMatch() {
        IgnoreRules rules = rules(
                new IgnoreRule("*", "*", "", "", List.of(), List.of(), List.of("a", "b")),
                new IgnoreRule("apps", "*", "", "", List.of(), List.of(), List.of("b", "c")),
                new IgnoreRule("batch", "*", "", "", List.of(), List.of(), List.of("d")));

        assertThat(rules.managers(ObjectKey.of(deployment()))).containsExactly("a", "b", "c");
    }

    @Test
    void ignoredFieldsKeepTheirLiveValue() {
        ObjectNode manifest = Trees.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d}
                spec: {replicas: 1, onlyHere: 1, containers: [{name: b, image: x}, {name: a, image: y}]}
                """);
        ObjectNode live = Trees.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d, annotations: {k: v}}
                spec: {replicas: 5, containers: [{name: a, image: live}, {name: gone, image: z}]}
                status: {x: 1}
                """);
        IgnoreRules rules = rules(rule(
                "apps",
                "Deployment",
                List.of("/spec/replicas", "/spec/onlyHere", "/metadata/annotations/k", "/status"),
                List.of(".spec.containers[] | select(.name != \"b\") | .image")));

        assertThat(rules.keepLive(manifest, live)).isEmpty();

        assertThat(manifest).isEqualTo(Trees.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d, annotations: {k: v}}
                spec: {replicas: 5, containers: [{name: b, image: x}, {name: a, image: live}]}
                """));
    }

    @Test
    void theStatusIsLeftOutUnlessTheSettingSaysOtherwise() {
        assertThat(IgnoreRule.forStatus(IgnoredStatus.ALL).orElseThrow().jsonPointers())
                .containsExactly("/status");
        assertThat(IgnoreRule.forStatus(IgnoredStatus.CRD).orElseThrow().kind()).isEqualTo("CustomResourceDefinition");
        assertThat(IgnoreRule.forStatus(IgnoredStatus.NONE)).isEmpty();
    }
}
