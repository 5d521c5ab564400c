package dev.capstan.application.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.application.core.RepoServerCalls;
import dev.capstan.application.core.RevisionMessages;
import dev.capstan.application.core.grpc.ProtobufFields;
import dev.capstan.application.source.Answer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcServerTest {
    private static final String SERVICE = "/repository.RepoServerService/";

    private final Vertx vertx = Vertx.vertx();
    private GrpcServer server;
    private GrpcCalls client;

    @BeforeEach
    void open() throws IOException {
        var calls = new RepoServerCalls(question -> switch (question.name()) {
            case "broken" -> throw new IllegalStateException("a bug");
            default -> new Answer.Known<>("4be1f0a2");
        });
        server = GrpcServer.open(vertx, "127.0.0.1", 0, calls, Clock.systemUTC());
        client = new GrpcCalls(server.port());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        vertx.close();
    }

    @Test
    void aMessageAndAStatusComeBack() throws Exception {
        var called = client.call(SERVICE + "ResolveRevision", RevisionMessages.request("argocd", "my-app", "main"));

        assertThat(called.status()).isEqualTo("0");
        assertThat(ProtobufFields.read(called.message().orElseThrow())
                        .orElseThrow()
                        .text(1))
                .isEqualTo("4be1f0a2");
    }

    @Test
    void anEmptyMessageIsAMessage() throws Exception {
        var called = client.call(SERVICE + "ListPlugins", new byte[0]);

        assertThat(called.status()).isEqualTo("0");
        assertThat(called.message()).hasValue(new byte[0]);
    }

    @Test
    void refusalsHaveAStatusAndWords() throws Exception {
        var called = client.call(SERVICE + "TestRepository", new byte[0]);

        assertThat(called.status()).isEqualTo("12");
        assertThat(called.why()).contains("--validate=false");
        assertThat(called.message()).isEmpty();
    }

    @Test
    void aBugEndsOneCallOnly() throws Exception {
        byte[] broken = RevisionMessages.request("argocd", "broken", "main");

        assertThat(client.call(SERVICE + "ResolveRevision", broken).status()).isEqualTo("13");
        assertThat(client.call(SERVICE + "ListPlugins", new byte[0]).status()).isEqualTo("0");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        assertThat(client.send(SERVICE + "ListPlugins", new byte[(4 << 20) + 1]).status())
                .isEqualTo("8");
        assertThat(client.call(SERVICE + "ListPlugins", new byte[0]).status()).isEqualTo("0");
    }

    @Test
    void whoSpeaksSomethingElseHearsNothingAndHarmsNothing() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(30_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/1.1 200");
        }

        assertThat(client.call(SERVICE + "ListPlugins", new byte[0]).status()).isEqualTo("0");
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        assertThatThrownBy(() -> GrpcServer.open(
                        vertx,
                        "127.0.0.1",
                        server.port(),
                        new RepoServerCalls(_ -> new Answer.Failed<>("")),
                        Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Port " + server.port());
    }
}
