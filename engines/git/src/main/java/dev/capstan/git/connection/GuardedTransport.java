package dev.capstan.git.connection;

import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.http.HttpConnections;
import dev.capstan.git.ssh.SshSessions;
import java.io.Closeable;
import java.io.IOException;
import java.net.URISyntaxException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** A transport of JGit that connects by our connections only: checked addresses, kept credentials, limits and a deadline. */
final class GuardedTransport implements Closeable {
    private final Transport transport;
    private final Closeable network;

    private GuardedTransport(Transport transport, Closeable network) {
        this.transport = transport;
        this.network = network;
    }

    /** Prepares it; connects to nothing yet. */
    static GuardedTransport open(
            Repository repository, Remote remote, Connection.Surroundings surroundings, Attempt attempt)
            throws IOException {
        var transport = Transport.open(repository, uri(remote.url()));
        try {
            return new GuardedTransport(transport, equip(transport, remote, surroundings, attempt));
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static Closeable equip(
            Transport transport, Remote remote, Connection.Surroundings surroundings, Attempt attempt)
            throws IOException {
        var deadline = attempt.deadline();
        return switch (transport) {
            case TransportHttp http -> {
                var connections = new HttpConnections(remote, surroundings.settings(), deadline, surroundings.http());
                http.setHttpConnectionFactory(connections);
                attempt.endsBy(connections::abort);
                yield connections;
            }
            case SshTransport ssh -> {
                var sessions = SshSessions.to(remote, surroundings.settings(), surroundings.emptyHome(), deadline);
                ssh.setSshSessionFactory(sessions);
                ssh.setTimeout(Math.max(1, Math.toIntExact(deadline.remaining().toSeconds())));
                attempt.endsBy(sessions);
                attempt.explainsHostKeysBy(sessions::hostKeyRefusal);
                yield sessions;
            }
            default -> throw new IllegalStateException("a checked URL is http, https or ssh");
        };
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

    Transport transport() {
        return transport;
    }

    @Override
    public void close() throws IOException {
        transport.close();
        network.close();
    }
}
