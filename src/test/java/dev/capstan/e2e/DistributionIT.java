package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.devcluster.DevclusterBinary;
import dev.capstan.devcluster.Progress;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
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

    @Test
    void aPrivateRepositoryIsFollowedAndTakenAwayAgain(TestCluster cluster) throws Exception {
        Path repositories = Files.createDirectories(folder.resolve("private"));
        ScratchRepository.create(repositories, "r").commit("First", Map.of("apps/a.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: from-a-private-repository, namespace: default}
                """));
        try (GitBackendServer server = GitBackendServer.serve(repositories).requireBasic("me", "geheim")) {
            String[] up = {
                launcher.toString(),
                "up",
                "--repo",
                server.url("r"),
                "--path",
                "apps",
                "--name",
                "private",
                "--username",
                "me",
                "--password-stdin",
                "--once"
            };
            var kubeconfig = Map.of("KUBECONFIG", cluster.kubeconfig().toString());

            Ended ended = run(kubeconfig, "geheim\n", up);

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(ended.output())
                    .contains("branch       main  (the default of the repository)")
                    .contains("created     ConfigMap/default/from-a-private-repository")
                    .contains("down --kubeconfig " + cluster.kubeconfig())
                    .doesNotContain("geheim");
            var secrets = cluster.client().secrets().inNamespace("flux-system").withName("private-credentials");
            assertThat(secrets.get().getData()).containsKeys("username", "password");

            Ended down = run(kubeconfig, launcher.toString(), "down");

            assertThat(down.code()).as(down.output()).isZero();
            assertThat(down.output()).contains("removing Kustomization flux-system/private with the object", "gone");
            assertThat(secrets.get()).isNull();
            assertThat(cluster.client()
                            .configMaps()
                            .inNamespace("default")
                            .withName("from-a-private-repository")
                            .get())
                    .isNull();
            Ended again = run(kubeconfig, launcher.toString(), "down");
            assertThat(again.code()).as(again.output()).isZero();
            assertThat(again.output()).contains("Nothing of `capstan up` is in the cluster");
        }
    }

    @Test
    void whatSomebodyElseMadeIsLeftAlone(TestCluster cluster) throws Exception {
        cluster.installDefinitions();
        cluster.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .endMetadata()
                        .build())
                .create();
        var theirs = cluster.client().resource("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: config
                  namespace: theirs
                spec:
                  url: https://git.example/config
                  interval: 1h
                  suspend: true
                """);
        theirs.create();
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("a.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n");
        var kubeconfig = Map.of("KUBECONFIG", cluster.kubeconfig().toString());

        Ended up = run(kubeconfig, launcher.toString(), "up", "--repo", config.toString(), "-n", "theirs", "--once");
        Ended down = run(kubeconfig, launcher.toString(), "down");

        assertThat(up.code()).as(up.output()).isOne();
        assertThat(up.output())
                .contains(
                        "GitRepository theirs/config is in the cluster already and was not made by up: choose another --name");
        assertThat(down.code()).as(down.output()).isZero();
        assertThat(theirs.get()).isNotNull();
    }

    @Test
    void downEndsOneOfSeveralClusters() throws Exception {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n";
        Files.writeString(first.resolve("a.yaml"), map);
        Files.writeString(second.resolve("a.yaml"), map);
        Path ofFirst = folder.resolve("first.txt");
        Path ofSecond = folder.resolve("second.txt");
        Map<String, String> environment = ownCluster();
        Process up = builder(environment, ofFirst, launcher.toString(), "up", "--repo", first.toString())
                .start();
        Process other = builder(environment, ofSecond, launcher.toString(), "up", "--repo", second.toString())
                .start();
        try {
            awaitFollowing(up, ofFirst);
            awaitFollowing(other, ofSecond);
            Ended unclear = run(environment, launcher.toString(), "get", "all");
            assertThat(unclear.code()).as(unclear.output()).isOne();
            assertThat(unclear.output()).contains("Several clusters run", "--cluster first (", "--cluster second (");
            assertThat(run(environment, launcher.toString(), "get", "ks", "--cluster", "second")
                            .output())
                    .contains("second")
                    .doesNotContain("first");

            Ended down = run(environment, launcher.toString(), "down", "--cluster", "first");

            assertThat(down.code()).as(down.output()).isZero();
            assertThat(up.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(run(environment, launcher.toString(), "get", "ks").output())
                    .contains("second");
            Ended kept = run(environment, launcher.toString(), "down", "--cluster", "second", "--keep-cluster");
            assertThat(kept.code()).as(kept.output()).isZero();
            assertThat(kept.output()).contains("removing Kustomization flux-system/second with the object", "gone");
            assertThat(other.isAlive()).isTrue();
            assertThat(run(environment, launcher.toString(), "get", "ks").output())
                    .contains("No ks in any namespace");
            Ended all = run(environment, launcher.toString(), "down", "--all");
            assertThat(all.code()).as(all.output()).isZero();
            assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            up.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @Test
    void theDemoEndsWithCommandsThatWork() throws Exception {
        Path output = folder.resolve("demo.txt");
        Path here = Files.createTempDirectory(folder, "demo");
        Map<String, String> environment = ownCluster();
        Process demo = builder(environment, output, launcher.toString(), "demo", "--keep")
                .start();
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> Files.readString(output).contains("Everything keeps running") || !demo.isAlive());
            String printed = Files.readString(output);
            List<String> commands = printed.substring(printed.lastIndexOf("Explore"))
                    .lines()
                    .skip(2)
                    .map(String::strip)
                    .takeWhile(line -> !line.isEmpty())
                    .map(line -> line.substring(2)) // the rule at the edge
                    .toList();

            assertThat(commands).as(printed).hasSize(4).allSatisfy(command -> {
                Ended ended = run(environment, "bash", "-c", "cd '" + here + "' && " + command);
                assertThat(ended.code()).as(command + "\n" + ended.output()).isZero();
            });
        } finally {
            demo.destroy();
            assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void awaitFollowing(Process up, Path output) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(output).contains("Following the repository") || !up.isAlive());
        assertThat(up.isAlive()).isTrue();
    }

    /** A cluster that the command starts itself, with the program that is built already. */
    private static Map<String, String> ownCluster() {
        Path binary = new DevclusterBinary(System.getenv(), Progress.NONE).obtain();
        return Map.of("CAPSTAN_CLUSTER", "devcluster", DevclusterBinary.VARIABLE, binary.toString());
    }

    private static Ended capstan(String... arguments) throws IOException, InterruptedException {
        return run(
                Map.of(),
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return run(environment, "", command);
    }

    private static Ended run(Map<String, String> environment, String input, String[] command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = builder(environment, output, command).start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
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
