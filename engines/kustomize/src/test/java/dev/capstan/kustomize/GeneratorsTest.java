package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
    private static final String NO_HASH = "generatorOptions: {disableNameSuffixHash: true}\n";

    @Test
    void readsLiteralsFilesAndEnvFiles() {
        String yaml = kustomization(NO_HASH + """
                                configMapGenerator:
                                - name: c
                                  literals: [a=1, 'b="quoted"']
                                  files: [conf/x.txt, renamed=conf/x.txt]
                                  envs: [e.env]
                                """)
                .file("conf/x.txt", "one\ntwo\n")
                .file("e.env", "\uFEFF# comment\r\nK=v\n  SPACED=w\nEMPTY\n")
                .yaml();

        assertThat(yaml).isEqualTo("""
                        apiVersion: v1
                        data:
                          EMPTY: ""
                          K: v
                          SPACED: w
                          a: "1"
                          b: quoted
                          renamed: |
                            one
                            two
                          x.txt: |
                            one
                            two
                        kind: ConfigMap
                        metadata:
                          name: c
                        """);
    }

    @Test
    void binaryFilesBecomeBinaryData() {
        String yaml = kustomization(NO_HASH + "configMapGenerator: [{name: c, files: [b.bin]}]\n")
                .file("b.bin", new byte[] {(byte) 0xff, 0, 1})
                .yaml();

        assertThat(yaml).contains("binaryData:\n  b.bin: /wAB\n");
    }

    @Test
    void secretsAreEncodedAndTyped() {
        String yaml = kustomization(NO_HASH + "secretGenerator: [{name: s, type: my/type, literals: [p=word]}]\n")
                .yaml();

        assertThat(yaml).contains("data:\n  p: d29yZA==\n").contains("type: my/type\n");
    }

    @Test
    void overlaysMergeAndReplaceWhatBasesGenerate() {
        BuildScenario base = kustomization(NO_HASH + """
                                resources: [base]
                                configMapGenerator:
                                - {name: m, behavior: merge, literals: [b=2]}
                                - {name: r, behavior: replace, literals: [b=2]}
                                """)
                .file(
                        "base/kustomization.yaml",
                        NO_HASH + "configMapGenerator: [{name: m, literals: [a=1]}, {name: r, literals: [a=1]}]\n");

        assertThat(base.yaml())
                .contains("data:\n  a: \"1\"\n  b: \"2\"\nkind: ConfigMap\nmetadata:\n  name: m")
                .contains("data:\n  b: \"2\"\nkind: ConfigMap\nmetadata:\n  name: r");
    }

    @Test
    void optionsOfTheFileCompleteThoseOfTheEntry() {
        String yaml = kustomization("""
                        generatorOptions: {disableNameSuffixHash: true, labels: {a: all, b: all}, immutable: true}
                        configMapGenerator: [{name: c, literals: [x=y], options: {labels: {b: own}}}]
                        """).yaml();

        assertThat(yaml).contains("immutable: true", "a: all\n    b: own");
    }

    @Test
    void aKeyMayComeFromOneSourceOnly() {
        BuildProblem problem = kustomization("configMapGenerator:\n- name: c\n  literals: [a=1, a=2]\n")
                .problem();

        assertThat(problem.describe()).startsWith("kustomization.yaml:2:3: ").contains("`a`");
    }

    @Test
    void mergingIntoNothingIsRefused() {
        BuildProblem problem = kustomization("configMapGenerator: [{name: c, behavior: merge, literals: [a=1]}]\n")
                .problem();

        assertThat(problem.describe()).contains("ConfigMap/c").contains("behavior");
    }

    @Test
    void envFilesMustBeText() {
        BuildProblem problem = kustomization("configMapGenerator: [{name: c, envs: [e.env]}]\n")
                .file("e.env", "A=\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                .problem();

        assertThat(problem.describe()).contains("e.env").contains("UTF-8");
    }
}
