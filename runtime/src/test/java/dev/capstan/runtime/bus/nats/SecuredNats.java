package dev.capstan.runtime.bus.nats;

import static org.awaitility.Awaitility.await;

import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * A NATS server that asks for a user and a password: user {@code capstan}, password {@code right}. It takes messages of at most
 * 4 KiB, and none about objects with the name {@code secret}.
 */
final class SecuredNats implements AutoCloseable {
    private final Process process;
    private final int port;

    private SecuredNats(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static SecuredNats start(Path folder) throws IOException {
        Assumptions.assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "nats-server"))),
                "nats-server is not on the PATH (Debian: apt-get install nats-server)");
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path config = folder.resolve("nats.conf");
        Files.writeString(config, """
                listen: "127.0.0.1:%d"
                jetstream { store_dir: "%s", max_mem: 64M, max_file: 1G }
                max_payload: 4096
                authorization { users: [ {
                  user: capstan, password: right, permissions: { publish: { deny: ["*.*.*.*.secret.*"] } }
                } ] }
                """.formatted(port, folder.resolve("data")));
        Process process = new ProcessBuilder("nats-server", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nats.log").toFile())
                .start();
        var server = new SecuredNats(process, port);
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            Nats.connect(Options.builder()
                            .server(server.url())
                            .userInfo("capstan".toCharArray(), "right".toCharArray())
                            .build())
                    .close();
            return true;
        });
        return server;
    }

    String url() {
        return "nats://127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
