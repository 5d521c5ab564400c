package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K3s that cannot start, on an engine that answers: what is said, and what comes after it. */
class K3sChoiceTest {

    @TempDir
    private Path folder;

    private final List<String> steps = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private ScriptedEngine engine;

    @BeforeEach
    void startEngine() throws IOException {
        engine = ScriptedEngine.at(folder.resolve("s"), "HTTP/1.1 200 OK\r\n\r\nOK");
        environment.put("DOCKER_HOST", engine.address().toString());
        environment.put("XDG_CACHE_HOME", folder.toString());
        environment.put("CAPSTAN_GO", go().toString());
    }

    /** One that says only its version. */
    private Path go() throws IOException {
        Path go = Files.writeString(folder.resolve("go"), """
                #!/bin/sh
                if [ "$1" = env ]; then echo go9.9; else echo "no space left on device" >&2; exit 1; fi
                """);
        assertThat(go.toFile().setExecutable(true)).isTrue();
        return go;
    }

    @AfterEach
    void stopEngine() throws IOException {
        engine.close();
    }

    @Test
    void whatDoesNotStartIsSaidBeforeDevclusterIsBuilt() {
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("The disk is full.");

        assertThat(steps)
                .satisfiesExactly(
                        step -> assertThat(step)
                                .startsWith("Uses K3s: rancher/k3s:v1.34.")
                                .contains(engine.address().toString())
                                .endsWith("CAPSTAN_CLUSTER=devcluster builds Capstan's own cluster instead."),
                        step -> {
                            assertThat(step)
                                    .startsWith("K3s (rancher/k3s:v1.34.")
                                    .contains("did not start: its program ended with exit code 1; its log: ");
                            Path log = Path.of(step.substring(step.lastIndexOf(' ') + 1));
                            assertThat(log).content().contains("dev.capstan.k3s.K3s");
                        },
                        step -> assertThat(step).isEqualTo("Falls back to its own cluster."),
                        step -> assertThat(step).startsWith("Building devcluster with go9.9"));
    }

    @Test
    void whoAsksForK3sGetsNothingElse() {
        environment.put(Clusters.CHOICE, "k3s");
        environment.put(K3sProgram.IMAGE, "mirror.example/k3s:1");

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("K3s (mirror.example/k3s:1 in the container engine at unix://");
    }

    @Test
    void withoutAnEngineK3sIsNotTried() throws IOException {
        engine.close();
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("The disk is full.");
        assertThat(steps).singleElement().asString().startsWith("Building devcluster");

        environment.put(Clusters.CHOICE, "k3s");
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(this::open)
                .withMessageContaining("none answers", "DOCKER_HOST");
    }

    @Test
    void testsAreNeverGivenK3s() {
        environment.put(Clusters.CHOICE, "k3s");

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> new Clusters(environment, Progress.NONE).open(DevclusterOptions.temporary()))
                .withMessageContaining("K3s is there for demo and up");
    }

    private Cluster open() {
        Path noLibraries = folder.resolve("k3s");
        return new Clusters(environment, progress()).offeringK3s(noLibraries).open(DevclusterOptions.temporary());
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void step(String message) {
                steps.add(message);
            }

            @Override
            public void tick(String message) {}
        };
    }
}
