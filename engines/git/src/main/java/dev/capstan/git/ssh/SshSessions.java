package dev.capstan.git.ssh;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.http.HttpFailures;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.transport.HashWatchInputStream;
import dev.capstan.git.transport.LimitedInputStream;
import dev.capstan.git.transport.PushAnswer;
import dev.capstan.git.transport.ServerTalkInputStream;
import dev.capstan.http.CheckedAddresses;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * SSH sessions to one remote, with its key and its known hosts. {@link #close()} ends all that are open, which also wakes up a
 * thread that waits for the server.
 */
public final class SshSessions extends SshSessionFactory implements Closeable {
    private final Remote remote;
    private final GitSettings settings;
    private final Supplier<String> hostKeyRefusal;
    private final SshdSessionFactory sessions;
    private final Deadline deadline;

    private SshSessions(
            Remote remote,
            GitSettings settings,
            Supplier<String> hostKeyRefusal,
            SshdSessionFactory sessions,
            Deadline deadline) {
        this.remote = remote;
        this.settings = settings;
        this.hostKeyRefusal = hostKeyRefusal;
        this.sessions = sessions;
        this.deadline = deadline;
    }

    /**
     * Prepares sessions; connects to nothing yet.
     *
     * @param emptyHome a folder without any SSH files
     * @param deadline of the attempt
     * @throws GitFailureException when there is no key, or key or known hosts cannot be read
     */
    public static SshSessions to(Remote remote, GitSettings settings, Path emptyHome, Deadline deadline)
            throws GitFailureException {
        if (!(remote.credentials() instanceof Credentials.SshKey key)) {
            throw new GitFailureException(new GitFailure.CredentialsInvalid(
                    "an ssh URL needs a Secret with the keys 'identity' and 'known_hosts'"));
        }
        var pairs = keyPairs(key);
        if (key.acceptsAnyHost()) {
            return new SshSessions(
                    remote, settings, () -> "", sessions(emptyHome, pairs, AnyHostKey.ACCEPTED), deadline);
        }
        var hosts = knownHosts(key, remote);
        return new SshSessions(remote, settings, hosts::refusal, sessions(emptyHome, pairs, hosts), deadline);
    }

    private static KnownHosts knownHosts(Credentials.SshKey key, Remote remote) throws GitFailureException {
        try {
            return KnownHosts.parse(
                    key.knownHosts(), remote.url().host(), remote.url().effectivePort());
        } catch (IOException e) {
            throw new GitFailureException(new GitFailure.CredentialsInvalid(String.valueOf(e.getMessage())), e);
        }
    }

    private static SshdSessionFactory sessions(Path emptyHome, List<KeyPair> pairs, ServerKeyDatabase hosts) {
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(emptyHome.toFile())
                .setSshDirectory(emptyHome.toFile())
                .setConfigStoreFactory((home, config, user) -> null)
                .setDefaultKnownHostsFiles(_ -> List.of())
                .setDefaultIdentities(_ -> List.of())
                .setDefaultKeysProvider(_ -> pairs)
                .setServerKeyDatabase((home, ssh) -> hosts)
                .setPreferredAuthentications("publickey")
                .build(null);
    }

    private static List<KeyPair> keyPairs(Credentials.SshKey key) throws GitFailureException {
        var bytes = new ByteArrayInputStream(key.identity().getBytes(StandardCharsets.UTF_8));
        try {
            var password = key.passphrase().map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
            var pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("identity"), bytes, password);
            var found = new ArrayList<KeyPair>();
            if (pairs != null) {
                pairs.forEach(found::add);
            }
            if (found.isEmpty()) {
                throw new GitFailureException(
                        new GitFailure.CredentialsInvalid("the Secret's 'identity' holds no SSH private key"));
            }
            return found;
        } catch (GitFailureException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            var why = key.passphrase().isPresent()
                    ? "the Secret's 'identity' cannot be read with the passphrase in 'password'"
                    : "the Secret's 'identity' is not an SSH private key, or it needs a passphrase in 'password'";
            throw new GitFailureException(new GitFailure.CredentialsInvalid(why), e);
        }
    }

    /** Why the server's key was refused; empty text when it was not. */
    public String hostKeyRefusal() {
        return hostKeyRefusal.get();
    }

    /** Connects to an address that was checked, not to the name: what a second look-up says would not be known. */
    @Override
    public RemoteSession getSession(URIish uri, @Nullable CredentialsProvider provider, FS fs, int timeout)
            throws TransportException {
        var addresses = checkedAddresses(uri);
        for (var address : addresses.subList(0, addresses.size() - 1)) {
            try {
                return sessionTo(address, uri, provider, fs, timeout);
            } catch (TransportException e) {
                if (!isNotConnected(e)) {
                    throw e;
                }
            }
        }
        return sessionTo(addresses.getLast(), uri, provider, fs, timeout);
    }

    private List<InetAddress> checkedAddresses(URIish uri) throws TransportException {
        try {
            return new CheckedAddresses(settings.addresses(), settings.resolver())
                    .of(remote.url().host(), deadline);
        } catch (HttpFailureException e) {
            var failure = new GitFailureException(HttpFailures.of(remote.url(), e.failure()), e);
            throw new TransportException(uri, String.valueOf(failure.getMessage()), failure);
        }
    }

    private RemoteSession sessionTo(
            InetAddress address, URIish uri, @Nullable CredentialsProvider provider, FS fs, int timeout)
            throws TransportException {
        return new LimitedSession(sessions.getSession(uri.setHost(address.getHostAddress()), provider, fs, timeout));
    }

    private static boolean isNotConnected(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String getType() {
        return "apache";
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** A session whose programs cannot send us more than the limit. */
    private final class LimitedSession implements RemoteSession2 {
        private final RemoteSession session;

        LimitedSession(RemoteSession session) {
            this.session = session;
        }

        @Override
        public Process exec(String command, int timeout) throws IOException {
            return new LimitedProcess(command, session.exec(command, timeout));
        }

        @Override
        public Process exec(String command, @Nullable Map<String, String> environment, int timeout) throws IOException {
            return new LimitedProcess(
                    command,
                    session instanceof RemoteSession2 second
                            ? second.exec(command, environment, timeout)
                            : session.exec(command, timeout));
        }

        @Override
        public void disconnect() {
            session.disconnect();
        }
    }

    private final class LimitedProcess extends Process {
        private final Process process;
        private final InputStream output;
        private final OutputStream input;

        LimitedProcess(String command, Process process) {
            this.process = process;
            var isPush = command.contains("receive-pack");
            var limits = settings.limits();
            var most = isPush ? limits.advertisedBytes() : limits.fetchedBytes();
            var limited = new LimitedInputStream(
                    new HashWatchInputStream(process.getInputStream(), remote.url()),
                    most,
                    excess(isPush ? "bytes of references" : "bytes in one fetch", most));
            if (isPush) {
                var answer = new PushAnswer(
                        limited, process.getOutputStream(), excess("bytes in an answer", PushAnswer.MOST_BYTES));
                this.output = answer.input();
                this.input = answer.output();
            } else {
                this.output = new ServerTalkInputStream(
                        limited, excess("bytes of progress", ServerTalkInputStream.MOST_BYTES));
                this.input = process.getOutputStream();
            }
        }

        private Supplier<GitFailureException> excess(String what, long limit) {
            return () -> new GitFailureException(new GitFailure.LimitExceeded(remote.url(), what, limit));
        }

        @Override
        public OutputStream getOutputStream() {
            return input;
        }

        @Override
        public InputStream getInputStream() {
            return output;
        }

        @Override
        public InputStream getErrorStream() {
            return process.getErrorStream();
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public int exitValue() {
            return process.exitValue();
        }

        @Override
        public void destroy() {
            process.destroy();
        }
    }
}
