package dev.capstan.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a real registry. */
class ArtifactCommandsIT {
    private static RegistryServer registry;

    @TempDir
    private Path folder;

    private Path source = Path.of("");
    private Path output = Path.of("");

    @BeforeAll
    static void start() {
        registry = RegistryServer.start(Access.OPEN);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @BeforeEach
    void write() throws IOException {
        source = folder.resolve("source");
        Files.createDirectories(source.resolve("apps"));
        Files.writeString(source.resolve("a.yaml"), "a: 1\n");
        Files.writeString(source.resolve("apps/run.sh"), "#!/bin/sh\n");
        assertThat(source.resolve("apps/run.sh").toFile().setExecutable(true)).isTrue();
        output = Files.createDirectories(folder.resolve("output"));
    }

    @Test
    void whatWasPushedIsPulled() throws IOException {
        assertThat(push("pulled:v1")).startsWith("pushed " + registry.address() + "/pulled@sha256:");

        var said = run(new PullCommand(), "artifact", url("pulled:v1"), "-o", output.toString());

        assertThat(said).contains("source https://git.example/config", "revision main@sha1:abc");
        assertThat(output.resolve("a.yaml")).hasContent("a: 1");
        assertThat(Files.isExecutable(output.resolve("apps/run.sh"))).isTrue();
    }

    @Test
    void scriptsReadTheDigestAndTheSameFilesGiveTheSame() throws IOException {
        var first = new ObjectMapper().readTree(push("twice:v1", "--reproducible", "-o", "json"));
        var second = new ObjectMapper().readTree(push("twice:v2", "--reproducible", "-o", "json"));

        assertThat(first.path("digest")).isEqualTo(second.path("digest"));
        assertThat(first.path("url").asText())
                .isEqualTo("oci://" + registry.address() + "/twice@"
                        + first.path("digest").asText());
        assertThat(second.path("tag").asText()).isEqualTo("v2");
    }

    @Test
    void tagsAreAddedAndListed() {
        push("listed:1.0.0");

        assertThat(run(new TagCommand(), "artifact", url("listed:1.0.0"), "--tag", "latest", "--tag", "2.0.0"))
                .contains("tagged " + registry.address() + "/listed:latest");

        var all = run(new ListCommand(), "artifacts", url("listed")).lines().toList();
        assertThat(all).hasSize(4);
        assertThat(all.getFirst()).matches("ARTIFACT +DIGEST +SOURCE +REVISION");
        assertThat(all.get(1)).matches(".*/listed:latest +sha256:.* +https://git.example/config +main@sha1:abc");
        assertThat(run(new ListCommand(), "artifacts", url("listed"), "--filter-semver", "<2")
                        .lines())
                .hasSize(2);
    }

    @Test
    void standardInputIsOneManifest() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("b: 2\n".getBytes(StandardCharsets.UTF_8)));
        try {
            run(new PushCommand(), "artifact", url("stdin:v1"), "-f", "-", "--source", "s", "--revision", "r");
        } finally {
            System.setIn(before);
        }

        run(new PullCommand(), "artifact", url("stdin:v1"), "-o", output.toString());
        assertThat(output.resolve("manifests.yaml")).hasContent("b: 2");
    }

    @Test
    void o017_nothingIsWrittenThroughALink() throws IOException {
        push("links:v1");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(output.resolve("apps"), elsewhere);

        var said = new StringWriter();
        int exit = command(new PullCommand(), said).execute("artifact", url("links:v1"), "-o", output.toString());

        assertThat(exit).isNotZero();
        assertThat(said.toString()).contains("is a link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    private String push(String name, String... more) {
        var arguments = new String[9 + more.length];
        System.arraycopy(
                new String[] {
                    "artifact",
                    url(name),
                    "-f",
                    source.toString(),
                    "--source",
                    "https://git.example/config",
                    "--revision",
                    "main@sha1:abc",
                    "--timeout=60"
                },
                0,
                arguments,
                0,
                9);
        System.arraycopy(more, 0, arguments, 9, more.length);
        return run(new PushCommand(), arguments);
    }

    private static String url(String name) {
        return "oci://" + registry.address() + "/" + name;
    }

    private static String run(Object command, String... arguments) {
        var out = new StringWriter();
        assertThat(command(command, out).execute(arguments)).as(out.toString()).isZero();
        return out.toString();
    }

    private static CommandLine command(Object command, StringWriter out) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out, true));
    }
}
