package dev.capstan.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.runtime.http.BoundedServer.Response;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedServerTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final RequestLimits LIMITS = new RequestLimits(1000, 4096, Duration.ofSeconds(2), 2, 100);

    private final CountDownLatch release = new CountDownLatch(1);
    private final BoundedServer server = open();

    @AfterEach
    void close() {
        release.countDown();
        server.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void handsCompleteRequestsOver() throws Exception {
        assertThat(send("POST /a/b?c=d HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nContent-Length: 4\r\n\r\nbody"))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("POST /a/b 1 body\n");
    }

    @Test
    void n082_aDeclaredLengthThatIsTooLongIsRefusedBeforeTheBodyIsRead() throws Exception {
        assertThat(send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void n082_chunksWithoutEndAreCutOff() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("3e8\r\n" + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.UTF_8);
            int sent = 0;
            try {
                while (sent < 100_000) {
                    out.write(chunk);
                    sent++;
                }
            } catch (IOException closedByServer) {
                assertThat(sent).isGreaterThan(0);
            }
            assertThat(sent).as("100 MB were taken").isLessThan(100_000);
        }
    }

    @Test
    void n082_headersThatAreTooLongAreRefused() throws Exception {
        assertThat(send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void n082_compressedBodiesAreNotInflated() throws Exception {
        assertThat(
                        send(
                                "POST / HTTP/1.1\r\nHost: x\r\nX-One: 1\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"))
                .endsWith("POST / 1 abc\n");
    }

    @Test
    void aRequestThatDoesNotArriveIsGivenUp() throws Exception {
        assertThat(send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"))
                .startsWith("HTTP/1.1 408");
    }

    @Test
    void moreAtATimeThanAllowedAreTurnedAway() throws Exception {
        String slow = "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        try (var one = open(slow);
                var two = open(slow)) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
                            .startsWith("HTTP/1.1 503"));
            release.countDown();
            assertThat(readAll(one)).startsWith("HTTP/1.1 200");
            assertThat(readAll(two)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aHandlerThatFailsIsAnInternalErrorAndNothingMore() throws Exception {
        assertThat(send("GET /bug HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 500")
                .doesNotContain("secret");
    }

    @Test
    void anErrorOfTheMachineIsAnsweredTooAndTakesNoPlaceAway() throws Exception {
        for (int i = 0; i < LIMITS.requests() + 1; i++) {
            assertThat(send("GET /error HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 500");
        }
        assertThat(send("GET /good HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    private BoundedServer open() {
        try {
            return BoundedServer.open(VERTX, "127.0.0.1", 0, LIMITS, request -> {
                if (request.path().equals("/bug")) {
                    throw new IllegalStateException("secret");
                }
                if (request.path().equals("/error")) {
                    throw new StackOverflowError();
                }
                if (request.path().equals("/slow")) {
                    awaitRelease();
                }
                return new Response(
                        200,
                        request.method() + " " + request.path() + " "
                                + request.headers().get("X-One") + " "
                                + new String(request.body(), StandardCharsets.UTF_8));
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket open(String request) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private String send(String request) throws IOException {
        try (Socket socket = open(request)) {
            return readAll(socket);
        }
    }

    /** Reads until the answer is complete or nothing more comes for a while. */
    private static String readAll(Socket socket) throws IOException {
        socket.setSoTimeout(5000);
        var answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        for (int n = socket.getInputStream().read(buffer);
                n >= 0;
                n = socket.getInputStream().read(buffer)) {
            answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            if (isComplete(answer)) {
                break;
            }
        }
        return answer.toString();
    }

    private static boolean isComplete(StringBuilder answer) {
        int head = answer.indexOf("\r\n\r\n");
        var length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(answer);
        return head >= 0 && length.find() && answer.length() >= head + 4 + Integer.parseInt(length.group(1));
    }
}
