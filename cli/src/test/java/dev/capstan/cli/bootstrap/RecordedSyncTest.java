package dev.capstan.cli.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.InMemoryTree;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedSyncTest {

    private static final SyncSpec WANTED = spec("ssh://git@git.example/org/fleet.git", "main", "clusters/prod");

    private static SyncSpec spec(String url, String branch, String path) {
        return new SyncSpec("flux-system", url, branch, ClusterPath.parse(path), "1m0s", "flux-system", false);
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://git@git.example/org/fleet.git, main, ./clusters/prod, ''",
        "ssh://git@git.example/org/fleet, main, clusters/prod/, ''",
        "https://git.example/org/fleet, main, ./clusters/prod, ''",
        "https://web.example:8443/org/fleet.git, main, ./clusters/prod, ''",
        "ssh://git@other.example/org/fleet.git, main, ./clusters/prod, the repository"
                + " ssh://git@other.example/org/fleet.git",
        "ssh://git@git.example/org/other, main, ./clusters/prod, the repository ssh://git@git.example/org/other",
        "ssh://git@git.example/org/fleet, dev, ./clusters/prod, the branch 'dev'",
        "ssh://git@git.example/org/fleet, main, ./clusters/test, the path './clusters/test'",
        "nonsense, main, ./clusters/prod, the repository that its url names",
    })
    void tellsAnotherClusterFromThisOne(String url, String branch, String path, String difference) {
        var there = new RecordedSync(Optional.of(url), Optional.of(branch), Optional.of(path));

        assertThat(there.difference(WANTED).orElse("")).isEqualTo(difference);
    }

    @Test
    void whatIsNotSaidIsNoDifference() {
        var nothing = new RecordedSync(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(nothing.difference(WANTED)).isEmpty();
    }

    @Test
    void readsWhatIsWritten() throws IOException {
        String text = "# a comment\n---\n" + new String(YamlWriter.writeAll(WANTED.objects()), StandardCharsets.UTF_8);

        assertThat(read(text).flatMap(there -> there.difference(WANTED))).isEmpty();
        assertThat(read(text))
                .contains(new RecordedSync(
                        Optional.of(WANTED.url()), Optional.of("main"), Optional.of("./clusters/prod")));
    }

    @Test
    void aFileThatCannotBeReadSaysNothing() throws IOException {
        assertThat(read("a: [")).isEmpty();
        assertThat(RecordedSync.read(InMemoryTree.builder().build(), "sync.yaml"))
                .isEmpty();
    }

    private static Optional<RecordedSync> read(String text) throws IOException {
        var tree = InMemoryTree.builder()
                .file("sync.yaml", text.getBytes(StandardCharsets.UTF_8))
                .build();
        return RecordedSync.read(tree, "sync.yaml");
    }
}
