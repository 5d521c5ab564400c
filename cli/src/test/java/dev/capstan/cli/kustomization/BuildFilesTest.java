package dev.capstan.cli.kustomization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderIsSeenInItsRepository() throws IOException {
        Path built = Files.createDirectories(folder.resolve("repo/clusters/dev"));
        Files.createDirectory(folder.resolve("repo/.git"));

        assertThat(BuildFiles.root(built, "./other")).isEqualTo(folder.resolve("repo"));
    }

    @Test
    void withoutARepositoryThePathOfTheSpecIsTakenFromItsEnd() throws IOException {
        Path built = Files.createDirectories(folder.resolve("copy/clusters/dev"));

        assertThat(BuildFiles.root(built, "./clusters/dev")).isEqualTo(folder.resolve("copy"));
        assertThat(BuildFiles.root(built, "./elsewhere")).isEqualTo(built);
        assertThat(BuildFiles.root(built, "")).isEqualTo(built);
    }
}
