package dev.capstan.devcluster;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket that answers every call with the same words, or with none. */
final class ScriptedEngine implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<SocketChannel> held = new CopyOnWriteArrayList<>();

    private ScriptedEngine(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    /** @param answer what is said before the connection ends; without words it stays open */
    static ScriptedEngine at(Path socket, String answer) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        ScriptedEngine engine = new ScriptedEngine(socket, server);
        Thread.startVirtualThread(() -> engine.serve(answer));
        return engine;
    }

    private void serve(String answer) {
        try {
            while (true) {
                SocketChannel call = server.accept();
                if (answer.isEmpty()) {
                    held.add(call);
                    continue;
                }
                call.read(ByteBuffer.allocate(1024));
                call.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                call.close();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    URI address() {
        return URI.create("unix://" + socket);
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel call : held) {
            call.close();
        }
        server.close();
    }
}
