package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Get \"https://proxy.example.com/m/@v/v1.zip\": dial tcp 192.0.2.1:443: connect: connection refused",
                "Get \"https://proxy.example.com/m/@v/v1.zip\": proxyconnect tcp: EOF",
                "m@v1.0.0: module lookup disabled by GOPROXY=off",
                "m@v1.0.0: reading https://proxy.example.com/m/@v/v1.zip: 503 Service Unavailable"
            })
    void saysThatModulesCannotBeHad(String complaint) throws IOException {
        Path go = Files.writeString(folder.resolve("go"), """
                #!/bin/sh
                if [ "$1" = env ]; then echo go9.9; else echo '%s' >&2; exit 1; fi
                """.formatted(complaint));
        assertThat(go.toFile().setExecutable(true)).isTrue();
        var binary = new DevclusterBinary(
                Map.of("CAPSTAN_GO", go.toString(), "XDG_CACHE_HOME", folder.toString()), Progress.NONE);

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(binary::obtain)
                .withMessageStartingWith("Go could not download the modules of devcluster.")
                .withMessageContaining(complaint);
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
