package dev.capstan.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildMemoryTest {
    private final Kustomizer kustomizer = new Kustomizer();
    private final BuildMemory memory = new BuildMemory(16 << 20);
    private final Map<String, String> files = new HashMap<>(Map.of(
            "top/kustomization.yaml",
                    "resources: [../a, ../b]\nnamePrefix: p-\nlabels: [{pairs: {t: x}, includeSelectors: true}]\n",
            "a/kustomization.yaml", "resources: [deployment.yaml]\nnameSuffix: -a\n",
            "a/deployment.yaml", BuildScenario.DEPLOYMENT,
            "b/kustomization.yaml", "resources: [service.yaml]\n",
            "b/service.yaml", BuildScenario.SERVICE));

    @Test
    void anUnchangedObjectIsTheVeryObjectOfTheBuildBefore() {
        BuildOutcome.Built first = build();
        files.put("b/service.yaml", BuildScenario.SERVICE.replace("80", "81"));

        BuildOutcome.Built second = build();

        assertThat(object(second, "Deployment")).isSameAs(object(first, "Deployment"));
        assertThat(object(second, "Service")).isNotSameAs(object(first, "Service"));
        assertThat(second.toYaml()).isEqualTo(fresh().toYaml()).contains("port: 81");
    }

    @Test
    void filesOfUnchangedBasesAreNotRead() {
        build();
        files.put("b/service.yaml", BuildScenario.SERVICE.replace("80", "81"));
        Reads reads = new Reads(InMemoryTree.of(files));

        kustomizer.build(reads, "top", BuildOptions.defaults(), memory);

        assertThat(reads.paths).contains("b/service.yaml").doesNotContain("a/deployment.yaml", "a/kustomization.yaml");
    }

    @Test
    void aReferenceFollowsAnObjectThatIsRenamedElsewhere() {
        files.put("a/deployment.yaml", BuildScenario.DEPLOYMENT + "      serviceAccountName: robot\n");
        files.put("b/service.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n");
        build();
        files.put("b/kustomization.yaml", "resources: [service.yaml]\nnamePrefix: new-\n");

        assertThat(build().toYaml()).isEqualTo(fresh().toYaml()).contains("serviceAccountName: p-new-robot");
    }

    @Test
    void k030_aCycleIsFoundAlthoughOneOfItsBasesIsKnown() {
        build();
        files.put("c/kustomization.yaml", "resources: [../top]\n");
        files.put("b/kustomization.yaml", "resources: [service.yaml, ../top]\n");

        BuildOutcome remembered = kustomizer.build(InMemoryTree.of(files), "top", BuildOptions.defaults(), memory);

        assertThat(((BuildOutcome.BuildFailed) remembered).problem().code()).isEqualTo(BuildProblem.Code.CYCLE);
    }

    @Test
    void k030_aKnownBaseMayNotIncludeTheOneThatAsksForIt() {
        files.clear();
        files.put("inner/kustomization.yaml", "resources: [../leaf]\n");
        files.put("leaf/kustomization.yaml", "resources: [service.yaml]\n");
        files.put("leaf/service.yaml", BuildScenario.SERVICE);
        files.put("top/kustomization.yaml", "resources: [../inner]\n");
        build();

        BuildOutcome outcome = kustomizer.build(
                InMemoryTree.of(Map.of(
                        "inner/kustomization.yaml",
                        files.get("inner/kustomization.yaml"),
                        "leaf/kustomization.yaml",
                        "resources: [../inner]\n")),
                "leaf",
                BuildOptions.defaults(),
                memory);

        assertThat(((BuildOutcome.BuildFailed) outcome).problem().code()).isEqualTo(BuildProblem.Code.CYCLE);
    }

    @Test
    void k033_schemasOfOneTenantChangeNothingForAnotherWithTheSameMemory() {
        String plain = build().toYaml();
        files.put("top/schema.json", "{\"definitions\": {}}");
        files.merge("top/kustomization.yaml", "openapi: {path: schema.json}\n", String::concat);
        assertThat(build().toYaml()).isEqualTo(fresh().toYaml());
        files.computeIfPresent(
                "top/kustomization.yaml", (_, text) -> text.replace("openapi: {path: schema.json}\n", ""));

        assertThat(build().toYaml()).isEqualTo(plain);
    }

    @Test
    void limitsCountWhatIsRemembered() {
        build();
        BuildLimits tight = new BuildLimits(1 << 20, 300, 100, 10, 10);
        BuildOptions options = BuildOptions.defaults().withLimits(tight);

        BuildOutcome first = kustomizer.build(InMemoryTree.of(files), "top", options, memory);
        BuildOutcome second = kustomizer.build(InMemoryTree.of(files), "top", options, memory);

        assertThat(((BuildOutcome.BuildFailed) first).problem().code()).isEqualTo(BuildProblem.Code.LIMIT_EXCEEDED);
        assertThat(second).usingRecursiveComparison().ignoringFields("inputs").isEqualTo(first);
    }

    @Test
    void whatIsForgottenIsBuiltAgain() {
        String before = build().toYaml();
        assertThat(memory.bytes()).isPositive();

        memory.clear();

        assertThat(memory.bytes()).isZero();
        assertThat(build().toYaml()).isEqualTo(before);
    }

    private BuildOutcome.Built build() {
        return (BuildOutcome.Built) kustomizer.build(InMemoryTree.of(files), "top", BuildOptions.defaults(), memory);
    }

    private BuildOutcome.Built fresh() {
        return (BuildOutcome.Built) kustomizer.build(InMemoryTree.of(files), "top", BuildOptions.defaults());
    }

    private static BuiltObject object(BuildOutcome.Built built, String kind) {
        return built.objects().stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** Notes which files are read. */
    private static final class Reads implements FileTree {
        private final InMemoryTree tree;
        private final List<String> paths = new ArrayList<>();

        Reads(InMemoryTree tree) {
            this.tree = tree;
        }

        @Override
        public EntryKind kind(String path) {
            return tree.kind(path);
        }

        @Override
        public byte[] read(String path) throws IOException {
            paths.add(path);
            return tree.read(path);
        }

        @Override
        public List<Entry> list(String path) {
            return tree.list(path);
        }

        @Override
        public Optional<String> linkTarget(String path) {
            return tree.linkTarget(path);
        }

        @Override
        public String fingerprint(String path) throws IOException {
            return tree.fingerprint(path);
        }
    }
}
