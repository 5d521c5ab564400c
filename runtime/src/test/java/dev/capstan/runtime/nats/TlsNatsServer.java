package dev.capstan.runtime.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Says that it wants TLS, and then answers pings, as the server of NATS does. */
final class TlsNatsServer implements AutoCloseable {
    private static final String INFO =
            "INFO {\"server_id\":\"T\",\"version\":\"2.12.0\",\"proto\":1,\"max_payload\":1048576,"
                    + "\"headers\":true,\"tls_required\":true}\r\n";

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final SSLContext context;
    private final boolean asksForCertificate;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    TlsNatsServer(SSLContext context) throws IOException {
        this(context, false);
    }

    /** One that takes only clients with the certificate. */
    TlsNatsServer(SSLContext context, boolean asksForCertificate) throws IOException {
        this.context = context;
        this.asksForCertificate = asksForCertificate;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What clients said once TLS was there. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    /** Waits until a client has broken off the handshake. */
    void awaitRefusal() {
        await().atMost(Duration.ofSeconds(20)).until(() -> refusals.get() > 0);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket plain = listening.accept();
                Thread.ofVirtual().start(() -> serve(plain));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            plain.getOutputStream().write(INFO.getBytes(UTF_8));
            plain.getOutputStream().flush();
            var secured = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            secured.setUseClientMode(false);
            secured.setNeedClientAuth(asksForCertificate);
            secured.startHandshake();
            var lines = new BufferedReader(new InputStreamReader(secured.getInputStream(), UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
                if (line.startsWith("PING")) {
                    secured.getOutputStream().write("PONG\r\n".getBytes(UTF_8));
                    secured.getOutputStream().flush();
                }
            }
        } catch (IOException broken) {
            refusals.incrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
