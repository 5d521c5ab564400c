package dev.capstan.application.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.application.core.redis.RedisSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisServerTest {
    private RedisServer server;

    @BeforeEach
    void open() throws IOException {
        server = RedisServer.open(
                "127.0.0.1",
                0,
                () -> new RedisSession(() -> Optional.of("secret"), key -> switch (key) {
                    case "broken" -> throw new IllegalStateException("a bug");
                    default -> Optional.of(("value of " + key).getBytes(StandardCharsets.UTF_8));
                }));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void clientsAreServedBesideEachOther() throws IOException {
        try (var one = new RedisClient(server.port());
                var other = new RedisClient(server.port())) {
            assertThat(one.send("AUTH", "secret")).isEqualTo("+OK");
            assertThat(other.send("GET", "a")).startsWith("-NOAUTH");
            assertThat(one.value("a")).hasValue("value of a".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatOneSendsEndsNoOther() throws IOException {
        try (var good = new RedisClient(server.port());
                var bad = new RedisClient(server.port());
                var unlucky = new RedisClient(server.port())) {
            good.send("AUTH", "secret");
            unlucky.send("AUTH", "secret");
            assertThat(bad.raw("GET / HTTP/1.1\r\n\r\n")).startsWith("-ERR Protocol error");
            assertThat(bad.isClosed()).isTrue();
            unlucky.rawWithoutAnswer("*2\r\n$3\r\nGET\r\n$6\r\nbroken\r\n");
            assertThat(unlucky.isClosed()).isTrue();

            assertThat(good.value("a")).isPresent();
        }
    }

    @Test
    void moreConnectionsThanAllowedAreClosed() throws IOException {
        List<RedisClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                var client = new RedisClient(server.port());
                clients.add(client);
                assertThat(client.send("AUTH", "secret")).isEqualTo("+OK");
            }
            try (var one = new RedisClient(server.port())) {
                assertThat(one.isClosed()).isTrue();
            }
        } finally {
            for (RedisClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        assertThatThrownBy(() -> RedisServer.open("127.0.0.1", server.port(), () -> {
                    throw new AssertionError("Nobody comes");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Port " + server.port());
    }
}
