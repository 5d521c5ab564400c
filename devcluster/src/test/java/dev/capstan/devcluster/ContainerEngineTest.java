package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerEngineTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    private Path folder;

    @Test
    void looksAtTheUsualSockets() {
        assertThat(ContainerEngine.candidates(Map.of("HOME", "/home/a", "XDG_RUNTIME_DIR", "/run/user/7"), false))
                .extracting(URI::toString)
                .containsExactly(
                        "unix:///var/run/docker.sock",
                        "unix:///run/user/7/docker.sock",
                        "unix:///home/a/.docker/run/docker.sock",
                        "unix:///home/a/.docker/desktop/docker.sock");
    }

    @Test
    void looksAtThePipeOfWindows() {
        assertThat(ContainerEngine.candidates(Map.of("HOME", folder.toString()), true))
                .extracting(URI::toString)
                .containsExactly("npipe:////./pipe/docker_engine");
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/podman/podman.sock,     unix:///run/podman/podman.sock",
        "' tcp://192.0.2.1:2376 ',           tcp://192.0.2.1:2376",
        "ssh://somebody@192.0.2.1,           ssh://somebody@192.0.2.1",
    })
    void takesTheNamedOneAlone(String named, String expected) {
        assertThat(ContainerEngine.candidates(Map.of("DOCKER_HOST", named, "HOME", "/home/a"), false))
                .containsExactly(URI.create(expected));
    }

    @Test
    void anAddressThatIsNoneNamesNoEngine() {
        assertThat(ContainerEngine.candidates(Map.of("DOCKER_HOST", "::not an address"), false))
                .isEmpty();
    }

    @Test
    void theContextOfTheDockerCommandComesFirst() throws IOException {
        describe("colima", "unix:///home/a/.colima/default/docker.sock");
        Files.writeString(folder.resolve("config.json"), "{\"currentContext\": \"colima\"}");

        assertThat(ContainerEngine.candidates(Map.of("DOCKER_CONFIG", folder.toString()), false))
                .first()
                .hasToString("unix:///home/a/.colima/default/docker.sock");
        assertThat(ContainerEngine.candidates(
                        Map.of("DOCKER_CONFIG", folder.toString(), "DOCKER_CONTEXT", "default"), false))
                .first()
                .hasToString("unix:///var/run/docker.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"currentContext\": \"gone\"}", "{\"currentContext\": 7}"})
    void settingsThatSayNothingNameNoContext(String settings) throws IOException {
        Files.writeString(folder.resolve("config.json"), settings);

        assertThat(ContainerEngine.candidates(Map.of("DOCKER_CONFIG", folder.toString()), false))
                .first()
                .hasToString("unix:///var/run/docker.sock");
    }

    private void describe(String context, String host) throws IOException {
        // the folder is named by the digest of the context's name
        Path meta = folder.resolve("contexts/meta/f24fd3749c1368328e2b149bec149cb6795619f244c5b584e844961215dadd16");
        Files.createDirectories(meta);
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\": \"%s\", \"Endpoints\": {\"docker\": {\"Host\": \"%s\"}}}".formatted(context, host));
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\n\r\nOK', true",
        "'HTTP/1.0 200 OK\r\n\r\nOK', true",
        "'HTTP/1.1 500 Internal Server Error\r\n\r\n', false",
        "'SSH-2.0-OpenSSH_9.2\r\n', false",
        "'HTTP', false",
    })
    void anEngineIsWhoAnswersAPing(String answer, boolean expected) throws IOException {
        try (ScriptedEngine engine = ScriptedEngine.at(folder.resolve("s"), answer)) {
            assertThat(EngineCall.isAnswered(engine.address())).isEqualTo(expected);
        }
    }

    @Test
    void whoSaysNothingIsNotWaitedFor() throws IOException {
        try (ScriptedEngine silent = ScriptedEngine.at(folder.resolve("s"), "")) {
            assertThat(EngineCall.isAnswered(silent.address())).isFalse();
        }
    }

    @Test
    void aSocketThatNobodyServesIsNoEngine() throws IOException {
        ScriptedEngine.at(folder.resolve("s"), OK).close();

        assertThat(folder.resolve("s")).exists();
        assertThat(EngineCall.isAnswered(URI.create("unix://" + folder.resolve("s"))))
                .isFalse();
        assertThat(EngineCall.isAnswered(URI.create("unix://" + folder.resolve("missing"))))
                .isFalse();
    }

    @Test
    void anEngineByTcpIsWhoListens() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0)) {
            port = server.getLocalPort();
            assertThat(EngineCall.isAnswered(URI.create("tcp://127.0.0.1:" + port)))
                    .isTrue();
        }
        assertThat(EngineCall.isAnswered(URI.create("tcp://127.0.0.1:" + port))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://somebody@127.0.0.1", "no-scheme", "tcp:opaque", "npipe:////./pipe/nobody"})
    void otherAddressesAreNoEngine(String address) {
        assertThat(EngineCall.isAnswered(URI.create(address))).isFalse();
    }
}
