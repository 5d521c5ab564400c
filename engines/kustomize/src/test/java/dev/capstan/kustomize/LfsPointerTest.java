package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of which Git holds only a pointer of LFS: using one would put wrong data into the cluster. */
class LfsPointerTest {
    private static final String POINTER = """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 12345
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: [big.yaml]",
                "patches: [{path: big.yaml, target: {kind: Deployment}}]",
                "patchesStrategicMerge: [big.yaml]",
                "components: []\nconfigMapGenerator: [{name: c, files: [big.yaml]}]",
                "configMapGenerator: [{name: c, files: [key=big.yaml]}]",
                "configMapGenerator: [{name: c, envs: [big.yaml]}]",
                "secretGenerator: [{name: c, files: [big.yaml]}]",
                "transformers: [big.yaml]",
                "generators: [big.yaml]",
                "crds: [big.yaml]",
                "configurations: [big.yaml]",
                "replacements: [{path: big.yaml}]"
            })
    void aPointerIsRefusedWhateverUsesIt(String use) {
        var withDeployment = use.startsWith("resources") ? use : "resources: [deployment.yaml]\n" + use;

        var problem = kustomization(withDeployment + "\n")
                .deployment()
                .file("big.yaml", POINTER)
                .problem();

        assertThat(problem.code()).isEqualTo(Code.NOT_SUPPORTED);
        assertThat(problem.message()).isEqualTo("big.yaml is a Git LFS pointer; LFS is not supported");
        assertThat(problem.advice().orElse("")).contains("out of LFS");
    }

    @Test
    void aTextAboutPointersIsNotOne() {
        var text = "version https://git-lfs.github.com/spec/v1 begins a pointer\n";

        assertThat(kustomization("configMapGenerator: [{name: c, files: [notes.txt]}]\n")
                        .file("notes.txt", text)
                        .yaml())
                .contains("begins a pointer");
    }

    @Test
    void aPointerThatNothingUsesIsLeftAlone() {
        assertThat(kustomization("resources: [deployment.yaml]\n")
                        .deployment()
                        .file("video.mp4", POINTER)
                        .yaml())
                .contains("kind: Deployment");
    }
}
