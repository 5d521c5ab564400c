package dev.capstan.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.cli.artifact.PushCommand;
import dev.capstan.cli.artifact.TagCommand;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against a real registry. */
class ImagesScanCommandIT {
    private static RegistryServer registry;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        registry = RegistryServer.start(Access.OPEN);
        Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1\n");
        String first = "oci://" + registry.address() + "/org/web:1.0.0";
        must(new PushCommand(), "artifact", first, "-f", file.toString(), "--source", "s", "--revision", "r");
        must(
                new TagCommand(),
                "artifact",
                first,
                "--tag=1.4.2",
                "--tag=1.4.2.sig",
                "--tag=2.0.0-rc.1",
                "--tag=main-abc-17",
                "--tag=main-def-9",
                "--tag=latest");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private record Result(int exit, String out) {}

    private static void must(Object command, String... words) {
        var result = run(command, words);
        assertThat(result.exit()).as(result.out()).isZero();
    }

    private static Result run(Object command, String... words) {
        var out = new StringWriter();
        int exit = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out, true))
                .execute(words);
        return new Result(exit, out.toString());
    }

    private static Result scan(String... words) {
        var all = new ArrayList<>(List.of(registry.address() + "/org/web"));
        all.addAll(List.of(words));
        return run(new ImagesScanCommand(), all.toArray(String[]::new));
    }

    @Test
    void saysWhichVersionIsChosenAndWhyNotTheOthers() {
        var result = scan("--semver", ">=1.0.0");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("chosen:  " + registry.address() + "/org/web:1.4.2\n")
                .contains("tags:    7 listed, 1 excluded, 6 found by the filter, 2 count")
                .containsPattern("1 +1\\.4\\.2 +1\\.4\\.2 +chosen")
                .containsPattern("2 +1\\.0\\.0 +1\\.0\\.0")
                .containsPattern("- +2\\.0\\.0-rc\\.1 ")
                .containsPattern("- +latest ");
    }

    @Test
    void comparesWhatIsExtracted() throws IOException {
        var result = scan(
                "--numerical=asc",
                "--filter-pattern=^main-[a-z]+-(?P<n>[0-9]+)$",
                "--filter-extract=$n",
                "--limit=1",
                "-o",
                "json");

        var json = new ObjectMapper().readTree(result.out());
        assertThat(json.path("tag").asText()).isEqualTo("main-abc-17");
        assertThat(json.path("value").asText()).isEqualTo("17");
        assertThat(json.path("runnersUp").path(0).asText()).isEqualTo("main-def-9");
        assertThat(json.path("tags")).hasSize(2);
        assertThat(json.path("tags").path(1).path("standing").asText()).isEqualTo("filteredOut");
    }

    @Test
    void nothingThatIsChosenIsAnExitCodeOfItsOwn() {
        var result = scan("--semver", ">=3.0.0");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("chosen:  none: ");
    }

    @Test
    void withoutAPolicyTagsAreListed() {
        var result = scan("--exclude", "^main-", "-o", "yaml");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("listed: 7", "excluded: 2", "- latest", "- 1.4.2.sig");
    }

    @Test
    void triesAManifest() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: image.toolkit.fluxcd.io/v1beta1
                kind: ImagePolicy
                metadata: {name: web}
                spec: {imageRepositoryRef: {name: web}, policy: {semver: {range: 1.0.x}}}
                ---
                apiVersion: image.toolkit.fluxcd.io/v1beta1
                kind: ImageRepository
                metadata: {name: web}
                spec: {image: %s/org/web, interval: 1m}
                """.formatted(registry.address()));

        var result = run(new ImagesScanCommand(), "--policy", file.toString());

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out()).contains("/org/web:1.0.0\n");
    }

    @Test
    void wordsThatDoNotGoTogetherAreWrongUse() {
        assertThat(scan("--semver", "1", "--numerical", "asc").exit()).isEqualTo(2);
        assertThat(scan("--numerical", "up").exit()).isEqualTo(2);
        assertThat(scan("--filter-pattern", "x").exit()).isEqualTo(2);
        assertThat(scan("--semver", "1", "--filter-extract", "x").exit()).isEqualTo(2);
        assertThat(scan("--semver", "1", "--policy", "x").exit()).isEqualTo(2);
        assertThat(scan("--semver", "1", "--limit", "-1").exit()).isEqualTo(2);
    }
}
