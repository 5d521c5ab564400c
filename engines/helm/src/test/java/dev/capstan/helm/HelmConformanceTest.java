package dev.capstan.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus that was made with the real command: outcome, bytes of the manifest, hooks, notes, kinds and texts of errors. */
class HelmConformanceTest {
    /** May rise, never fall. */
    private static final int RIGHT = 906;

    @TempDir
    private Path temporary;

    @Test
    void rendersAsHelmDoes() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.dir", "none"), "helm");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here");
        String only = System.getProperty("conformance.only", "");

        var renderer = new HelmChartRenderer();
        Map<String, int[]> byFeature = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int right = 0;
        for (Path folder : cases(corpus)) {
            var one = HelmCase.read(folder);
            if (!one.name().matches(only.isEmpty() ? ".*" : only)) {
                continue;
            }
            Optional<String> difference = difference(one, renderer);
            right += difference.isEmpty() ? 1 : 0;
            difference.ifPresent(what -> wrong.add(one.name() + ": " + what));
            for (String feature : one.features()) {
                int[] counts = byFeature.computeIfAbsent(feature, _ -> new int[2]);
                counts[0] += difference.isEmpty() ? 1 : 0;
                counts[1]++;
            }
        }

        byFeature.forEach((feature, counts) -> {
            if (counts[0] < counts[1]) {
                System.out.println(feature + ": " + counts[0] + " of " + counts[1]);
            }
        });
        wrong.forEach(System.out::println);
        System.out.println("Helm corpus: " + right + " of " + (right + wrong.size()));
        assertThat(right).as(String.join("\n", wrong)).isGreaterThanOrEqualTo(only.isEmpty() ? RIGHT : 0);
    }

    private Optional<String> difference(HelmCase one, ChartRenderer renderer) {
        try {
            return one.difference(renderer, temporary);
        } catch (RuntimeException | StackOverflowError e) {
            e.printStackTrace();
            return Optional.of("breaks: " + e);
        }
    }

    private static List<Path> cases(Path corpus) throws IOException {
        try (Stream<Path> folders = Files.list(corpus)) {
            return folders.filter(folder -> Files.exists(folder.resolve("case.json")))
                    .sorted()
                    .toList();
        }
    }
}
