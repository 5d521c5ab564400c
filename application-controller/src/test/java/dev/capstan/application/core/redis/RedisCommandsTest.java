package dev.capstan.application.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisCommandsTest {
    private static RedisCommands of(String bytes) {
        return new RedisCommands(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void commandsAreReadOneAfterTheOther() throws IOException {
        var commands = of("*2\r\n$3\r\nGET\r\n$3\r\n\u00e4b\r\n*1\r\n$4\r\nPING\r\n*0\r\n");

        assertThat(commands.next().orElseThrow()).containsExactly("GET", "\u00e4b");
        assertThat(commands.next().orElseThrow()).containsExactly("PING");
        assertThat(commands.next().orElseThrow()).isEmpty();
        assertThat(commands.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET there\r\n",
                "*-1\r\n",
                "*\r\n",
                "*33\r\n",
                "*1\n$1\r\na\r\n",
                "*1\r\n+OK\r\n",
                "*1\r\n$4097\r\n",
                "*1\r\n$99999999999999999999\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$1\r\nab\r\n"
            })
    void whatIsNoCommandIsSaidToBeNone(String bytes) {
        assertThatThrownBy(() -> of(bytes).next()).isInstanceOf(RedisCommands.Malformed.class);
    }

    @Test
    void whatBreaksOffIsNoCommand() {
        assertThatThrownBy(() -> of("*1\r\n$10\r\nabc").next()).isInstanceOf(EOFException.class);
    }
}
