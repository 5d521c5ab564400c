package dev.capstan.application.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorTest {
    /** Answers what it was sent, once. */
    private static ServerSocket echo() throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(client.getInputStream().readAllBytes());
            } catch (IOException over) {
                return;
            }
        });
        return server;
    }

    private static String through(Door door, String text) throws IOException {
        Thread.ofVirtual().start(door::run);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatComesInGoesThroughAndBack() throws IOException {
        try (ServerSocket server = echo();
                Door door = Door.open(0, List.of("localhost"), server.getLocalPort())) {
            assertThat(through(door, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void hostsThatAreNotKnownArePassedOver() throws IOException {
        try (ServerSocket server = echo();
                Door door = Door.open(0, List.of("nobody.invalid", "localhost"), server.getLocalPort())) {
            assertThat(through(door, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void whereNobodyListensTheClientIsSentAway() throws IOException {
        int free;
        try (var server = new ServerSocket(0)) {
            free = server.getLocalPort();
        }
        try (Door door = Door.open(0, List.of("localhost"), free)) {
            assertThat(through(door, "")).isEmpty();
        }
    }
}
