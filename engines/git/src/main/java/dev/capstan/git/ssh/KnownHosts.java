package dev.capstan.git.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a {@code known_hosts} file: plain and hashed names, patterns, ports, {@code @revoked}. A host that is not in it is
 * refused, and so is one that shows another key. {@code @cert-authority} lines are not used.
 */
final class KnownHosts implements ServerKeyDatabase {
    private final List<Host> hosts;
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

    private record Host(KnownHostEntry entry, PublicKey key) {
        boolean isRevoked() {
            return "revoked".equals(entry.getMarker());
        }
    }

    private KnownHosts(List<Host> hosts) {
        this.hosts = hosts;
    }

    /**
     * Reads the lines; lines with an unknown kind of key are passed over.
     *
     * @throws IOException when no line can be used
     */
    static KnownHosts parse(String lines) throws IOException {
        var hosts = new ArrayList<Host>();
        for (var line : lines.lines().toList()) {
            var text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                addTo(hosts, text);
            }
        }
        if (hosts.isEmpty()) {
            throw new IOException("known_hosts holds no usable host key");
        }
        return new KnownHosts(List.copyOf(hosts));
    }

    private static void addTo(List<Host> hosts, String line) throws IOException {
        try {
            var entry = KnownHostEntry.parseKnownHostEntry(line);
            if (entry == null || "cert-authority".equals(entry.getMarker())) {
                return;
            }
            var key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            if (key != null) {
                hosts.add(new Host(entry, key));
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException("a line of known_hosts cannot be read", e);
        }
    }

    /** Why the last host key was refused; empty text when none was. */
    String refusal() {
        var text = refusal.get();
        return text == null ? "" : text;
    }

    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remote, Configuration configuration) {
        return hosts.stream()
                .filter(host -> !host.isRevoked() && matches(host, connectAddress, remote))
                .map(Host::key)
                .toList();
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remote,
            PublicKey serverKey,
            Configuration configuration,
            @Nullable CredentialsProvider provider) {
        var candidates = hosts.stream()
                .filter(host -> matches(host, connectAddress, remote))
                .toList();
        var shown = KeyUtils.getFingerPrint(serverKey);
        if (candidates.stream().anyMatch(host -> host.isRevoked() && KeyUtils.compareKeys(host.key(), serverKey))) {
            refusal.set("the key " + shown + " is marked as revoked in known_hosts");
            return false;
        }
        if (candidates.stream().anyMatch(host -> !host.isRevoked() && KeyUtils.compareKeys(host.key(), serverKey))) {
            return true;
        }
        refusal.set(
                candidates.isEmpty()
                        ? "known_hosts has no entry for this host; it shows the key " + shown
                        : "it shows the key " + shown + ", and known_hosts has another one for it");
        return false;
    }

    private static boolean matches(Host host, String connectAddress, InetSocketAddress remote) {
        var name = connectAddress.startsWith("[")
                ? connectAddress.substring(1, connectAddress.indexOf(']'))
                : connectAddress.replaceFirst(":[0-9]+$", "");
        return host.entry().isHostMatch(name, remote.getPort());
    }
}
