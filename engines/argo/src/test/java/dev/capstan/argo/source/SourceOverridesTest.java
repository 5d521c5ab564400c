package dev.capstan.argo.source;

import static dev.capstan.argo.source.Sources.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.SourceOverrides.Merged;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceOverridesTest {
    private static Merged merge(String source, Map<String, String> files) throws IOException {
        return SourceOverrides.merge(json(source), new SourceFolder(InMemoryTree.of(files), "app"), "web");
    }

    @Test
    void withoutFilesTheSourceStays() throws IOException {
        assertThat(merge("{'path':'app'}", Map.of("app/x.yaml", "")))
                .isEqualTo(new Merged.Source(json("{'path':'app'}")));
    }

    @Test
    void theFileOfTheApplicationCountsMost() throws IOException {
        assertThat(merge(
                        "{'path':'app','helm':{'releaseName':'a','values':'x'}}",
                        Map.of(
                                "app/.argocd-source.yaml",
                                        "helm: {releaseName: b, parameters: [{name: p, value: '1'}]}",
                                "app/.argocd-source-web.yaml", "helm: {releaseName: c}",
                                "app/.argocd-source-other.yaml", "helm: {releaseName: d}")))
                .isEqualTo(new Merged.Source(json("{'path':'app','helm':{'releaseName':'c','values':'x',"
                        + "'parameters':[{'name':'p','value':'1'}]}}")));
    }

    @Test
    void nullTakesAFieldAway() throws IOException {
        assertThat(merge("{'helm':{'values':'x'}}", Map.of("app/.argocd-source.yaml", "helm: null\nkustomize: {}")))
                .isEqualTo(new Merged.Source(json("{'kustomize':{}}")));
    }

    @Test
    void whereItComesFromAndWhoMustSignStaysWhatTheApplicationSays() throws IOException {
        String source = "{'repoURL':'r','path':'app','targetRevision':'main','chart':'c','ref':'x',"
                + "'signatureVerification':{'enabled':true}}";

        assertThat(merge(source, Map.of("app/.argocd-source.yaml", """
                                repoURL: https://evil.example.com
                                path: /etc
                                targetRevision: other
                                chart: other
                                ref: other
                                tagPrefix: other
                                signatureVerification: {enabled: false}
                                """))).isEqualTo(new Merged.Source(json(source)));
    }

    @ParameterizedTest
    @CsvSource({"'[a]', it is not a map of fields", "'a: [', ''", "'text', it is not a map of fields"})
    void aFileThatCannotBeReadIsAtFault(String text, String why) throws IOException {
        assertThat(merge("{}", Map.of("app/.argocd-source.yaml", text)))
                .isInstanceOfSatisfying(
                        Merged.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("app/.argocd-source.yaml: " + why));
    }

    @Test
    void aLinkOutOfTheRepositoryIsRefused() throws IOException {
        var tree = InMemoryTree.builder()
                .link("app/.argocd-source.yaml", "../../secret")
                .build();

        assertThat(SourceOverrides.merge(json("{}"), new SourceFolder(tree, "app"), "web"))
                .isEqualTo(new Merged.Failed(
                        "app/.argocd-source.yaml: it is a" + " link that leads out of the repository"));
    }

    @Test
    void anApplicationDoesNotChooseAFileElsewhereByItsName() throws IOException {
        var tree = InMemoryTree.of(Map.of("app/.argocd-source-x/y.yaml", "helm: {}"));

        assertThat(SourceOverrides.merge(json("{}"), new SourceFolder(tree, "app"), "x/y"))
                .isEqualTo(new Merged.Source(json("{}")));
    }

    @Test
    void aBombIsRefused() throws IOException {
        assertThat(merge("{}", Map.of("app/.argocd-source.yaml", "helm: " + "[".repeat(1000))))
                .isInstanceOf(Merged.Failed.class);
    }
}
