package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.process.Invocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SopsConfigFilesTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final Invocation invocation = new Invocation(
            Map.of(), new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new PrintWriter(said));

    @Test
    void theNearestAboveTheFileHolds() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("apps/web"));
        Files.writeString(folder.resolve(".sops.yaml"), "creation_rules: []\n");
        Files.writeString(folder.resolve("apps/.sops.yaml"), "creation_rules: []\n");
        var files = new SopsConfigFiles(Optional.empty(), invocation);

        var found = files.forFile(inner.resolve("secret.yaml")).orElseThrow();

        assertThat(found.path()).isEqualTo(folder.resolve("apps/.sops.yaml"));
        assertThat(found.pathOf(inner.resolve("secret.yaml"))).isEqualTo("web/secret.yaml");
        assertThat(found.pathOf(folder.resolve("x.yaml")))
                .isEqualTo(folder.resolve("x.yaml").toString());
    }

    @Test
    void oneWithAnotherEndIsWarnedOfOnce() throws IOException {
        Files.writeString(folder.resolve(".sops.yml"), "creation_rules: []\n");
        var files = new SopsConfigFiles(Optional.empty(), invocation);

        assertThat(files.forFile(folder.resolve("a"))).isEmpty();
        assertThat(files.forFile(folder.resolve("b"))).isEmpty();
        assertThat(said.toString().lines()).hasSize(1).allMatch(line -> line.contains("must be .sops.yaml"));
    }

    @Test
    void aNamedOneThatIsMissingIsAFailure() {
        var files = new SopsConfigFiles(Optional.of(folder.resolve("none.yaml")), invocation);

        assertThatThrownBy(() -> files.forFile(folder.resolve("a"))).hasMessageContaining("there is no such file");
    }
}
