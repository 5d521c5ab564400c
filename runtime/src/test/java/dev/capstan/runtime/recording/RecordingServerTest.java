package dev.capstan.runtime.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingServerTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final HttpClient client = HttpClient.newHttpClient();
    private RecordingServer server;

    @BeforeEach
    void open() throws Exception {
        server = RecordingServer.open(VERTX, 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void answersWithARecordingThatTellsNoSecretsAndForgetsIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("answer.jfr");

        var answer = client.send(order("?duration=1s&settings=profile"), BodyHandlers.ofFile(file));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(eventsOf(file))
                .contains("jdk.CPUInformation", "jdk.ActiveSetting")
                .doesNotContain(
                        "jdk.InitialEnvironmentVariable",
                        "jdk.InitialSystemProperty",
                        "jdk.JVMInformation",
                        "jdk.ProcessStart",
                        "jdk.SystemProcess");
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
        await().untilAsserted(() -> assertThat(leftovers()).isEmpty());
    }

    @Test
    void doesNotShareARecordingOfSomebodyElse() throws Exception {
        try (var other = new Recording()) {
            other.setName("somebody's");
            other.start();

            var answer = ask(order(""));

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("somebody's");
        }
    }

    @Test
    void endsWhenWhoAskedGoesAway() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("POST /flight-recording?duration=5m HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            await().until(() ->
                    FlightRecorder.getFlightRecorder().getRecordings().size() == 1);
        }

        await().until(() -> FlightRecorder.getFlightRecorder().getRecordings().isEmpty());
    }

    @Test
    void refusesWhatIsNoOrder() throws Exception {
        assertThat(ask(order("?duration=6m")).statusCode()).isEqualTo(400);
        assertThat(ask(HttpRequest.newBuilder(uri("")).GET().build()).statusCode())
                .isEqualTo(405);
        assertThat(ask(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/q/health"))
                                .POST(BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();

        assumeTrue(outside.isPresent(), "This machine has no address but loopback");
        assertThatThrownBy(() -> new Socket(outside.get(), server.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> ask(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest order(String query) {
        return HttpRequest.newBuilder(uri(query)).POST(BodyPublishers.noBody()).build();
    }

    private URI uri(String query) {
        return URI.create("http://127.0.0.1:" + server.port() + RecordingServer.PATH + query);
    }

    private static Set<String> eventsOf(Path recording) throws IOException {
        var names = new TreeSet<String>();
        RecordingFile.readAllEvents(recording)
                .forEach(event -> names.add(event.getEventType().getName()));
        return names;
    }

    private static Set<Path> leftovers() throws IOException {
        var found = new TreeSet<Path>();
        try (var files = Files.newDirectoryStream(
                Path.of(System.getProperty("java.io.tmpdir")),
                "capstan-" + ProcessHandle.current().pid() + "-*.jfr")) {
            files.forEach(found::add);
        }
        return found;
    }
}
