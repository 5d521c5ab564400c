package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealNodeTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsMissingWhereTheCheckIsSilent() throws IOException {
        assertThat(RealNode.missing(program("[ \"$1\" = check-node ]"))).isEmpty();
    }

    @Test
    void whatIsMissingIsTheSentenceOfTheCheck() throws IOException {
        assertThat(RealNode.missing(program("echo 'a real node needs root'; exit 3")))
                .contains("a real node needs root");
    }

    @Test
    void aCheckThatFailsIsNoAnswer() throws IOException {
        Path broken = program("echo 'unknown command' >&2; exit 2");

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> RealNode.missing(broken))
                .withMessage("devcluster check-node ended with 2: unknown command");
    }

    @Test
    void aRealNodeIsAlone() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new DevclusterOptions(Optional.empty(), true, 2, NodeKind.REAL, false))
                .withMessage("there is one real node, not 2");
    }

    @Test
    void readsWhatTheProgramTells() throws IOException {
        var line = new ObjectMapper().readTree("""
                {"name": "node-0", "address": "10.251.0.1", "registry": "10.251.0.1:5000", "host": "10.250.0.1",
                 "volumes": "/d/volumes", "podLogs": "/d/pod-logs", "containerdSocket": "/run/d/containerd.sock",
                 "mark": "devcluster-0"}
                """);

        assertThat(RealNode.of(line))
                .isEqualTo(new RealNode(
                        "node-0",
                        "10.251.0.1",
                        "10.251.0.1:5000",
                        "10.250.0.1",
                        Path.of("/d/volumes"),
                        Path.of("/d/pod-logs"),
                        Path.of("/run/d/containerd.sock"),
                        "devcluster-0"));
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("devcluster"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
