package dev.capstan.testkit.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A SOCKS 5 proxy on loopback (RFC 1928, RFC 1929), for one user when asked to. Whatever host is asked for, it connects to loopback:
 * so names that only it knows can be tried. What went through it is recorded as {@code host:port}.
 */
public final class SocksProxy implements AutoCloseable {
    private static final int PASSWORD = 2;

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final Optional<String> wanted;

    private SocksProxy(Optional<String> wanted) {
        this.wanted = wanted;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Lets everybody through. */
    public static SocksProxy start() {
        return new SocksProxy(Optional.empty());
    }

    /** Lets one user through. */
    public static SocksProxy startFor(String user, String password) {
        return new SocksProxy(Optional.of(user + ":" + password));
    }

    /** As clients name it, for example {@code socks5://127.0.0.1:1080}. */
    public String address() {
        return "socks5://127.0.0.1:" + port();
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** What was let through so far, oldest first. */
    public List<String> passed() {
        return List.copyOf(passed);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            in.readUnsignedByte();
            byte[] methods = in.readNBytes(in.readUnsignedByte());
            if (!isLetIn(methods, in, out)) {
                return;
            }
            in.readNBytes(3);
            String host = host(in);
            int port = in.readUnsignedShort();
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.add(target);
                passed.add(host + ":" + port);
                out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                threads.execute(() -> copy(target, client));
                copy(client, target);
            } catch (IOException refused) {
                out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
            }
        } catch (IOException e) {
            // One side has gone; the other notices by its closed connection.
        }
    }

    private boolean isLetIn(byte[] methods, DataInputStream in, OutputStream out) throws IOException {
        int method = wanted.isPresent() ? PASSWORD : 0;
        boolean isOffered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(method) >= 0;
        out.write(new byte[] {5, (byte) (isOffered ? method : 0xff)});
        if (!isOffered || wanted.isEmpty()) {
            return isOffered;
        }
        in.readUnsignedByte();
        String user = word(in);
        boolean isRight = wanted.get().equals(user + ":" + word(in));
        out.write(new byte[] {1, (byte) (isRight ? 0 : 1)});
        return isRight;
    }

    private static String host(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> word(in);
        };
    }

    private static String word(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
