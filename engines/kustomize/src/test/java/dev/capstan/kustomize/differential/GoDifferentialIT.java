package dev.capstan.kustomize.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.kustomize.differential.GoKustomize.Answer;
import dev.capstan.tree.DiskTree;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine and the real command on random kustomizations: both print the same bytes, or both refuse. Cases are numbered
 * by their seed; {@code -Ddifferential.first=N -Ddifferential.cases=1} runs a single one and shows it, and
 * the Maven profile {@code nightly} runs 2,000.
 */
class GoDifferentialIT {
    private static final long FIRST = Long.getLong("differential.first", 1);
    private static final int CASES = Integer.getInteger("differential.cases", 200);

    @Test
    void agreesWithTheGoCommandOnRandomKustomizations(@TempDir Path folder) throws Exception {
        GoKustomize go = switch (GoKustomize.find()) {
            case GoKustomize.Search.Found found -> found.command();
            case GoKustomize.Search.Missing missing -> abort(missing.reason());
        };

        int built = 0;
        List<String> differences = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + CASES; seed++) {
            Path tree = folder.resolve("case-" + seed);
            Map<String, String> files = RandomKustomization.files(seed);
            GoKustomize.write(tree, files);
            Answer answer = go.build(tree.resolve("top"));
            built += answer.succeeded() ? 1 : 0;
            String difference = difference(answer, tree);
            if (!difference.isEmpty()) {
                differences.add("seed " + seed + ": " + difference + (CASES == 1 ? "\n" + files : ""));
            }
        }

        System.out.println("differential: " + CASES + " cases, " + built + " built, " + differences.size() + " differ");
        assertThat(built).as("cases that build at all").isGreaterThan(CASES / 4 - 1);
        assertThat(differences).isEmpty();
    }

    private static String difference(Answer expected, Path tree) throws IOException {
        BuildOutcome outcome = new Kustomizer().build(new DiskTree(tree), "top", BuildOptions.defaults());
        return switch (outcome) {
            case BuildOutcome.Built built -> {
                YamlWriter writer = new YamlWriter();
                built.objects().forEach(object -> writer.appendDocument(object.content()));
                String actual = new String(writer.toBytes(), StandardCharsets.UTF_8);
                Files.writeString(tree.resolve("actual.yaml"), actual);
                yield !expected.succeeded()
                        ? "builds, but the command says " + expected.error()
                        : actual.equals(expected.output()) ? "" : firstDifference(expected.output(), actual);
            }
            case BuildOutcome.BuildFailed failed ->
                expected.succeeded()
                        ? "fails, but the command builds: " + failed.problem().describe()
                        : "";
        };
    }

    private static String firstDifference(String expected, String actual) {
        List<String> wanted = expected.lines().toList();
        List<String> found = actual.lines().toList();
        int line = 0;
        while (line < wanted.size() && line < found.size() && wanted.get(line).equals(found.get(line))) {
            line++;
        }
        return "line " + (line + 1) + " is [" + at(found, line) + "], not [" + at(wanted, line) + "]";
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "the end";
    }
}
