package dev.capstan.git.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a {@code known_hosts} file as they concern one host: plain and hashed names, patterns, ports, {@code @revoked}. A
 * host that is not in it is refused, and so is one that shows another key. {@code @cert-authority} lines are not used. The order
 * of the lines means nothing, and a line that cannot be read is passed over unless it revokes a key.
 */
final class KnownHosts implements ServerKeyDatabase {
    private static final int DEFAULT_PORT = 22;
    private static final List<String> PREFERENCE = List.of("ssh-ed25519", "ecdsa", "rsa");

    private final List<Line> lines;
    private final List<Integer> unreadable;
    private final String host;
    private final int port;
    private volatile String refusal = "";

    private record Line(int number, KnownHostEntry entry, PublicKey key) {
        boolean isRevoked() {
            return "revoked".equals(entry.getMarker());
        }

        String type() {
            return KeyUtils.getKeyType(key);
        }
    }

    private KnownHosts(List<Line> lines, List<Integer> unreadable, String host, int port) {
        this.lines = lines;
        this.unreadable = unreadable;
        this.host = host;
        this.port = port;
    }

    /**
     * Reads the lines; lines with an unknown kind of key are passed over.
     *
     * @param host whom the connection is for, as its URL names it and whatever address it is made to
     * @throws IOException when no line can be used, or a line that revokes a key cannot be read
     */
    static KnownHosts parse(String text, String host, int port) throws IOException {
        var lines = new ArrayList<Line>();
        var unreadable = new ArrayList<Integer>();
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#") && !isRead(number, line, lines)) {
                unreadable.add(number);
            }
        }
        if (lines.isEmpty()) {
            throw new IOException("known_hosts holds no usable host key" + hintAt(unreadable));
        }
        return new KnownHosts(List.copyOf(lines), List.copyOf(unreadable), host, port);
    }

    private static boolean isRead(int number, String text, List<Line> lines) throws IOException {
        try {
            var entry = KnownHostEntry.parseKnownHostEntry(text);
            if (entry != null && !"cert-authority".equals(entry.getMarker())) {
                var key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
                if (key != null) {
                    lines.add(new Line(number, entry, key));
                }
            }
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (text.startsWith("@revoked")) {
                throw new IOException("line " + number + " of known_hosts, which revokes a key, cannot be read", e);
            }
            return false;
        }
    }

    private static String hintAt(List<Integer> unreadable) {
        return unreadable.isEmpty()
                ? ""
                : "; these lines cannot be read: "
                        + unreadable.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Why the last host key was refused; empty text when none was. */
    String refusal() {
        return refusal;
    }

    /** The kinds of keys that are asked of the server, the best first: what it shows does not depend on the order of lines. */
    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remote, Configuration configuration) {
        return trusted().stream()
                .sorted(Comparator.comparingInt(KnownHosts::preferenceOf))
                .map(Line::key)
                .toList();
    }

    private static int preferenceOf(Line line) {
        for (int i = 0; i < PREFERENCE.size(); i++) {
            if (line.type().contains(PREFERENCE.get(i))) {
                return i;
            }
        }
        return PREFERENCE.size();
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remote,
            PublicKey serverKey,
            Configuration configuration,
            @Nullable CredentialsProvider provider) {
        var shown = KeyUtils.getKeyType(serverKey) + " key " + KeyUtils.getFingerPrint(serverKey);
        for (var line : lines) {
            if (line.isRevoked() && isFor(line, true) && KeyUtils.compareKeys(line.key(), serverKey)) {
                refusal = "the " + shown + " is marked as revoked in line " + line.number() + " of known_hosts";
                return false;
            }
        }
        var trusted = trusted();
        if (trusted.stream().anyMatch(line -> KeyUtils.compareKeys(line.key(), serverKey))) {
            return true;
        }
        refusal = trusted.isEmpty()
                ? "known_hosts has no entry for " + name() + "; it shows the " + shown + hintAt(unreadable)
                : "it shows the " + shown + ", and known_hosts has another one for it in line "
                        + lineAgainst(trusted, KeyUtils.getKeyType(serverKey));
        return false;
    }

    /**
     * How these lines stand to the key in another line, which is one of this host.
     *
     * @throws IOException when the other line cannot be read
     */
    HostKeyScan.Standing standing(String other) throws IOException {
        var key = parse(other, host, port).lines.getFirst().key();
        if (lines.stream()
                .anyMatch(line -> line.isRevoked() && isFor(line, true) && KeyUtils.compareKeys(line.key(), key))) {
            return HostKeyScan.Standing.CONTRADICTED;
        }
        var trusted = trusted();
        if (trusted.stream().anyMatch(line -> KeyUtils.compareKeys(line.key(), key))) {
            return HostKeyScan.Standing.KNOWN;
        }
        var type = KeyUtils.getKeyType(key);
        return trusted.stream().anyMatch(line -> line.type().equals(type))
                ? HostKeyScan.Standing.CONTRADICTED
                : HostKeyScan.Standing.UNKNOWN;
    }

    /** Whether there is a key for the host. */
    boolean isAnyTrusted() {
        return !trusted().isEmpty();
    }

    private static int lineAgainst(List<Line> trusted, @Nullable String type) {
        return trusted.stream()
                .filter(line -> line.type().equals(type))
                .findFirst()
                .orElse(trusted.getFirst())
                .number();
    }

    /** The lines for the host at its port; when there are none, those for the host without a port, as OpenSSH does. */
    private List<Line> trusted() {
        var exact = lines.stream()
                .filter(line -> !line.isRevoked() && isFor(line, false))
                .toList();
        return exact.isEmpty()
                ? lines.stream()
                        .filter(line -> !line.isRevoked() && isFor(line, true))
                        .toList()
                : exact;
    }

    /** A pattern is matched with the name that OpenSSH would look up, so {@code *} matches {@code [host]:port} as well. */
    private boolean isFor(Line line, boolean isWithoutPort) {
        return line.entry().isHostMatch(host, port)
                || port != DEFAULT_PORT && line.entry().isHostMatch(name(), DEFAULT_PORT)
                || isWithoutPort && line.entry().isHostMatch(host, DEFAULT_PORT);
    }

    private String name() {
        return port == DEFAULT_PORT ? host : "[" + host + "]:" + port;
    }
}
