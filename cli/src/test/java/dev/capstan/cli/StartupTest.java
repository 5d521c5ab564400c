package dev.capstan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no cluster are quick because they load nothing of the Kubernetes client. */
class StartupTest {

    private static final Pattern LOADED =
            Pattern.compile(" ((?:io\\.fabric8|com\\.fasterxml|dev\\.capstan\\.api)\\.\\S+) ");

    @TempDir
    private Path folder;

    @Test
    void versionLoadsNoKubernetes() throws Exception {
        assertThat(kubernetesClassesOf("version")).isEmpty();
    }

    @Test
    void buildLoadsNoKubernetes() throws Exception {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [a.yaml]\n");
        Files.writeString(
                folder.resolve("a.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n");

        assertThat(kubernetesClassesOf("build", folder.toString())).isEmpty();
    }

    @Test
    void encryptedFilesLoadNoKubernetes() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "a: b\n");

        assertThat(kubernetesClassesOf("sops", "filestatus", file.toString())).isEmpty();
    }

    @Test
    void wrongWordsLoadNoKubernetes() throws Exception {
        assertThat(kubernetesClassesOf("biuld")).isEmpty();
    }

    private List<String> kubernetesClassesOf(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.txt");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Capstan.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        assertThat(lines).as("what was loaded").anyMatch(line -> line.contains(" " + Capstan.class.getName() + " "));
        return lines.stream()
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .toList();
    }
}
