package dev.capstan.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs every case of the kustomize corpus under {@code -Dconformance.dir}, prints figures for each feature tag, writes them
 * with the list of what differs to {@code target/kustomize-conformance.txt}, and fails below what has been reached.
 */
class KustomizeConformanceTest {
    /** Reached on the 519 cases that are part of the corpus here; a larger corpus must reach the same share. */
    private static final double STRUCTURAL = 1.0;

    private static final double BYTE_FOR_BYTE = 1.0;
    private static final double ERRORS_THAT_NAME = 1.0;

    @Test
    void buildsWhatKustomizeBuilds() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.dir", "../shared/conformance"))
                .resolve("kustomize");
        assumeTrue(Files.isDirectory(corpus), "no conformance data at -Dconformance.dir, nothing was compared");
        List<Path> folders = caseFolders(corpus);

        Figures total = new Figures();
        Map<String, Figures> byFeature = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        Kustomizer kustomizer = new Kustomizer();
        for (Path folder : folders) {
            ConformanceCase aCase = ConformanceCase.read(folder);
            ConformanceCase.Verdict verdict = aCase.run(kustomizer);
            total.add(aCase, verdict);
            aCase.features()
                    .forEach(feature -> byFeature
                            .computeIfAbsent(feature, _ -> new Figures())
                            .add(aCase, verdict));
            if (!verdict.isPerfect()) {
                differences.add(aCase.name() + ": " + verdict.words());
            }
        }
        String report = report(total, byFeature, differences);
        System.out.println(report);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/kustomize-conformance.txt"), report);

        assertThat(total.structural).as("structurally equal").isGreaterThanOrEqualTo(share(total.ok, STRUCTURAL));
        assertThat(total.bytes).as("equal byte for byte").isGreaterThanOrEqualTo(share(total.ok, BYTE_FOR_BYTE));
        assertThat(total.named)
                .as("errors that name their cause")
                .isGreaterThanOrEqualTo(share(total.errors, ERRORS_THAT_NAME));
    }

    private static int share(int count, double of) {
        return (int) Math.floor(count * of);
    }

    private static List<Path> caseFolders(Path corpus) throws IOException {
        try (Stream<Path> files = Files.list(corpus)) {
            return files.filter(path -> Files.isRegularFile(path.resolve("case.json")))
                    .sorted()
                    .toList();
        }
    }

    private static String report(Figures total, Map<String, Figures> byFeature, List<String> differences) {
        StringBuilder text = new StringBuilder("kustomize conformance\n");
        text.append("%-34s %s%n".formatted("all", total));
        byFeature.forEach((feature, figures) -> text.append("%-34s %s%n".formatted(feature, figures)));
        text.append(differences.size()).append(" differences\n");
        differences.forEach(difference -> text.append("  ").append(difference).append('\n'));
        return text.toString();
    }

    /** Counts over some cases. */
    private static final class Figures {
        private int ok;
        private int structural;
        private int bytes;
        private int errors;
        private int failed;
        private int named;

        void add(ConformanceCase aCase, ConformanceCase.Verdict verdict) {
            if (aCase.isError()) {
                errors++;
                failed += verdict.failed() ? 1 : 0;
                named += verdict.names() ? 1 : 0;
            } else {
                ok++;
                structural += verdict.isStructurallyEqual() ? 1 : 0;
                bytes += verdict.isByteEqual() ? 1 : 0;
            }
        }

        @Override
        public String toString() {
            return "ok %d: structural %d, byte for byte %d; error %d: fail %d, fail but name nothing %d"
                    .formatted(ok, structural, bytes, errors, failed, failed - named);
        }
    }
}
