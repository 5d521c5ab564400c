package dev.capstan.git.ssh;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.http.HttpFailures;
import dev.capstan.http.CheckedAddresses;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;

/**
 * Asks a server which host keys it has, one of each kind, without logging in. What it says is not proven: whoever stands between can
 * show keys of his own, so somebody compares the fingerprints.
 */
public final class HostKeyScan {
    /** The best first; servers are asked for one kind after another. */
    private static final List<List<BuiltinSignatures>> KINDS = List.of(
            List.of(BuiltinSignatures.ed25519),
            List.of(BuiltinSignatures.nistp256, BuiltinSignatures.nistp384, BuiltinSignatures.nistp521),
            List.of(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256));

    private final RemoteUrl url;
    private final GitSettings settings;
    private final Deadline deadline;

    /**
     * Prepares it; connects to nothing yet.
     *
     * @param url of any repository on that server, with the scheme {@code ssh}
     * @param timeout for everything together
     */
    public HostKeyScan(RemoteUrl url, GitSettings settings, Duration timeout) {
        this.url = url;
        this.settings = settings;
        this.deadline = Deadline.in(timeout);
    }

    /** What the server shows: at least one key, the best kind first. */
    public GitResult<List<HostKey>> run() {
        InetAddress address;
        try {
            address = new CheckedAddresses(settings.addresses(), settings.resolver())
                    .of(url.host(), deadline)
                    .getFirst();
        } catch (HttpFailureException e) {
            return GitResult.failed(HttpFailures.of(url, e.failure()));
        }
        var keys = new ArrayList<HostKey>();
        var why = "it shows no host key";
        for (var kind : KINDS) {
            try {
                shown(address, kind).map(this::hostKey).ifPresent(keys::add);
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        return keys.isEmpty()
                ? GitResult.failed(new GitFailure.RemoteUnreachable(url, why))
                : GitResult.success(List.copyOf(keys));
    }

    private HostKey hostKey(PublicKey key) {
        var name = url.effectivePort() == RemoteUrl.Scheme.SSH.defaultPort()
                ? url.host()
                : "[" + url.host() + "]:" + url.effectivePort();
        return new HostKey(
                String.valueOf(KeyUtils.getKeyType(key)),
                KeyUtils.getFingerPrint(key),
                name + " " + PublicKeyEntry.toString(key));
    }

    /** The key of one of these kinds; empty when the server has none. */
    private Optional<PublicKey> shown(InetAddress address, List<BuiltinSignatures> kinds) throws IOException {
        var keys = new CopyOnWriteArrayList<PublicKey>();
        try (var client = ClientBuilder.builder()
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .serverKeyVerifier((session, where, shown) -> {
                    keys.add(shown);
                    return false; // there is nothing more to say to it
                })
                .build()) {
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.setSignatureFactories(List.copyOf(kinds));
            client.start();
            connect(client, address);
            return keys.stream().findFirst();
        }
    }

    private void connect(SshClient client, InetAddress address) throws IOException {
        var user = url.user().orElse("git");
        try (ClientSession session = client.connect(user, new InetSocketAddress(address, url.effectivePort()))
                .verify(deadline.remaining())
                .getSession()) {
            session.waitFor(
                    EnumSet.of(ClientSession.ClientSessionEvent.WAIT_AUTH, ClientSession.ClientSessionEvent.CLOSED),
                    deadline.remaining());
        }
    }

    /** How a user's own {@code known_hosts} stands to a key that a server shows. */
    public enum Standing {
        /** It has the key for this server. */
        KNOWN,
        /** It has no key of this kind for this server. */
        UNKNOWN,
        /** It has another key of this kind for this server, or says that this one is revoked. */
        CONTRADICTED
    }

    /**
     * What {@code known_hosts} says of a key.
     *
     * @param knownHosts the text of the file
     * @param url of a repository on the server
     */
    public static Standing standing(String knownHosts, RemoteUrl url, HostKey key) {
        try {
            return KnownHosts.parse(knownHosts, url.host(), url.effectivePort()).standing(key.line());
        } catch (IOException e) {
            return Standing.UNKNOWN; // no line of it can be used
        }
    }

    /** Whether lines of {@code known_hosts} name a key for the server of a repository. */
    public static boolean isNamed(String knownHosts, RemoteUrl url) {
        try {
            return KnownHosts.parse(knownHosts, url.host(), url.effectivePort()).isAnyTrusted();
        } catch (IOException e) {
            return false;
        }
    }
}
