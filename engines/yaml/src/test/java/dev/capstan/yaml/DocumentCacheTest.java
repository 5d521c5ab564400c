package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentCacheTest {
    @Test
    void parsesATextOnceUnderWhateverName() {
        DocumentCache cache = new DocumentCache(1 << 20, Limits.DEFAULT);

        List<YamlDocument> first = cache.read("a.yaml", text("x: 1\n"));
        List<YamlDocument> second = cache.read("b.yaml", text("x: 1\n"));

        assertThat(second.getFirst().root()).isSameAs(first.getFirst().root());
        assertThat(second.getFirst().origin().file()).isEqualTo("b.yaml");
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void doesNotAskForATextItKnowsByHash() {
        DocumentCache cache = new DocumentCache(1 << 20, Limits.DEFAULT);
        cache.read("hash", "a.yaml", () -> text("x: 1\n"));

        List<YamlDocument> documents = cache.read("hash", "a.yaml", () -> {
            throw new AssertionError("asked again");
        });

        assertThat(documents).hasSize(1);
    }

    @Test
    void forgetsTheLeastRecentlyUsedWhenFull() {
        DocumentCache cache = new DocumentCache(1_000, Limits.DEFAULT);
        IntStream.range(0, 100).forEach(i -> cache.read("f.yaml", text("x: " + i + "\n")));

        assertThat(cache.weight()).isBetween(1L, 1_000L);
        assertThat(cache.size()).isBetween(1, 4);
    }

    @Test
    void doesNotKeepWhatIsLargerThanItself() {
        DocumentCache cache = new DocumentCache(10, Limits.DEFAULT);

        assertThat(cache.read("f.yaml", text("x: 1\n"))).hasSize(1);
        assertThat(cache.size()).isZero();
    }

    @Test
    void faultyTextsFailEveryTime() {
        DocumentCache cache = new DocumentCache(1 << 20, Limits.DEFAULT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.read("f.yaml", text("x: [\n"))).isInstanceOf(YamlSyntaxException.class);
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    void manyThreadsShareIt() throws Exception {
        DocumentCache cache = new DocumentCache(20_000, Limits.DEFAULT);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> results = IntStream.range(0, 2_000)
                    .mapToObj(i -> threads.submit(() -> {
                        YamlMap root = (YamlMap) cache.read("f.yaml", text("x: " + i % 50 + "\n"))
                                .getFirst()
                                .root();
                        return Integer.toString(i % 50).equals(root.getText("x"));
                    }))
                    .toList();
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
        assertThat(cache.weight()).isLessThanOrEqualTo(20_000);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
