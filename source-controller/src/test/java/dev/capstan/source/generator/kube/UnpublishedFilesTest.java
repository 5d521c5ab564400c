package dev.capstan.source.generator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.generator.ArtifactStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpublishedFilesTest {
    @TempDir
    Path folder;

    private final Set<String> announced = new HashSet<>();
    private FileSystemArtifactStore store;
    private UnpublishedFiles files;

    @BeforeEach
    void open() throws IOException {
        store = FileSystemArtifactStore.open(folder, 1 << 20, new Retention(Duration.ofHours(1), 1), Clock.systemUTC());
        files = new UnpublishedFiles(new ArtifactStorage(store), "apps", announced::contains);
    }

    @Test
    void aFileWithoutAnObjectIsRemoved() {
        var path = stored("app", "mine");
        files.written("app", path);

        files.remove();

        assertThat(store.fileOf(path)).isEmpty();
        assertThat(folder.resolve("externalartifact/apps/app")).doesNotExist();
    }

    @Test
    void theFilesOfAnotherRunStay() {
        var other = stored("app", "other");
        files.written("app", stored("app", "mine"));

        files.remove();

        assertThat(store.fileOf(other)).isPresent();
        assertThat(folder.resolve("externalartifact/apps/app")).isNotEmptyDirectory();
    }

    @Test
    void whatSomebodyElseHasAnnouncedMeanwhileStays() {
        var path = stored("app", "same");
        files.written("app", path);
        announced.add("app");

        files.remove();

        assertThat(store.fileOf(path)).isPresent();
    }

    @Test
    void whatIsPublishedStays() {
        var path = stored("app", "mine");
        files.written("app", path);
        files.published("app");

        files.remove();

        assertThat(store.fileOf(path)).isPresent();
    }

    private String stored(String name, String content) {
        var result = store.store(
                ArtifactStorage.owner("apps", name), content + ".tar.gz", archive -> archive.folder(content));
        return ((StoreResult.Stored) result).artifact().path();
    }
}
