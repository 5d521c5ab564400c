package dev.capstan.kustomize.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.capstan.kustomize.edit.Edit.GeneratedKind;
import dev.capstan.kustomize.edit.Edit.LabelReach;
import dev.capstan.kustomize.edit.Edit.PathList;
import dev.capstan.kustomize.edit.Edit.SetImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KustomizationFileTest {
    private static final String FILE = """
            # the team's overlay
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization

            namespace: 'old'   # tenant

            resources:
              - ../base        # shared
              # the extra one
              - extra.yaml

            images:
            - newTag: "1.0"    # bumped by CI
              name: app
            - {name: other, newTag: v1}

            commonLabels: {team: a}
            # end
            """;

    @Test
    void anEditReachesOnePlaceOfASharedValue() {
        String file = """
                labels:
                - pairs: &p {app: x}   # shared
                  includeSelectors: true
                commonAnnotations: *p
                images: [&base {name: a, newTag: "1"}, {<<: *base, name: b}]
                configMapGenerator:
                - name: c
                  literals: &l [a=b]
                - name: d
                  literals: *l
                """;

        assertThat(edited(file, new Edit.AddAnnotations(Map.of("note", "hello"))))
                .contains("pairs: &p {app: x}   # shared\n")
                .contains("commonAnnotations: {app: x, note: hello}\n")
                .contains("{<<: *base, name: b}", "literals: *l");
        assertThat(edited(file, new Edit.RemoveAnnotations(List.of("app"), false)))
                .contains("pairs: &p {app: x}   # shared\n  includeSelectors: true\nimages:");
        assertThat(edited(file, image("a:2")))
                .contains("[&base {name: a, newTag: \"2\"}, {<<: {name: a, newTag: \"1\"}, name: b}]");
        assertThat(edited(
                        file,
                        new Edit.SetLiterals(
                                GeneratedKind.CONFIG_MAP, "c", Optional.empty(), Map.of("a", "c"), Optional.empty())))
                .contains("literals: &l [a=c]\n")
                .contains("- name: d\n  literals: [a=b]\n");
    }

    @Test
    void anEditOfSomethingElseKeepsAliases() {
        String file = "labels:\n- pairs: &p {app: x}\ncommonAnnotations: *p\nnamespace: a\n";

        assertThat(edited(file, new Edit.SetNamespace("b"))).isEqualTo(file.replace("namespace: a", "namespace: b"));
    }

    @Test
    void setsAnImageTagInItsOwnQuotes() {
        assertThat(edited(FILE, image("app:1.1")))
                .isEqualTo(FILE.replace("\"1.0\"    # bumped", "\"1.1\"    # bumped"));
    }

    @Test
    void aDigestTakesThePlaceOfATag() {
        assertThat(edited(FILE, image("app@sha256:abc")))
                .isEqualTo(FILE.replace(
                        "- newTag: \"1.0\"    # bumped by CI\n  name: app\n", "- name: app\n  digest: sha256:abc\n"));
    }

    @Test
    void editsImagesInBraces() {
        assertThat(edited(FILE, image("other=registry.example.com:5000/other:v2")))
                .isEqualTo(FILE.replace(
                        "{name: other, newTag: v1}",
                        "{name: other, newTag: v2, newName: registry.example.com:5000/other}"));
    }

    @Test
    void addsAnImageBehindTheOthers() {
        assertThat(edited(FILE, image("third=x:1")))
                .isEqualTo(
                        FILE.replace("newTag: v1}\n", "newTag: v1}\n- name: third\n  newName: x\n  newTag: \"1\"\n"));
    }

    @Test
    void setsTheNamespaceAndKeepsItsComment() {
        assertThat(edited(FILE, new Edit.SetNamespace("new"))).isEqualTo(FILE.replace("'old' ", "'new' "));
    }

    @Test
    void addsAMissingFieldBehindTheLastOne() {
        assertThat(edited(FILE, new Edit.SetNamePrefix("dev-")))
                .isEqualTo(FILE.replace("{team: a}\n", "{team: a}\nnamePrefix: dev-\n"));
    }

    @Test
    void addsAResourceWithTheIndentationOfTheOthersAndOnlyOnce() {
        Edit add = new Edit.AddPaths(PathList.RESOURCES, List.of("more.yaml", "../base"));

        assertThat(edited(FILE, add)).isEqualTo(FILE.replace("  - extra.yaml\n", "  - extra.yaml\n  - more.yaml\n"));
    }

    @Test
    void makesTheListOfComponents() {
        Edit add = new Edit.AddPaths(PathList.COMPONENTS, List.of("../c"));

        assertThat(edited("kind: Kustomization", add)).isEqualTo("kind: Kustomization\ncomponents:\n- ../c\n");
    }

    @Test
    void removesAResourceAndTheFieldWithItsLast() {
        Edit one = new Edit.RemovePaths(PathList.RESOURCES, List.of("extra.yaml"));
        Edit both = new Edit.RemovePaths(PathList.RESOURCES, List.of("b", "a"));

        assertThat(edited(FILE, one)).isEqualTo(FILE.replace("  - extra.yaml\n", ""));
        assertThat(edited("resources: [a, b]\nx: 1\n", both)).isEqualTo("x: 1\n");
    }

    /** As kustomize does; one that shares its value with another by an alias goes with it. */
    @Test
    void removesWhateverIsThereTwice() {
        Edit resource = new Edit.RemovePaths(PathList.RESOURCES, List.of("a"));
        Edit patch = new Edit.RemovePatch(Optional.of("p.yaml"), Optional.empty(), Map.of());

        assertThat(edited("resources: [a, b, a]\n", resource)).isEqualTo("resources: [b]\n");
        assertThat(edited("patches:\n- &p {path: p.yaml}\n- {path: q.yaml}\n- *p\n- path: p.yaml\nx: 1\n", patch))
                .isEqualTo("patches:\n- {path: q.yaml}\nx: 1\n");
    }

    @Test
    void setsLabelsInBraces() {
        Edit set = new Edit.SetLabels(LabelReach.SELECTORS, Map.of("team", "b, c"));

        assertThat(edited(FILE, set)).isEqualTo(FILE.replace("{team: a}", "{team: \"b, c\"}"));
    }

    @Test
    void labelsWithoutSelectorsHaveAnEntryOfTheirOwn() {
        String common = "labels:\n- pairs: {a: b}\n  includeSelectors: true\n";

        String objects = edited(common, new Edit.AddLabels(LabelReach.OBJECTS, Map.of("c", "d")));
        String templates = edited(objects, new Edit.AddLabels(LabelReach.TEMPLATES, Map.of("e", "f")));

        assertThat(objects).isEqualTo(common + "- pairs:\n    c: d\n");
        assertThat(templates).isEqualTo(objects + "- pairs:\n    e: f\n  includeTemplates: true\n");
        assertThat(edited(templates, new Edit.SetLabels(LabelReach.OBJECTS, Map.of("c", "x"))))
                .isEqualTo(templates.replace("c: d", "c: x"));
        assertThat(problem(templates, new Edit.AddLabels(LabelReach.TEMPLATES, Map.of("e", "x"))))
                .contains("k.yaml:7", "labels already has e with the value f");
    }

    @Test
    void setsLiteralsThatAreThere() {
        String text = "configMapGenerator:\n- name: other\n- name: c\n  literals:\n  - \"a=1\"  # first\n  - ab=2\n";

        assertThat(edited(text, literals("c", Map.of("a", "3=4"), Optional.empty())))
                .isEqualTo(text.replace("\"a=1\"", "\"a=3=4\""));
        assertThat(edited(text, literals("c", Map.of(), Optional.of("n")))).isEqualTo(text + "  namespace: \"n\"\n");
        assertThat(problem(text, literals("c", Map.of("b", "1"), Optional.empty())))
                .contains("k.yaml:3", "c has no literal b");
        assertThat(problem(text, literals("d", Map.of("a", "1"), Optional.empty())))
                .contains("configMapGenerator makes no d in the namespace default");
    }

    private static Edit literals(String name, Map<String, String> literals, Optional<String> newNamespace) {
        return new Edit.SetLiterals(GeneratedKind.CONFIG_MAP, name, Optional.empty(), literals, newNamespace);
    }

    @Test
    void replacesAListOfNames() {
        Edit set = new Edit.SetPaths(PathList.BUILD_METADATA, List.of("managedByLabel"));

        assertThat(edited("buildMetadata: [originAnnotations]\nnamespace: x\n", set))
                .isEqualTo("namespace: x\nbuildMetadata:\n- managedByLabel\n");
    }

    @Test
    void setsReplicasAsNumbers() {
        String once = edited("kind: Kustomization\n", new Edit.SetReplicas("app", 3));

        assertThat(once).isEqualTo("kind: Kustomization\nreplicas:\n- name: app\n  count: 3\n");
        assertThat(edited(once, new Edit.SetReplicas("app", 12))).isEqualTo(once.replace("3", "12"));
    }

    @Test
    void addsAPatchWithItsText() {
        Edit add = new Edit.AddPatch(
                Optional.empty(), Optional.of("- op: remove\n  path: /spec\n"), Map.of("kind", "Deployment"));

        assertThat(edited("patches:\n", add))
                .isEqualTo(
                        "patches:\n- patch: |\n    - op: remove\n      path: /spec\n  target:\n    kind: Deployment\n");
    }

    @Test
    void addsAndRemovesGenerators() {
        Edit add = new Edit.AddGenerator(
                GeneratedKind.SECRET,
                "s",
                Optional.empty(),
                List.of("a=b"),
                List.of("k=f.txt"),
                List.of(),
                Optional.of("Opaque"),
                Optional.empty(),
                true);

        String with = edited("kind: Kustomization\n", add);

        assertThat(with)
                .isEqualTo("kind: Kustomization\nsecretGenerator:\n- name: s\n  type: Opaque\n  literals:\n  - a=b\n"
                        + "  files:\n  - k=f.txt\n  options:\n    disableNameSuffixHash: true\n");
        assertThat(edited(with, new Edit.RemoveGenerators(GeneratedKind.SECRET, List.of("s"), Optional.empty())))
                .isEqualTo("kind: Kustomization\n");
    }

    @Test
    void windowsLineEndsAndTheByteOrderMarkStay() {
        String text = "\uFEFF# c\r\nresources:\r\n- a\r\n";

        assertThat(edited(text, new Edit.AddPaths(PathList.RESOURCES, List.of("b"))))
                .isEqualTo("\uFEFF# c\r\nresources:\r\n- a\r\n- b\r\n");
    }

    @Test
    void anEditThatSaysWhatIsThereChangesNothing() {
        assertThat(edited(FILE, new Edit.SetNamespace("old"))).isEqualTo(FILE);
        assertThat(edited(FILE, image("app:1.0"))).isEqualTo(FILE);
    }

    @Test
    void faultyFilesAreNotTouched() {
        assertThat(problem("a: [\n", new Edit.SetNamespace("x"))).contains("k.yaml:1", "never closed");
        assertThat(problem("- a\n", new Edit.SetNamespace("x"))).contains("does not hold a map");
        assertThat(problem(FILE, new Edit.AddLabels(LabelReach.SELECTORS, Map.of("team", "z"))))
                .contains("k.yaml:17", "already has team");
        assertThat(problem(FILE, new Edit.RemovePaths(PathList.RESOURCES, List.of("no.yaml"))))
                .contains("has no no.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "nginx:1.2              ; nginx ; -                ; 1.2 ; -",
                "nginx=my.reg:5000/n    ; nginx ; my.reg:5000/n    ; -   ; -",
                "nginx=my.reg:5000/n:v1 ; nginx ; my.reg:5000/n    ; v1  ; -",
                "nginx@sha256:1         ; nginx ; -                ; -   ; sha256:1",
                "nginx=*:v2             ; nginx ; -                ; v2  ; -",
                "a/b=c:1@sha256:2       ; a/b   ; c                ; 1   ; sha256:2",
            })
    void readsTheNotationOfImages(String text, String name, String newName, String tag, String digest) {
        assertThat(SetImage.parse(text))
                .contains(new SetImage(
                        name, Optional.ofNullable(newName), Optional.ofNullable(tag), Optional.ofNullable(digest)));
    }

    @ParameterizedTest
    @CsvSource({"nginx", "=x:1", "nginx:", "nginx@", "nginx="})
    void refusesWhatIsNoImage(String text) {
        assertThat(SetImage.parse(text)).isEmpty();
    }

    private static Edit image(String text) {
        return SetImage.parse(text).orElseThrow();
    }

    private static String edited(String text, Edit edit) {
        return switch (KustomizationFile.of("k.yaml", text).apply(edit)) {
            case EditOutcome.Edited edited -> edited.file().text();
            case EditOutcome.Rejected rejected -> fail(rejected.problem().describe());
        };
    }

    private static String problem(String text, Edit edit) {
        return switch (KustomizationFile.of("k.yaml", text).apply(edit)) {
            case EditOutcome.Edited edited -> fail("edited to " + edited.file().text());
            case EditOutcome.Rejected rejected -> rejected.problem().describe();
        };
    }
}
