package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.tree.OverlayTree;
import dev.capstan.tree.TreeInputs.Aspect;
import dev.capstan.tree.TreeInputs.Question;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BuildPropertiesTest {
    private static BuildScenario overlay() {
        return kustomization("""
                        namePrefix: a-
                        resources: [base]
                        commonLabels: {team: x}
                        configMapGenerator: [{name: c, files: [data.txt]}]
                        patches:
                        - target: {kind: Deployment}
                          patch: '[{"op": "add", "path": "/spec/paused", "value": true}]'
                        """)
                .file("data.txt", "content\n")
                .file("base/kustomization.yaml", "resources: [deployment.yaml, service.yaml]\n")
                .file("base/deployment.yaml", BuildScenario.DEPLOYMENT)
                .file("base/service.yaml", BuildScenario.SERVICE);
    }

    @Test
    void parallelBuildsOfOneKustomizerGiveEqualBytes() throws Exception {
        Kustomizer kustomizer = new Kustomizer();
        FileTree tree = overlay().tree();
        Set<String> results = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> builds = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                builds.add(threads.submit(
                        () -> ((BuildOutcome.Built) kustomizer.build(tree, "", BuildOptions.defaults())).toYaml()));
            }
            for (Future<String> build : builds) {
                results.add(build.get());
            }
        }

        assertThat(results).hasSize(1);
    }

    @Test
    void buildingAResultAgainChangesNothing() {
        String first = overlay().yaml();

        String second =
                kustomization("resources: [all.yaml]\n").file("all.yaml", first).yaml();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void objectsKnowTheFileAndLineTheyCameFrom() {
        BuildOutcome.Built built = overlay().built();

        assertThat(built.objects())
                .extracting(object -> object.identity() + " " + object.origin())
                .contains("Service/a-web base/service.yaml:1", "Deployment/a-web base/deployment.yaml:1")
                .anyMatch(text -> text.startsWith("ConfigMap/a-c-") && text.endsWith(" kustomization.yaml:4"));
    }

    @Test
    void inputsHoldExactlyAsLongAsNothingThatWasReadChanges() {
        BuildOutcome.Built built = overlay().file("unrelated.txt", "a").built();

        FileTree same = overlay().file("unrelated.txt", "changed").tree();
        FileTree changed = overlay().file("data.txt", "changed").tree();
        FileTree secondKustomization = overlay().file("kustomization.yml", "{}").tree();

        assertThat(built.inputs().holdFor(same)).isTrue();
        assertThat(built.inputs().holdFor(changed)).isFalse();
        assertThat(built.inputs().holdFor(secondKustomization)).isFalse();
    }

    @Test
    void inputsListFilesAndAbsences() {
        Map<Question, String> answers = overlay().built().inputs().answers();

        assertThat(answers)
                .containsKey(new Question(Aspect.CONTENT, "data.txt"))
                .containsEntry(new Question(Aspect.KIND, "kustomization.yml"), "ABSENT");
    }

    @Test
    void aFailedBuildListsItsInputsToo() {
        BuildOutcome failed = kustomization("resources: [missing.yaml]\n").outcome();

        assertThat(failed.inputs()
                        .holdFor(kustomization("resources: [missing.yaml]\n").tree()))
                .isTrue();
        assertThat(failed.inputs()
                        .holdFor(kustomization("resources: [missing.yaml]\n")
                                .file("missing.yaml", "")
                                .tree()))
                .isFalse();
    }

    @Test
    void layeredFilesReplaceThoseBelow() {
        InMemoryTree lower = overlay().tree();
        byte[] patched = "resources: [base]\nnameSuffix: -z\n".getBytes(StandardCharsets.UTF_8);
        FileTree layered = OverlayTree.of(Map.of("kustomization.yaml", patched), lower);

        BuildOutcome outcome = new Kustomizer().build(layered, "", BuildOptions.defaults());

        assertThat(((BuildOutcome.Built) outcome).toYaml()).contains("name: web-z");
    }

    @Test
    void anyBytesInAKustomizationGiveAnOutcomeAndNotAnException() {
        Random random = new Random(20261122);
        String valid =
                "resources: [service.yaml]\nlabels:\n- pairs: {a: b}\npatches:\n- patch: '{}'\n  target: {kind: x}\n";
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = valid.getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j < 1 + random.nextInt(4); j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            BuildScenario scenario =
                    new BuildScenario().file("kustomization.yaml", bytes).service();

            BuildOutcome outcome = scenario.outcome();

            if (outcome instanceof BuildOutcome.BuildFailed failed) {
                assertThat(failed.problem().code()).isNotEqualTo(BuildProblem.Code.INTERNAL);
                assertThat(failed.problem().describe()).doesNotContain("java.").doesNotContain("Exception");
            }
        }
    }
}
