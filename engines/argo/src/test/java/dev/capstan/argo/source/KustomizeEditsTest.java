package dev.capstan.argo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.KustomizeEdits.Edited;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KustomizeEditsTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "nginx:1.0"}]}
            """;

    private static Edited edit(String file, String options) throws IOException {
        var tree = InMemoryTree.of(Map.of(
                "app/kustomization.yaml", file,
                "app/deployment.yaml", DEPLOYMENT,
                "parts/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -part\n"));
        return KustomizeEdits.apply(
                new SourceFolder(tree, "app"), KustomizeOptions.of(Sources.json(options)), Sources.ENVIRONMENT);
    }

    private static FileTree tree(Edited edited) {
        return switch (edited) {
            case Edited.Tree(FileTree tree) -> tree;
            case Edited.Failed(String why) -> throw new AssertionError(why);
        };
    }

    private static String built(String options) throws IOException {
        var tree = tree(edit("resources: [deployment.yaml]\n", options));
        var outcome = new Kustomizer().build(tree, "app", BuildOptions.defaults());
        return switch (outcome) {
            case BuildOutcome.Built built -> built.toYaml();
            case BuildOutcome.BuildFailed failed ->
                throw new AssertionError(failed.problem().toString());
        };
    }

    @Test
    void withoutOptionsTheTreeStays() throws IOException {
        var tree = InMemoryTree.of(Map.of("app/x.yaml", ""));

        assertThat(KustomizeEdits.apply(
                        new SourceFolder(tree, "app"), KustomizeOptions.of(Sources.json("{}")), Sources.EMPTY))
                .isEqualTo(new Edited.Tree(tree));
    }

    @Test
    void namesAndNamespace() throws IOException {
        assertThat(built("{'namePrefix':'a-','nameSuffix':'-z','namespace':'prod'}"))
                .contains("  name: a-web-z\n  namespace: prod\n");
    }

    @Test
    void imagesWithVariables() throws IOException {
        assertThat(built("{'images':['nginx=registry.example.com/nginx:${ARGOCD_APP_REVISION_SHORT}']}"))
                .contains("image: registry.example.com/nginx:0123456");
        assertThat(built("{'images':['nginx:1.0','nginx@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e91']}"))
                .contains("image: nginx@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e91");
    }

    @Test
    void replicasAsNumberOrText() throws IOException {
        assertThat(built("{'replicas':[{'name':'web','count':3}]}")).contains("replicas: 3");
        assertThat(built("{'replicas':[{'name':'web','count':'4'}]}")).contains("replicas: 4");
    }

    @Test
    void labelsReachSelectorsUnlessTheyMayNot() throws IOException {
        assertThat(built("{'commonLabels':{'team':'$ARGOCD_APP_PROJECT_NAME'}}"))
                .contains("    matchLabels:\n      app: web\n      team: team\n");
        assertThat(built("{'commonLabels':{'team':'a'},'labelWithoutSelector':true}"))
                .contains("  labels:\n    team: a\n  name: web\n")
                .contains(
                        "    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n ");
        assertThat(built("{'commonLabels':{'team':'a'},'labelWithoutSelector':true,'labelIncludeTemplates':true}"))
                .contains(
                        "    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n"
                                + "        team: a\n");
    }

    @Test
    void annotationsAreExpandedWhenAsked() throws IOException {
        assertThat(built("{'commonAnnotations':{'by':'$ARGOCD_APP_NAME'}}")).contains("by: $ARGOCD_APP_NAME");
        assertThat(built("{'commonAnnotations':{'by':'$ARGOCD_APP_NAME'},'commonAnnotationsEnvsubst':true}"))
                .contains("by: web");
    }

    @Test
    void patchesWithTargetsAndOptions() throws IOException {
        String patch = "{'patches':[{'target':{'kind':'Deployment'},'options':{'allowNameChange':true},"
                + "'patch':'{apiVersion: apps/v1, kind: Deployment, metadata: {name: other}}'}]}";

        assertThat(built(patch)).contains("  name: other\n");
        assertThat(built(patch.replace("true", "false"))).contains("  name: web\n");
    }

    @Test
    void patchesComeAfterThoseOfTheFile() throws IOException {
        var tree = tree(
                edit("resources: [deployment.yaml]\npatches:\n- patch: '{}'\n", "{'patches':[{'path':'x.yaml'}]}"));

        assertThat(new String(tree.read("app/kustomization.yaml"), UTF_8))
                .isEqualTo("patches:\n- patch: '{}'\n- path: x.yaml\nresources:\n- deployment.yaml\n");
    }

    @Test
    void componentsThatAreMissingAreLeftOutWhenAsked() throws IOException {
        assertThat(built("{'components':['../parts','../missing','../../../etc'],'ignoreMissingComponents':true}"))
                .contains("name: web-part");
    }

    @Test
    void whatStandsInTheFileIsForced() throws IOException {
        String file = "resources: [deployment.yaml]\ncommonLabels: {team: a}\n";

        assertThat(edit(file, "{'commonLabels':{'team':'b'}}"))
                .isInstanceOfSatisfying(
                        Edited.Failed.class,
                        failed -> assertThat(failed.why()).contains("commonLabels already has team with the value a"));
        assertThat(tree(edit(file, "{'commonLabels':{'team':'b'},'forceCommonLabels':true}"))
                        .read("app/kustomization.yaml"))
                .asString(UTF_8)
                .contains("team: b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'images':['nginx']}|kustomize.images: 'nginx' is not an image; write name:tag, name@digest or name=other:tag",
                "{'replicas':[{'name':'web','count':'many'}]}|kustomize.replicas: the count 'many' is no integer",
                "{'commonLabels':{'a':'b'},'labelIncludeTemplates':true}|kustomize.labelIncludeTemplates needs labelWithoutSelector"
            })
    void saysWhatIsWrong(String options, String why) throws IOException {
        assertThat(edit("resources: [deployment.yaml]\n", options)).isEqualTo(new Edited.Failed(why));
    }

    @Test
    void needsAKustomization() throws IOException {
        var tree = InMemoryTree.of(Map.of("app/x.yaml", ""));

        assertThat(KustomizeEdits.apply(
                        new SourceFolder(tree, "app"),
                        KustomizeOptions.of(Sources.json("{'namePrefix':'a-'}")),
                        Sources.EMPTY))
                .isEqualTo(new Edited.Failed("there is no kustomization in the path"));
    }

    @Test
    void whatIsNotActedOnIsNamed() {
        assertThat(KustomizeOptions.of(Sources.json("{'version':'v4.5.7','kubeVersion':'1.30'}"))
                        .notices())
                .hasSize(2);
    }
}
