package dev.capstan.application.core.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSessionTest {
    private final List<String> read = new ArrayList<>();
    private Optional<String> password = Optional.of("secret");
    private final RedisSession session = new RedisSession(() -> password, key -> {
        read.add(key);
        return key.equals("there") ? Optional.of("value".getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    });

    private String answer(String... command) {
        return new String(session.answer(List.of(command)), StandardCharsets.UTF_8);
    }

    @Test
    void whoSaidThePasswordMayRead() {
        assertThat(answer("AUTH", "secret")).isEqualTo("+OK\r\n");
        assertThat(answer("get", "there")).isEqualTo("$5\r\nvalue\r\n");
        assertThat(answer("GET", "elsewhere")).isEqualTo("$-1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET there", "PING", "SELECT 0", "CLIENT ID", "COMMAND", "SET there x", "HELLO", "HELLO 3"})
    void whoDidNotMayDoNothing(String command) {
        assertThat(answer(command.split(" ", -1))).startsWith("-NOAUTH");
        assertThat(read).isEmpty();
    }

    @Test
    void aWrongPasswordLetsNobodyInAndTakesTrustBack() {
        answer("AUTH", "secret");

        assertThat(answer("AUTH", "default", "other")).startsWith("-WRONGPASS");
        assertThat(answer("GET", "there")).startsWith("-NOAUTH");
        assertThat(answer("AUTH", "somebody", "secret")).startsWith("-WRONGPASS");
        assertThat(session.isOver()).isFalse();
        assertThat(answer("AUTH", "")).startsWith("-WRONGPASS");
        assertThat(session.isOver()).isTrue();
    }

    @Test
    void withoutAPasswordOnThisSideNobodyIsLetIn() {
        password = Optional.empty();

        assertThat(answer("GET", "there")).startsWith("-NOAUTH").contains("argocd-redis");
        assertThat(answer("AUTH", "")).startsWith("-NOAUTH");
        assertThat(answer("HELLO", "3", "AUTH", "default", "")).startsWith("-NOAUTH");
        assertThat(read).isEmpty();
    }

    @Test
    void aGreetingMayHoldThePasswordAndTheProtocol() {
        assertThat(answer("hello", "3", "auth", "default", "secret", "setname", "argocd"))
                .startsWith("%5\r\n$6\r\nserver\r\n")
                .contains("$5\r\nproto\r\n:3\r\n");
        assertThat(answer("GET", "elsewhere")).isEqualTo("_\r\n");
    }

    @Test
    void theOlderProtocolHasArrays() {
        assertThat(answer("HELLO", "2", "AUTH", "default", "secret")).startsWith("*10\r\n$6\r\nserver\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO 4", "HELLO x", "HELLO 3 AUTH default", "HELLO 3 SETNAME", "HELLO 3 OTHER"})
    void aGreetingThatIsNoneIsRefused(String command) {
        assertThat(answer(command.split(" ", -1))).startsWith("-");
        assertThat(answer("GET", "there")).startsWith("-NOAUTH");
    }

    @Test
    void whatClientsAskAtTheStartIsAnswered() {
        answer("AUTH", "secret");

        assertThat(answer("PING")).isEqualTo("+PONG\r\n");
        assertThat(answer("SELECT", "0")).isEqualTo("+OK\r\n");
        assertThat(answer("CLIENT", "SETINFO", "LIB-NAME", "go-redis")).isEqualTo("+OK\r\n");
        assertThat(answer("QUIT")).isEqualTo("+OK\r\n");
        assertThat(session.isOver()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET there x",
                "DEL there",
                "KEYS *",
                "FLUSHALL",
                "SUBSCRIBE there",
                "CLIENT KILL",
                "SELECT 1",
                "GET",
                "CLIENT"
            })
    void nothingElseIsDone(String command) {
        answer("AUTH", "secret");

        assertThat(answer(command.split(" ", -1))).startsWith("-ERR");
    }

    @Test
    void aNameCannotMakeLinesOfItsOwn() {
        answer("AUTH", "secret");

        assertThat(answer("a\r\n+OK\r\n"))
                .startsWith("-ERR")
                .doesNotContain("\r\n+OK")
                .endsWith("\r\n");
        assertThat(session.answer(List.of())).asString(StandardCharsets.UTF_8).startsWith("-ERR");
    }
}
