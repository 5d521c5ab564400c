package dev.capstan.git.serve;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.git.transport.IsolatedJGit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Serves local repositories and folders over smart HTTP (Git protocol versions 0 and 2), by default on a free loopback port.
 *
 * <pre>{@code
 * try (var server = GitHttpServer.start()) {
 *     URI config = server.serveRepository("config", Path.of("config.git"), Access.READ_WRITE);
 *     URI folder = server.serveFolder("app", Path.of("deploy"));
 * }
 * }</pre>
 *
 * <p>There are no accounts: whoever reaches the port may do what {@link Access} allows.
 */
public final class GitHttpServer implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9_-])?");

    static {
        // Header and body are two packets; without this every answer waits 40 ms for a delayed acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService requests;
    private final Map<String, ServedRepository> repositories = new ConcurrentHashMap<>();

    private GitHttpServer(HttpServer server, ExecutorService requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Starts on a free port of the loopback interface.
     *
     * @throws IOException when no port can be bound
     */
    public static GitHttpServer start() throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Starts on the given address; port 0 takes a free one.
     *
     * @throws IOException when the address cannot be bound
     */
    public static GitHttpServer start(InetSocketAddress address) throws IOException {
        IsolatedJGit.ensure();
        var server = HttpServer.create(address, 0);
        var requests = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(requests);
        var gitServer = new GitHttpServer(server, requests);
        server.createContext("/", new SmartHttpHandler(gitServer.repositories));
        server.start();
        return gitServer;
    }

    /**
     * Serves a bare repository, or the committed state of a work tree.
     *
     * @param name one path segment of the URL, letters, digits, {@code . _ -}; replaces what was served under it
     * @return the URL to clone
     * @throws IOException when {@code path} is not a Git repository
     */
    public URI serveRepository(String name, Path path, Access access) throws IOException {
        return serve(name, ExistingRepository.open(path, access));
    }

    /**
     * Serves a folder that is not a repository, read only: its files become a commit on branch {@code main} whenever a client asks
     * and something has changed.
     *
     * @param name as for {@link #serveRepository}
     * @return the URL to clone
     * @throws IOException when {@code folder} is not a folder
     */
    public URI serveFolder(String name, Path folder) throws IOException {
        return serve(name, FolderSnapshot.of(folder));
    }

    /** Whether the path is a bare repository or a work tree with one, so that {@link #serveRepository} takes it. */
    public static boolean isRepository(Path path) {
        return ExistingRepository.isRepository(path);
    }

    private URI serve(String name, ServedRepository repository) {
        if (!NAME.matcher(name).matches()) {
            repository.close();
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a repository: use letters, digits, '.', '_', '-'");
        }
        var before = repositories.put(name, repository);
        if (before != null) {
            before.close();
        }
        return url(name);
    }

    private URI url(String name) {
        var host = server.getAddress().getAddress();
        var shown = host.isAnyLocalAddress() || host.isLoopbackAddress() ? "127.0.0.1" : host.getHostAddress();
        return URI.create("http://" + shown + ":" + port() + "/" + name + ".git");
    }

    /** The port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Ends the answers under way and returns when nothing reads or writes the repositories any more. */
    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
        requests.close();
        repositories.values().forEach(ServedRepository::close);
        repositories.clear();
    }
}
