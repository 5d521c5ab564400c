package dev.capstan.secrets.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus that was made with the real program: plain bytes, places that are encrypted, exit codes, requests to clouds. */
class SopsConformanceTest {
    /** May rise, never fall. */
    private static final int RIGHT = 136;

    @Test
    void doesAsSopsDoes() throws IOException {
        Path corpus = Path.of(System.getProperty("conformance.dir", "none"), "sops");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here");
        String only = System.getProperty("conformance.only", ".*");

        List<String> wrong = new ArrayList<>();
        int right = 0;
        for (Path folder : cases(corpus)) {
            var one = SopsCase.read(folder, corpus.resolve("keys"));
            if (one.name().matches(only)) {
                Optional<String> difference = difference(one);
                right += difference.isEmpty() ? 1 : 0;
                difference.ifPresent(what -> wrong.add(one.name() + ": " + what));
            }
        }

        wrong.forEach(System.out::println);
        System.out.println("SOPS corpus: " + right + " of " + (right + wrong.size()));
        assertThat(right).as(String.join("\n", wrong)).isGreaterThanOrEqualTo(only.equals(".*") ? RIGHT : right);
    }

    private static Optional<String> difference(SopsCase one) {
        try {
            return one.difference();
        } catch (Exception | StackOverflowError e) {
            return Optional.of("breaks: " + e + " at " + Arrays.toString(e.getStackTrace()));
        }
    }

    private static List<Path> cases(Path corpus) throws IOException {
        try (Stream<Path> folders = Files.list(corpus.resolve("cases"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("case.json")))
                    .sorted()
                    .toList();
        }
    }
}
