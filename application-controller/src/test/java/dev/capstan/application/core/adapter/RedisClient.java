package dev.capstan.application.core.adapter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client of tests, by the older protocol. */
public final class RedisClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** @param port on this machine */
    public RedisClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a command; the first line of the answer. */
    public String send(String... words) throws IOException {
        var command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append("$%d\r\n%s\r\n".formatted(word.getBytes(StandardCharsets.UTF_8).length, word));
        }
        return raw(command.toString());
    }

    /** A value; empty when there is none. */
    public Optional<byte[]> value(String key) throws IOException {
        String line = send("GET", key);
        if (line.equals("$-1")) {
            return Optional.empty();
        }
        if (!line.startsWith("$")) {
            throw new AssertionError(line);
        }
        byte[] value = in.readNBytes(Integer.parseInt(line.substring(1)));
        line();
        return Optional.of(value);
    }

    /** Sends anything; the first line of the answer. */
    String raw(String bytes) throws IOException {
        rawWithoutAnswer(bytes);
        return line();
    }

    void rawWithoutAnswer(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** Whether the other side has closed the connection; waits for it to say anything. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
