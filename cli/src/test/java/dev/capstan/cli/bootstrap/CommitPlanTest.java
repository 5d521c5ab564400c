package dev.capstan.cli.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitPlanTest {

    private static final String DEPLOYMENT = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: source-controller, namespace: flux-system}
        spec: {template: {spec: {containers: [{name: manager, image: "capstan/source-controller:v1"}]}}}
        """;

    @Test
    void anEmptyBranchGetsThreeFiles() throws IOException {
        var write = (CommitPlan.Decision.Write) decide(Map.of());

        assertThat(write.files().keySet())
                .containsExactly(
                        "clusters/prod/flux-system/gotk-components.yaml",
                        "clusters/prod/flux-system/gotk-sync.yaml",
                        "clusters/prod/flux-system/kustomization.yaml");
        assertThat(write.objects())
                .extracting(object -> object.getText("kind"))
                .containsExactlyInAnyOrder("Deployment", "GitRepository", "Kustomization");
    }

    @Test
    void patchesOfTheUserStayAndCount() throws IOException {
        var write = (CommitPlan.Decision.Write) decide(Map.of("clusters/prod/flux-system/kustomization.yaml", """
            resources: [gotk-components.yaml, gotk-sync.yaml]
            images: [{name: capstan/source-controller, newName: mirror.example/source}]
            """));

        assertThat(write.files()).doesNotContainKey("clusters/prod/flux-system/kustomization.yaml");
        assertThat(write.objects())
                .anySatisfy(object -> assertThat(object.toString()).contains("mirror.example/source:v1"));
    }

    @Test
    void aKustomizationThatLeavesOutThePartsIsRefused() throws IOException {
        assertThat(refused(
                        Map.of("clusters/prod/flux-system/kustomization.yaml", "resources: [gotk-components.yaml]\n")))
                .isEqualTo("clusters/prod/flux-system/kustomization.yaml leaves out gotk-sync.yaml:"
                        + " add it to its resources, or the cluster would not keep itself");
        assertThat(refused(Map.of("clusters/prod/flux-system/kustomization.yaml", "resources: [gotk-sync.yaml]\n")))
                .contains("leaves out gotk-components.yaml");
    }

    @Test
    void aKustomizationAboveThatLeavesOutTheInstallationIsRefused() throws IOException {
        assertThat(refused(Map.of(
                        "clusters/prod/kustomization.yaml",
                        "resources: [apps.yaml]\n",
                        "clusters/prod/apps.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n")))
                .startsWith("clusters/prod/kustomization.yaml leaves out clusters/prod/flux-system/:"
                        + " add '- flux-system' to its resources");
        assertThat(decide(Map.of("clusters/prod/kustomization.yaml", "resources: [flux-system]\n")))
                .isInstanceOf(CommitPlan.Decision.Write.class);
    }

    @Test
    void aFolderThatWouldNotBuildIsRefusedBeforeAnythingIsPushed() throws IOException {
        assertThat(refused(Map.of("clusters/prod/apps/kustomization.yaml", "resources: [missing.yaml]\n")))
                .startsWith("the folder './clusters/prod' would not build")
                .contains("missing.yaml");
        assertThat(refused(Map.of(
                        "clusters/prod/flux-system/kustomization.yaml",
                        "resources: [gotk-components.yaml, gotk-sync.yaml, mine.yaml]\n")))
                .startsWith("clusters/prod/flux-system would not build")
                .contains("mine.yaml");
    }

    @Test
    void theFolderOfAnotherClusterIsTakenOnlyWhenThatIsSaid() throws IOException {
        var others = Map.of("clusters/prod/flux-system/gotk-sync.yaml", """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: flux-system, namespace: flux-system}
            spec: {url: "ssh://git@git.example/org/fleet", ref: {branch: staging}}
            """);

        assertThat(refused(others))
                .isEqualTo("clusters/prod/flux-system keeps a cluster already, from the branch 'staging'."
                        + " Choose another --path for this cluster; --force takes the folder over");
        assertThat(plan(true).decide(tree(others))).isInstanceOf(CommitPlan.Decision.Write.class);
    }

    @Test
    void namespaceDefinitionsAndAccountAreKeptWhenGitLosesThem() {
        var marked = KeptObjects.marked(List.of(
                object("{apiVersion: v1, kind: Namespace, metadata: {name: flux-system}}"),
                object("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata:"
                        + " {name: a.b, annotations: {x: y}}}"),
                object("{apiVersion: v1, kind: ServiceAccount, metadata: {name: cluster-reconciler, labels:"
                        + " {app.kubernetes.io/component: cluster-reconciler}}}"),
                object(DEPLOYMENT)));

        assertThat(marked)
                .extracting(object -> object.toString().contains("prune: disabled")
                        || object.toString().contains("kustomize.toolkit.fluxcd.io/prune"))
                .containsExactly(true, true, true, false);
        assertThat(marked.get(1).toString()).contains("x");
    }

    private static String refused(Map<String, String> files) throws IOException {
        return ((CommitPlan.Decision.Refuse) decide(files)).why();
    }

    private static CommitPlan.Decision decide(Map<String, String> files) throws IOException {
        return plan(false).decide(tree(files));
    }

    private static CommitPlan plan(boolean isForced) {
        var sync = new SyncSpec(
                "flux-system",
                "ssh://git@git.example/org/fleet",
                "main",
                ClusterPath.parse("clusters/prod"),
                "1m0s",
                "flux-system",
                false);
        var files = new ClusterFiles(sync.path(), sync.name());
        return new CommitPlan(
                files,
                sync,
                files.content(List.of(object(DEPLOYMENT)), "Capstan v1", sync),
                isForced,
                RemoteBaseSource.forbidden());
    }

    private static YamlMap object(String text) {
        return (YamlMap) YamlReader.readAll("test", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                .getFirst()
                .root();
    }

    private static InMemoryTree tree(Map<String, String> files) {
        var tree = InMemoryTree.builder();
        files.forEach((path, text) -> tree.file(path, text.getBytes(StandardCharsets.UTF_8)));
        return tree.build();
    }
}
