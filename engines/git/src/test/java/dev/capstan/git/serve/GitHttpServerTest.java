package dev.capstan.git.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.git.write.BareRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client is the real git command. */
class GitHttpServerTest {
    @TempDir
    Path temp;

    private GitHttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = GitHttpServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void clonesOverEveryProtocolVersion(int version) throws Exception {
        try (var repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main")) {
            repository.write("main", "First", Map.of("a/b.yaml", "x: 1\n"));
            var url = server.serveRepository("config", repository.path(), Access.READ_ONLY);

            git(temp, "-c", "protocol.version=" + version, "clone", "--depth", "1", url.toString(), "copy");

            assertThat(temp.resolve("copy/a/b.yaml")).hasContent("x: 1\n");
        }
    }

    @Test
    void takesPushesWhenTheyAreAllowed() throws Exception {
        try (var repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main")) {
            repository.write("main", "First", Map.of("a.yaml", "x: 1\n"));
            var url = server.serveRepository("config", repository.path(), Access.READ_WRITE);
            git(temp, "clone", url.toString(), "copy");

            Files.writeString(temp.resolve("copy/a.yaml"), "x: 2\n");
            git(temp.resolve("copy"), "commit", "-am", "Second");
            git(temp.resolve("copy"), "push", "origin", "main");

            assertThat(repository.read("main", "a.yaml")).contains("x: 2\n");
        }
    }

    @Test
    void refusesPushesToAReadOnlyRepository() throws Exception {
        try (var repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main")) {
            repository.write("main", "First", Map.of("a.yaml", "x: 1\n"));
            var url = server.serveRepository("config", repository.path(), Access.READ_ONLY);
            git(temp, "clone", url.toString(), "copy");

            assertThatThrownBy(() -> git(temp.resolve("copy"), "push", "origin", "main:other"))
                    .hasMessageContaining("403");
        }
    }

    @Test
    void servesThePresentStateOfAPlainFolder() throws Exception {
        var folder = Files.createDirectories(temp.resolve("deploy"));
        Files.writeString(folder.resolve("a.yaml"), "x: 1\n");
        var url = server.serveFolder("deploy", folder);
        git(temp, "clone", url.toString(), "copy");

        Files.writeString(folder.resolve("a.yaml"), "x: 22\n");
        git(temp.resolve("copy"), "pull");

        assertThat(temp.resolve("copy/a.yaml")).hasContent("x: 22\n");
        assertThat(git(temp.resolve("copy"), "rev-list", "--count", "HEAD")).isEqualTo("2\n");
    }

    @Test
    void anUnchangedFolderKeepsItsCommit() throws Exception {
        var folder = Files.createDirectories(temp.resolve("deploy"));
        Files.writeString(folder.resolve("a.yaml"), "x: 1\n");
        var url = server.serveFolder("deploy", folder);

        var first = git(temp, "ls-remote", url.toString(), "refs/heads/main");
        var second = git(temp, "ls-remote", url.toString(), "refs/heads/main");

        assertThat(second).isEqualTo(first).contains("refs/heads/main");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/other.git/info/refs?service=git-upload-pack",
                "/config.git/HEAD",
                "/config.git/objects/info/packs",
                "/%2e%2e/info/refs?service=git-upload-pack"
            })
    void answersNothingButTheProtocol(String path) throws Exception {
        try (var repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
                var client = HttpClient.newHttpClient()) {
            server.serveRepository("config", repository.path(), Access.READ_ONLY);

            var uri = URI.create("http://127.0.0.1:" + server.port() + path);
            var answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "maintenance.auto=false"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }
}
