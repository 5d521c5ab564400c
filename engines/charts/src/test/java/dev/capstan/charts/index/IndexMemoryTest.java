package dev.capstan.charts.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexMemoryTest {
    @TempDir
    Path folder;

    @Test
    void h049_anIndexOfAHundredThousandVersionsFitsIntoASmallHeap() throws Exception {
        assertThat(run("32m", 1000, 100))
                .contains("100000 versions")
                .contains("found 1.9.9")
                .containsPattern("^2[0-9]{7} bytes");
    }

    private String run(String heap, int charts, int versions) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeIndex.class.getName(),
                        folder.toString(),
                        Integer.toString(charts),
                        Integer.toString(versions)))
                .redirectErrorStream(true)
                .start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
