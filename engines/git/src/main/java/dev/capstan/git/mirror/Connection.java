package dev.capstan.git.mirror;

import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.http.HttpConnections;
import dev.capstan.git.ssh.SshSessions;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** One conversation with a remote: list references, then perhaps fetch. */
final class Connection implements Closeable {
    private final Transport transport;
    private final Closeable network;
    private final FetchConnection fetch;

    private Connection(Transport transport, Closeable network, FetchConnection fetch) {
        this.transport = transport;
        this.network = network;
        this.fetch = fetch;
    }

    /** What {@link Connection#open} needs to know of its surroundings. */
    record Surroundings(GitSettings settings, OutboundHttp http, Path emptyHome) {}

    /**
     * Connects and lists.
     *
     * @param scope reference or prefix that the server must show, see {@link Listing#scopeOf}
     * @param extent how much comes with what is fetched
     */
    static Connection open(
            Repository repository,
            Remote remote,
            Surroundings surroundings,
            Attempt attempt,
            String scope,
            FetchExtent extent)
            throws IOException {
        var deadline = attempt.deadline();
        Transport transport = Transport.open(repository, uri(remote.url()));
        Closeable network = transport::close;
        try {
            network = equip(transport, remote, surroundings, deadline, attempt);
            transport.setCheckFetchedObjects(true);
            transport.setObjectChecker(tolerantChecker());
            extent.applyTo(transport);
            var specs = scope.endsWith("/") ? new RefSpec(scope + "*:" + scope + "*") : new RefSpec(scope);
            return new Connection(transport, network, transport.openFetch(List.of(specs), "HEAD"));
        } catch (IOException | RuntimeException e) {
            transport.close();
            network.close();
            throw e;
        }
    }

    private static Closeable equip(
            Transport transport, Remote remote, Surroundings surroundings, Deadline deadline, Attempt attempt)
            throws IOException {
        switch (transport) {
            case TransportHttp http -> {
                var connections = new HttpConnections(remote, surroundings.settings(), deadline, surroundings.http());
                http.setHttpConnectionFactory(connections);
                attempt.endsBy(connections::abort);
                return connections;
            }
            case SshTransport ssh -> {
                var sessions = SshSessions.to(remote, surroundings.settings(), surroundings.emptyHome(), deadline);
                ssh.setSshSessionFactory(sessions);
                ssh.setTimeout(Math.max(1, Math.toIntExact(deadline.remaining().toSeconds())));
                attempt.endsBy(sessions);
                attempt.explainsHostKeysBy(sessions::hostKeyRefusal);
                return sessions;
            }
            default -> throw new IllegalStateException("a checked URL is http, https or ssh");
        }
    }

    private static URIish uri(RemoteUrl url) {
        var user = url.scheme() == RemoteUrl.Scheme.SSH ? url.user().orElse("git") + "@" : "";
        var port = url.port() == -1 ? "" : ":" + url.port();
        try {
            return new URIish(url.scheme().text() + "://" + user + url.hostText() + port + url.path());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a checked URL is well-formed", e);
        }
    }

    /** Refuses what is damaged, not what old tools wrote sloppily; unsafe names are found when a tree is read. */
    private static ObjectChecker tolerantChecker() {
        var checker = new ObjectChecker().setAllowLeadingZeroFileMode(true).setAllowInvalidPersonIdent(true);
        for (var tolerated : List.of(
                ObjectChecker.ErrorType.HAS_DOTGIT,
                ObjectChecker.ErrorType.HAS_DOT,
                ObjectChecker.ErrorType.HAS_DOTDOT,
                ObjectChecker.ErrorType.FULL_PATHNAME,
                ObjectChecker.ErrorType.ZERO_PADDED_FILEMODE,
                ObjectChecker.ErrorType.MISSING_EMAIL,
                ObjectChecker.ErrorType.MISSING_SPACE_BEFORE_DATE,
                ObjectChecker.ErrorType.BAD_DATE,
                ObjectChecker.ErrorType.BAD_EMAIL,
                ObjectChecker.ErrorType.BAD_TIMEZONE,
                ObjectChecker.ErrorType.BAD_UTF8,
                ObjectChecker.ErrorType.WIN32_BAD_NAME)) {
            checker.setIgnore(tolerated, true);
        }
        return checker;
    }

    Collection<Ref> references() {
        return fetch.getRefs();
    }

    void fetch(Collection<Ref> wanted) throws IOException {
        fetch.fetch(NullProgressMonitor.INSTANCE, wanted, Set.of(), OutputStream.nullOutputStream());
        for (var lock : fetch.getPackLocks()) {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            fetch.close();
        } finally {
            transport.close();
            network.close();
        }
    }
}
