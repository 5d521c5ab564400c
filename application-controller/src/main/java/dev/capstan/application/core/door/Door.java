package dev.capstan.application.core.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes connections on, as bytes. It listens on the loopback address, so that nobody gets in but who may forward ports of its pod. Connections are
 * bounded in number and in silence.
 */
public final class Door implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than the other end waits, so that it says goodbye. */
    private static final int SILENCE_MILLIS = 360_000;

    private final ServerSocket listening;
    private final List<String> hosts;
    private final int port;
    private final Semaphore free = new Semaphore(CONNECTIONS);

    private Door(ServerSocket listening, List<String> hosts, int port) {
        this.listening = listening;
        this.hosts = List.copyOf(hosts);
        this.port = port;
    }

    /**
     * The program.
     *
     * @param arguments hosts, separated by commas, and then ports, which are the same on both sides
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || Arrays.stream(arguments[0].split(",", -1)).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("usage: Door HOST[,HOST...] PORT...");
        }
        List<Thread> doors = new ArrayList<>();
        for (String port : Arrays.asList(arguments).subList(1, arguments.length)) {
            int number = Integer.parseInt(port);
            Door door = open(number, List.of(arguments[0].split(",", -1)), number);
            doors.add(Thread.ofPlatform().name("door-" + port).start(door::run));
        }
        for (Thread door : doors) {
            door.join();
        }
    }

    /**
     * Opens a door.
     *
     * @param own the port on this side; 0 for a free one
     * @param hosts whose addresses are tried one after the other
     */
    public static Door open(int own, List<String> hosts, int port) throws IOException {
        var listening = new ServerSocket();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), own));
        return new Door(listening, hosts, port);
    }

    /** The port on this side. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Lets in, until it is closed. */
    public void run() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (free.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(client));
                } else {
                    client.close();
                }
            } catch (IOException closed) {
                // The door is closed, which ends the loop; or a client was gone before it was let in; or there are too
                // many open files, which some will close.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Optional<Socket> found = connect();
            if (found.isPresent()) {
                try (Socket server = found.get()) {
                    client.setSoTimeout(SILENCE_MILLIS);
                    server.setSoTimeout(SILENCE_MILLIS);
                    Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                    copy(client, server);
                    back.join();
                }
            }
        } catch (IOException gone) {
            // One side has left; both are closed.
            return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    /** Copies until one side is done, which the other is told. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }

    /** Only the controller that leads listens. */
    private Optional<Socket> connect() {
        for (String host : hosts) {
            try {
                for (InetAddress address : InetAddress.getAllByName(host)) {
                    Optional<Socket> made = connect(new InetSocketAddress(address, port));
                    if (made.isPresent()) {
                        return made;
                    }
                }
            } catch (IOException unknown) {
                // There is no such installation; the next host may be known.
            }
        }
        System.err.println("Nobody listens on port " + port + " of " + String.join(", ", hosts)
                + ": is capstan.application.core.enabled set, and does the controller run?");
        return Optional.empty();
    }

    private static Optional<Socket> connect(InetSocketAddress address) {
        var socket = new Socket();
        try {
            socket.connect(address, CONNECT_MILLIS);
            return Optional.of(socket);
        } catch (IOException refused) {
            close(socket);
            return Optional.empty();
        }
    }

    /** Closes the door; connections end by themselves. */
    @Override
    public void close() throws IOException {
        listening.close();
    }
}
