package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the kustomize command printed, read and written again, is the same bytes. */
class FixedPointConformanceTest {
    private static final Path CORPUS = Path.of(System.getProperty("conformance.dir", "absent"), "kustomize");

    @Test
    void everyOutputOfKustomizeIsReproduced() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), () -> "no conformance data at " + CORPUS);
        List<Path> outputs;
        try (Stream<Path> cases = Files.list(CORPUS)) {
            outputs = cases.map(folder -> folder.resolve("expected.yaml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }

        List<String> different = new ArrayList<>();
        for (Path output : outputs) {
            byte[] expected = Files.readAllBytes(output);
            List<YamlDocument> documents = YamlReader.readAll(output.toString(), expected, Limits.DEFAULT);
            byte[] actual = YamlWriter.writeAll(
                    documents.stream().map(YamlDocument::root).toList());
            if (!Arrays.equals(expected, actual)) {
                different.add(CORPUS.relativize(output) + " from byte " + Arrays.mismatch(expected, actual));
            }
        }

        System.out.println("reproduced " + (outputs.size() - different.size()) + " of " + outputs.size() + " outputs");
        assertThat(outputs).hasSizeGreaterThan(400);
        assertThat(different).isEmpty();
    }
}
