package dev.capstan.kustomize.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildMemory;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.InMemoryTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Random kustomizations with random changes: a build that remembers gives the outcome of one that does not. */
class BuildMemoryPropertyTest {
    private static final int CASES = Integer.getInteger("memory.cases", 150);
    private static final int CHANGES = 8;

    private final Kustomizer kustomizer = new Kustomizer();

    @Test
    void aRememberedBuildGivesTheOutcomeOfAFreshOne() {
        for (long seed = 1; seed <= CASES; seed++) {
            BuildMemory memory = new BuildMemory(64 << 20);
            Random random = new Random(seed);
            Map<String, String> files = new TreeMap<>(RandomKustomization.files(seed));
            for (int change = 0; change <= CHANGES; change++) {
                compare("seed " + seed + ", change " + change, files, memory);
                change(files, random);
            }
        }
    }

    @Test
    void manyKustomizationsOnSamePathsShareOneMemory() {
        BuildMemory memory = new BuildMemory(16 << 20);
        for (int round = 0; round < 3; round++) {
            for (long seed = 1; seed <= CASES; seed += 3) {
                compare("seed " + seed, RandomKustomization.files(seed), memory);
            }
        }
    }

    @Test
    void aSmallMemoryForgetsAndStaysRight() {
        BuildMemory memory = new BuildMemory(20_000);
        for (long seed = 1; seed <= CASES; seed += 3) {
            Map<String, String> files = new TreeMap<>(RandomKustomization.files(seed));
            compare("seed " + seed, files, memory);
            change(files, new Random(seed));
            compare("seed " + seed + " changed", files, memory);
            assertThat(memory.bytes()).isLessThanOrEqualTo(20_000);
        }
    }

    @Test
    void severalThreadsShareOneMemory() throws Exception {
        BuildMemory memory = new BuildMemory(64 << 20);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread;
                runs.add(threads.submit(() -> {
                    Random random = new Random(first);
                    for (long seed = 1; seed <= 40; seed++) {
                        Map<String, String> files = new TreeMap<>(RandomKustomization.files(seed % 10 + 1));
                        compare("seed " + seed, files, memory);
                        change(files, random);
                        compare("seed " + seed + " changed", files, memory);
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    private void compare(String what, Map<String, String> files, BuildMemory memory) {
        BuildOutcome fresh = kustomizer.build(InMemoryTree.of(files), "top", BuildOptions.defaults());
        BuildOutcome remembered = kustomizer.build(InMemoryTree.of(files), "top", BuildOptions.defaults(), memory);

        switch (fresh) {
            case BuildOutcome.Built built -> {
                assertThat(remembered).as(what).isInstanceOf(BuildOutcome.Built.class);
                BuildOutcome.Built again = (BuildOutcome.Built) remembered;
                assertThat(again.toYaml()).as(what).isEqualTo(built.toYaml());
                assertThat(new String(memory.print(again), StandardCharsets.UTF_8))
                        .as(what)
                        .isEqualTo(built.toYaml());
                assertThat(again.objects()).as(what).isEqualTo(built.objects());
            }
            case BuildOutcome.BuildFailed failed ->
                assertThat(((BuildOutcome.BuildFailed) remembered).problem())
                        .as(what)
                        .isEqualTo(failed.problem());
        }
        assertThat(remembered.inputs().answers())
                .as(what)
                .isEqualTo(fresh.inputs().answers());
    }

    private static void change(Map<String, String> files, Random random) {
        List<String> paths = List.copyOf(files.keySet());
        String path = paths.get(random.nextInt(paths.size()));
        String text = files.get(path);
        List<String> lines = new ArrayList<>(text.lines().toList());
        switch (random.nextInt(10)) {
            case 0 -> files.put(path, text + "# changed " + random.nextInt() + "\n");
            case 1 -> files.put(path, text.replace('1', '2'));
            case 2 -> files.put(path, text.replaceFirst("name: ([a-z]+)", "name: $1x"));
            case 3 -> files.remove(path);
            case 4 -> files.putAll(RandomKustomization.files(random.nextInt(1000)));
            case 5 ->
                files.computeIfPresent(
                        path,
                        (_, old) ->
                                RandomKustomization.files(random.nextInt(1000)).getOrDefault(path, old));
            case 6 -> files.put(path, text.replaceFirst("namePrefix: .*", "namePrefix: other-"));
            case 7 -> {
                if (!lines.isEmpty()) {
                    lines.remove(random.nextInt(lines.size()));
                    files.put(path, String.join("\n", lines) + "\n");
                }
            }
            case 8 ->
                files.put(
                        "top/kustomization.yaml",
                        files.getOrDefault("top/kustomization.yaml", "") + "commonAnnotations: {changed: \""
                                + random.nextInt() + "\"}\n");
            default -> files.put(path, text.replaceFirst("v[0-9]", "v9"));
        }
    }
}
