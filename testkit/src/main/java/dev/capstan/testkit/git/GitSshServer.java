package dev.capstan.testkit.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/**
 * Serves every repository under a folder over SSH, to be read and pushed to, to the holder of one key that it makes itself and to those
 * that are let in later.
 */
public final class GitSshServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final SshServer server;
    private final KeyPair hostKey;
    private final KeyPair clientKey;
    private final List<PublicKey> letIn = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile boolean isReadOnly;

    private GitSshServer(SshServer server, KeyPair hostKey, KeyPair clientKey) {
        this.server = server;
        this.hostKey = hostKey;
        this.clientKey = clientKey;
        letIn.add(clientKey.getPublic());
    }

    /** Serves the folder on a free loopback port. */
    public static GitSshServer serve(Path root) {
        return serve(LOOPBACK, root, false);
    }

    /** Serves the folder at a free port of another address of this machine. */
    public static GitSshServer serveAt(String address, Path root) {
        return serve(address, root, false);
    }

    /**
     * As sshd does it: what the client sends is a line for a shell, and paths are those of this machine, see
     * {@link #absoluteUrl}. For clients that are under test for what they send.
     */
    public static GitSshServer serveThroughShell(Path root) {
        return serve(LOOPBACK, root, true);
    }

    private static GitSshServer serve(String address, Path root, boolean throughShell) {
        try {
            KeyPair hostKey = newKey();
            KeyPair clientKey = newKey();
            SshServer server = SshServer.setUpDefaultServer();
            GitSshServer git = new GitSshServer(server, hostKey, clientKey);
            server.setHost(address);
            server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
            server.setPublickeyAuthenticator((user, key, session) ->
                    user.equals("git") && git.letIn.stream().anyMatch(known -> KeyUtils.compareKeys(key, known)));
            server.setCommandFactory((channel, command) -> {
                git.commands.add(command);
                boolean isRefused = git.isReadOnly && command.contains("receive-pack");
                return new GitPackCommand(root, isRefused ? "refused: " + command : command, throughShell);
            });
            server.start();
            return git;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    /** The address of a repository, for example {@code url("team/config")}; {@code .git} is added. */
    public String url(String repository) {
        return address() + "/" + repository + ".git";
    }

    /** The address of a path of this machine, for {@link #serveThroughShell}; the path is taken as it is. */
    public String absoluteUrl(String path) {
        return address() + path;
    }

    private String address() {
        return "ssh://git@" + server.getHost() + ":" + server.getPort();
    }

    /** From now on the holder of this key is let in, too; a line as in {@code authorized_keys}. */
    public GitSshServer letIn(String publicKey) {
        letIn.add(read(publicKey));
        return this;
    }

    /** From now on the holder of this key is not let in any more. */
    public GitSshServer shutOut(String publicKey) {
        PublicKey key = read(publicKey);
        letIn.removeIf(known -> KeyUtils.compareKeys(key, known));
        return this;
    }

    private static PublicKey read(String line) {
        try {
            return PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key: " + line, e);
        }
    }

    /** From now on pushes are refused. */
    public GitSshServer readOnly() {
        isReadOnly = true;
        return this;
    }

    /** The private key that is let in, in OpenSSH's format without a passphrase. */
    public String identity() {
        return privateKey(clientKey);
    }

    /** A well-formed private key that is not let in. */
    public static String strangersIdentity() {
        return privateKey(newKey());
    }

    /** The public key that belongs to {@link #identity()}, as in {@code authorized_keys}. */
    public String identityPublic() {
        return PublicKeyEntry.toString(clientKey.getPublic());
    }

    /** The line of {@code known_hosts} that vouches for this server. */
    public String knownHosts() {
        return hostLine(hostKey);
    }

    /** A line of {@code known_hosts} for this address with another server's key. */
    public String wrongKnownHosts() {
        return hostLine(newKey());
    }

    private String hostLine(KeyPair key) {
        return "[" + server.getHost() + "]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    }

    /** The commands that clients have asked for, oldest first. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    private static String privateKey(KeyPair key) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "testkit", null, out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was just made cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
