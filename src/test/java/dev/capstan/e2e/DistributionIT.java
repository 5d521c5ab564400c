package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked into a folder with a blank in its name, by a user who has a JDK and nothing else. */
@WithCluster(dedicated = true)
class DistributionIT {

    private static Path folder;
    private static Path installed;
    private static Path launcher;

    private record Ended(int code, String output) {}

    @BeforeAll
    static void unpack(@TempDir Path temporary) throws Exception {
        folder = Files.createDirectories(temporary.resolve("some tools"));
        Files.createDirectories(folder.resolve("home"));
        Path target = Path.of(System.getProperty("capstan.root"), "distribution", "target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> archives =
                    files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
            assertThat(archives).as("archives in " + target).hasSize(1);
            Ended unpacked = run(Map.of(), "tar", "-xzf", archives.getFirst().toString());
            assertThat(unpacked.code()).as(unpacked.output()).isZero();
        }
        try (Stream<Path> files = Files.list(folder)) {
            installed = files.filter(file -> file.getFileName().toString().startsWith("capstan-"))
                    .findFirst()
                    .orElseThrow();
        }
        launcher = installed.resolve("capstan");
    }

    @Test
    void saysItsVersion() throws Exception {
        Ended version = capstan("version");

        assertThat(version.code()).as(version.output()).isZero();
        String unpacked = installed.getFileName().toString();
        assertThat(version.output()).startsWith("capstan " + unpacked.substring("capstan-".length()) + " (Java ");
    }

    @Test
    void buildsItsOwnManifests() throws Exception {
        Ended built = capstan("build", installed.resolve("k8s").toString());

        assertThat(built.code()).as(built.output()).isZero();
        assertThat(built.output()).contains("kind: CustomResourceDefinition", "name: source-controller");
    }

    @Test
    void carriesLicenceAndDocumentation() {
        assertThat(installed.resolve("LICENSE")).isNotEmptyFile();
        assertThat(installed.resolve("README.md")).isNotEmptyFile();
    }

    @Test
    void worksFromAFolderThatCannotBeWritten() throws Exception {
        Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Ended version = capstan("version");

            assertThat(version.code()).as(version.output()).isZero();
        } finally {
            Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void keepsAClusterAsAFolderSays(TestCluster cluster) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("a.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: from-the-distribution, namespace: default}
                data: {a: b}
                """);
        Map<String, String> kubeconfig =
                Map.of("KUBECONFIG", cluster.kubeconfig().toString());

        Ended up = run(kubeconfig, launcher.toString(), "up", "--repo", config.toString(), "--once");

        assertThat(up.code()).as(up.output()).isZero();
        assertThat(cluster.client()
                        .configMaps()
                        .inNamespace("default")
                        .withName("from-the-distribution")
                        .get()
                        .getData())
                .containsEntry("a", "b");
        Ended get = run(kubeconfig, launcher.toString(), "get", "kustomizations");
        assertThat(get.code()).as(get.output()).isZero();
        assertThat(get.output()).contains("flux-system", "config", "True", "Applied revision");
    }

    @Test
    void upEndsInOrderAndLeavesNothingBehind(TestCluster cluster) throws Exception {
        Path config = Files.createDirectories(folder.resolve("followed"));
        Files.writeString(config.resolve("kustomization.yaml"), "resources: []\n");
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        Path output = folder.resolve("up.txt");
        Process up = builder(
                        Map.of(
                                "KUBECONFIG",
                                cluster.kubeconfig().toString(),
                                "CAPSTAN_NO_AOT",
                                "1", // training starts a process that outlives the command
                                "JAVA_TOOL_OPTIONS",
                                "-Djava.io.tmpdir='" + temporary + "'"),
                        output,
                        launcher.toString(),
                        "up",
                        "--repo",
                        config.toString())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> Files.readString(output).contains("Following the repository") || !up.isAlive());
            assertThat(temporary).as(Files.readString(output)).isNotEmptyDirectory();

            up.destroy();

            assertThat(up.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(temporary).isEmptyDirectory();
            assertThat(folder.resolve("home/.cache/capstan/running-clusters")).isEmptyDirectory();
        } finally {
            up.destroyForcibly();
        }
    }

    private static Ended capstan(String... arguments) throws IOException, InterruptedException {
        return run(
                Map.of(),
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = builder(environment, output, command).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as(String.join(" ", command) + " ends")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder builder(Map<String, String> environment, Path output, String... command) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }
}
