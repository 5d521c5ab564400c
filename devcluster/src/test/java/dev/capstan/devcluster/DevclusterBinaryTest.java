package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevclusterBinaryTest {
    @TempDir
    private Path folder;

    @Test
    void goIsAskedForItsVersionOnce() throws IOException {
        Path calls = folder.resolve("calls");
        Path go = Files.writeString(folder.resolve("go"), """
                #!/bin/sh
                echo "$1" >> %s
                if [ "$1" = env ]; then echo go9.9; else echo "no space left on device" >&2; exit 1; fi
                """.formatted(calls));
        assertThat(go.toFile().setExecutable(true)).isTrue();
        var binary = new DevclusterBinary(
                Map.of("CAPSTAN_GO", go.toString(), "XDG_CACHE_HOME", folder.toString()),
                Progress.on(System.out, false));

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(binary::obtain)
                .withMessageStartingWith("The disk is full.");
        assertThat(calls).content().containsOnlyOnce("env");
    }

    @Test
    void aNamedProgramThatIsNotOneIsRefused() {
        var binary = new DevclusterBinary(
                Map.of(DevclusterBinary.VARIABLE, folder.toString() + "/missing"), Progress.on(System.out, false));

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(binary::obtain)
                .withMessageContaining("which is not a program");
    }
}
