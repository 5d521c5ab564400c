package dev.capstan.cli.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class KustomizeCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeAKustomization() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("app/cm.yaml"), "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: c\n");
        Files.writeString(folder.resolve("app/kustomization.yaml"), "# mine\nresources:\n- cm.yaml\n");
    }

    @Test
    void buildsIntoAFile() throws IOException {
        Path output = folder.resolve("out.yaml");

        assertThat(run("build", folder + "/app", "-o", output.toString())).isZero();

        assertThat(output).hasContent("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n");
    }

    @Test
    void patternsStandForTheFilesThatTheyMatch() throws IOException {
        String dir = folder + "/app";
        Path file = folder.resolve("app/kustomization.yaml");
        for (String name : List.of("one.yaml", "two.yaml", "three.yml")) {
            Files.writeString(folder.resolve("app").resolve(name), "{}");
        }

        assertThat(run("edit", "-C", dir, "add", "resource", "*.yaml")).isZero();
        assertThat(file).hasContent("# mine\nresources:\n- cm.yaml\n- one.yaml\n- two.yaml\n");

        assertThat(run("edit", "-C", dir, "add", "resource", "three.yml", "kustomization.yaml"))
                .isZero();
        assertThat(run("edit", "-C", dir, "remove", "resource", "t*", "one.[xy]aml"))
                .isZero();
        assertThat(file).hasContent("# mine\nresources:\n- cm.yaml\n");

        assertThat(run("edit", "-C", dir, "add", "configmap", "m", "--from-file=t*.y*ml", "--from-file=k=o*"))
                .isZero();
        assertThat(Files.readString(file)).contains("files:\n  - three.yml\n  - two.yaml\n  - k=one.yaml\n");

        assertThat(run("edit", "-C", dir, "add", "component", "absent*")).isOne();
        assertThat(run("edit", "-C", dir, "remove", "resource", "absent*")).isOne();
        assertThat(run("edit", "-C", dir, "add", "configmap", "n", "--from-file=k=*.yaml"))
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "--from-file=absent, there is no absent",
        "--from-file=key=absent, there is no absent",
        "--from-file=../app, ../app is a folder",
        "--from-env-file=absent.env, there is no absent.env",
        "--from-env-file=*.yaml, there is no *.yaml",
        "--from-literal=bare, \"bare\" is not of the form KEY=VALUE",
        "--from-literal==value, is not of the form KEY=VALUE"
    })
    void aGeneratorThatCouldNotBeBuiltIsNotAdded(String option, String why) throws IOException {
        for (String kind : List.of("configmap", "secret")) {
            assertThat(run("edit", "-C", folder + "/app", "add", kind, "m", option))
                    .isOne();
        }

        assertThat(said).hasSize(2).allMatch(line -> line.contains(why));
        assertThat(folder.resolve("app/kustomization.yaml")).hasContent("# mine\nresources:\n- cm.yaml\n");
    }

    @Test
    void knowsTheFlagsOfKustomizeEdit() throws IOException {
        String dir = folder + "/app";
        Path file = folder.resolve("app/kustomization.yaml");

        assertThat(run("edit", "-C", dir, "add", "resource", "--no-verify", "later.yaml"))
                .isZero();
        assertThat(run("edit", "-C", dir, "remove", "label", "-i", "absent")).isZero();
        assertThat(run("edit", "-C", dir, "remove", "annotation", "--ignore-non-existence", "absent"))
                .isZero();
        assertThat(file).hasContent("# mine\nresources:\n- cm.yaml\n- later.yaml\n");

        assertThat(run(
                        "edit",
                        "-C",
                        dir,
                        "add",
                        "configmap",
                        "m",
                        "--behavior=merge",
                        "--namespace=a",
                        "--from-literal=k=v"))
                .isZero();
        assertThat(Files.readString(file)).contains("behavior: merge\n");
        assertThat(run("edit", "-C", dir, "add", "configmap", "n", "--behavior=mix", "--from-literal=k=v"))
                .isOne();
        assertThat(run("edit", "-C", dir, "remove", "configmap", "m", "--namespace=b"))
                .isOne();
        assertThat(run("edit", "-C", dir, "remove", "configmap", "m", "--namespace=a"))
                .isZero();
        assertThat(Files.readString(file)).doesNotContain("configMapGenerator");
    }

    @Test
    void buildsIntoAFolderWithOneFilePerObject() throws IOException {
        Path output = Files.createDirectory(folder.resolve("out"));

        assertThat(run("build", folder + "/app", "-o", output.toString())).isZero();

        try (Stream<Path> files = Files.list(output)) {
            assertThat(files).containsExactly(output.resolve("v1_configmap_c.yaml"));
        }
    }

    @Test
    void aFailedBuildNamesTheFileAndWritesNothing() throws IOException {
        Files.writeString(folder.resolve("app/kustomization.yaml"), "resources:\n- absent.yaml\n");
        Path output = folder.resolve("out.yaml");

        assertThat(run("build", folder + "/app", "-o", output.toString())).isOne();

        assertThat(said)
                .singleElement()
                .asString()
                .contains("absent.yaml")
                .startsWith(folder.toRealPath() + "/app/kustomization.yaml:2:3: ");
        assertThat(output).doesNotExist();
    }

    @Test
    void refusesToRunOtherPrograms() {
        assertThat(run("build", folder + "/app", "--enable-helm")).isOne();
        assertThat(said).singleElement().asString().contains("HelmRelease");
    }

    @Test
    void explainsWhoSetEachFieldOfAnObject() throws IOException {
        Files.writeString(
                folder.resolve("app/kustomization.yaml"), "resources:\n- cm.yaml\nnamespace: shop\nnamePrefix: a-\n");

        assertThat(run("build", folder + "/app", "--explain", "configmap/c")).isZero();

        assertThat(printed.toString().lines().map(String::strip).toList())
                .anyMatch(line -> line.matches("FIELD +VALUE +WHERE +BY"))
                .anyMatch(line -> line.matches("kind +ConfigMap +.*/app/cm.yaml:1 +resource"))
                .anyMatch(line -> line.matches("metadata.name +a-c +.*/app/kustomization.yaml:4 +namePrefix"))
                .anyMatch(line -> line.matches("c +.*/app/cm.yaml:4 +resource"))
                .anyMatch(line -> line.matches("metadata.namespace +shop +.*/app/kustomization.yaml:3 +namespace"));
    }

    @Test
    void anObjectThatIsNotThereIsNotExplained() {
        assertThat(run("build", folder + "/app", "--explain", "ConfigMap/x")).isOne();
        assertThat(run("build", folder + "/app", "--explain", "c")).isOne();

        assertThat(said)
                .satisfiesExactly(
                        absent -> assertThat(absent).contains("ConfigMap/x", "ConfigMap/c"),
                        unreadable -> assertThat(unreadable).contains("Kind/name"));
    }

    @Test
    void anExplanationShowsNoSecretAndSteersNoTerminal() throws IOException {
        Files.writeString(
                folder.resolve("app/cm.yaml"),
                "kind: Secret\napiVersion: v1\nmetadata:\n  name: c\n  annotations: {a: \"\\e[2J\"}\nstringData:\n  p: hunter2\n");

        assertThat(run("build", folder + "/app", "--explain", "secret/c")).isZero();

        assertThat(printed.toString())
                .contains("(secret)")
                .doesNotContain("hunter2")
                .doesNotContain("\u001b");
    }

    @Test
    void k032_remoteBasesCanBeForbidden() throws IOException {
        Files.writeString(
                folder.resolve("app/kustomization.yaml"), "resources:\n- https://127.0.0.1:1/o/r//base?ref=v1\n");

        assertThat(run("build", folder + "/app", "--no-remote-bases")).isOne();
        assertThat(run("build", folder + "/app")).isOne();

        assertThat(said)
                .satisfiesExactly(
                        forbidden -> assertThat(forbidden).contains("remote bases are disabled"),
                        loopback -> assertThat(loopback).contains("loopback"));
    }

    @Test
    void labelsMayLeaveSelectorsAlone() throws IOException {
        String dir = folder + "/app";

        assertThat(run("edit", "-C", dir, "add", "label", "--without-selector", "a:b"))
                .isZero();
        assertThat(run("edit", "-C", dir, "add", "label", "--include-templates", "a:b"))
                .isEqualTo(1);

        assertThat(folder.resolve("app/kustomization.yaml"))
                .content()
                .endsWith("labels:\n- pairs:\n    a: b\n")
                .doesNotContain("commonLabels");
    }

    @Test
    void editsTheFileInPlace() throws IOException {
        String dir = folder + "/app";
        Files.writeString(folder.resolve("app/more.yaml"), "");

        assertThat(run("edit", "-C", dir, "set", "image", "nginx=other:2")).isZero();
        assertThat(run("edit", "-C", dir, "set", "namespace", "shop")).isZero();
        assertThat(run("edit", "-C", dir, "set", "nameprefix", "--", "-x")).isZero();
        assertThat(run("edit", "-C", dir, "add", "resource", "more.yaml")).isZero();
        assertThat(run("edit", "-C", dir, "add", "label", "a:b,c:d")).isZero();
        assertThat(run("edit", "-C", dir, "add", "configmap", "m", "--from-literal=k=v"))
                .isZero();
        assertThat(run("edit", "-C", dir, "set", "configmap", "m", "--from-literal=k=w=x"))
                .isZero();
        assertThat(run("edit", "-C", dir, "add", "patch", "--patch", "[]", "--kind", "Job"))
                .isZero();
        assertThat(run("edit", "-C", dir, "remove", "resource", "cm.yaml")).isZero();
        assertThat(run("edit", "-C", dir, "remove", "label", "a")).isZero();

        assertThat(folder.resolve("app/kustomization.yaml")).hasContent("""
                        # mine
                        resources:
                        - more.yaml
                        images:
                        - name: nginx
                          newName: other
                          newTag: "2"
                        namespace: shop
                        namePrefix: -x
                        commonLabels:
                          c: d
                        configMapGenerator:
                        - name: m
                          literals:
                          - k=w=x
                        patches:
                        - patch: '[]'
                          target:
                            kind: Job
                        """);
    }

    @Test
    void removesThePatchThatItAdded() throws IOException {
        String dir = folder + "/app";
        String before = Files.readString(folder.resolve("app/kustomization.yaml"));
        run("edit", "-C", dir, "add", "patch", "--patch", "[]", "--kind", "Job");

        assertThat(run("edit", "-C", dir, "remove", "patch", "--patch", "[]", "--kind", "Pod"))
                .isOne();
        assertThat(run("edit", "-C", dir, "remove", "patch", "--patch", "[]", "--kind", "Job"))
                .isZero();

        assertThat(folder.resolve("app/kustomization.yaml")).hasContent(before);
    }

    @Test
    void fixReplacesDeprecatedFieldsAndKeepsTheRest() throws IOException {
        Files.writeString(folder.resolve("app/kustomization.yaml"), """
                # mine
                resources:
                - cm.yaml # first
                bases: [../base]
                commonLabels:
                  team: x
                patchesStrategicMerge:
                - patch.yaml
                patchesJson6902:
                - path: ops.yaml
                  target: {kind: Job, name: j}
                """);

        assertThat(run("edit", "-C", folder + "/app", "fix")).isZero();

        String fixed = Files.readString(folder.resolve("app/kustomization.yaml"));
        assertThat(fixed)
                .startsWith("# mine\nresources:\n- cm.yaml # first\n- ../base\n")
                .contains("- path: patch.yaml", "- path: ops.yaml", "kind: Job", "includeSelectors: true", "team: x")
                .doesNotContain("bases", "commonLabels", "patchesStrategicMerge", "patchesJson6902");
        assertThat(run("edit", "-C", folder + "/app", "fix")).isZero();
        assertThat(folder.resolve("app/kustomization.yaml")).hasContent(fixed);
    }

    @Test
    void anEditThatCannotBeMadeLeavesTheFile() throws IOException {
        String before = Files.readString(folder.resolve("app/kustomization.yaml"));

        assertThat(run("edit", "-C", folder + "/app", "add", "resource", "absent.yaml"))
                .isOne();
        assertThat(run("edit", "-C", folder + "/app", "set", "replicas", "x=many"))
                .isOne();
        assertThat(run("edit", "-C", folder.toString(), "set", "namespace", "x"))
                .isOne();

        assertThat(folder.resolve("app/kustomization.yaml")).hasContent(before);
        assertThat(said).hasSize(3).last().asString().contains("no kustomization file");
    }

    private final List<String> said = new ArrayList<>();

    private final StringWriter printed = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new KustomizeCommand())
                .setOut(new PrintWriter(printed))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (!(failure instanceof CommandFailure)) {
                        throw failure;
                    }
                    said.add(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }
}
