package dev.capstan.git.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts and never answers, or sends one byte at a time without ever coming to an end. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    SilentServer(boolean drips) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var client = socket.accept();
                    clients.add(client);
                    if (drips) {
                        client.getOutputStream()
                                .write(("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"
                                                + "Content-Type: application/x-git-upload-pack-advertisement\r\n\r\n001e#")
                                        .getBytes(UTF_8));
                    }
                }
            } catch (IOException e) {
                // closed at the end of the test
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/x.git";
    }

    @Override
    public void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
        socket.close();
    }
}
