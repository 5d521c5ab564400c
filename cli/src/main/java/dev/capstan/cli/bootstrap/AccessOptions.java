package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitResult;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.ssh.SshKeyAlgorithm;
import dev.capstan.git.ssh.SshKeyPair;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the person and the cluster are let into the repository. */
final class AccessOptions {

    private static final String SSH_USER = "git";
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 16_384;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "NAME",
            defaultValue = "git",
            description = "User name. Default: ${DEFAULT-VALUE}.")
    private String username = "git";

    @Option(
            names = {"-p", "--password"},
            paramLabel = "TEXT",
            description =
                    "Password or token for https, or passphrase of the private key. Others may see it in the list of"
                            + " processes: --password-stdin and $GIT_PASSWORD hide it.")
    private @Nullable String password;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean readsPassword;

    @Option(
            names = "--token-auth",
            description = "The cluster reads over https with these credentials too, not over ssh with a deploy key.")
    private boolean isByToken;

    @Option(
            names = "--with-bearer-token",
            description = "The password is a bearer token, sent as such; with --token-auth.")
    private boolean isBearer;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "Authority that the https server is trusted by.")
    private @Nullable Path authority;

    @Option(
            names = "--private-key-file",
            paramLabel = "FILE",
            description = "Private key for ssh; it goes into the cluster. Without it a key is made for this cluster.")
    private @Nullable Path privateKey;

    @Option(
            names = "--rotate-key",
            description = "Make a new key for this cluster and, once it is let in, put it in place of the present one.")
    private boolean isRotated;

    @Option(
            names = "--renew-host-keys",
            description = "Ask the ssh server for its host keys again, in place of those on record.")
    private boolean renewsHostKeys;

    @Option(
            names = "--ssh-key-algorithm",
            paramLabel = "ALGORITHM",
            defaultValue = "ecdsa",
            description = "Of the key that is made: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private SshKeyAlgorithm algorithm = SshKeyAlgorithm.ECDSA;

    @Option(
            names = "--ssh-rsa-bits",
            paramLabel = "BITS",
            defaultValue = "2048",
            description = "Of an RSA key. Default: ${DEFAULT-VALUE}.")
    private int rsaBits = LEAST_RSA_BITS;

    @Option(
            names = "--ssh-ecdsa-curve",
            paramLabel = "CURVE",
            defaultValue = "p384",
            description = "Of an ECDSA key: p256, p384 or p521. Default: ${DEFAULT-VALUE}.")
    private String curve = "p384";

    @Option(
            names = "--ssh-hostname",
            paramLabel = "[USER@]HOST[:PORT]",
            description =
                    "Where the cluster finds the repository over ssh, when that is not the host of --url and user git.")
    private @Nullable String sshHost;

    /** Whether the ssh server is asked for its host keys though there are some on record. */
    boolean renewsHostKeys() {
        return renewsHostKeys;
    }

    /**
     * How the cluster reaches the repository: over ssh, unless by a token.
     *
     * @param url as the person gave it
     */
    RemoteUrl ofCluster(RemoteUrl url) {
        check(url);
        if (isByToken) {
            return new RemoteUrl(url.scheme(), Optional.empty(), Optional.empty(), url.host(), url.port(), url.path());
        }
        return switch (RemoteUrl.parse("ssh://" + sshServer(url) + url.path())) {
            case GitResult.Failed<RemoteUrl>(var failure) -> throw wrong("--ssh-hostname: " + failure.message());
            case GitResult.Success<RemoteUrl>(var parsed) -> parsed;
        };
    }

    private String sshServer(RemoteUrl url) {
        boolean isSsh = url.scheme() == RemoteUrl.Scheme.SSH;
        String user = isSsh ? url.user().orElse(username) : SSH_USER;
        if (sshHost != null) {
            return sshHost.contains("@") ? sshHost : user + "@" + sshHost;
        }
        return user + "@" + url.hostText() + (isSsh && url.port() != -1 ? ":" + url.port() : "");
    }

    private String userName(RemoteUrl url) {
        return username.equals(SSH_USER) ? url.user().orElse(username) : username;
    }

    private void check(RemoteUrl url) {
        boolean isSsh = url.scheme() == RemoteUrl.Scheme.SSH;
        if (isByToken && isSsh) {
            throw wrong("--token-auth needs an https:// address: over ssh there are keys only");
        }
        if (isByToken && (privateKey != null || isRotated || sshHost != null || renewsHostKeys)) {
            throw wrong("--token-auth excludes --private-key-file, --rotate-key, --renew-host-keys and --ssh-hostname:"
                    + " the cluster uses no key then; a new token is put in place by giving it");
        }
        if (isBearer && isSsh) {
            throw wrong("--with-bearer-token needs an https:// address");
        }
        if (privateKey != null && isRotated) {
            throw wrong("--rotate-key makes a new key, and --private-key-file gives one: it is put in place as it is");
        }
        if (authority != null && url.scheme() != RemoteUrl.Scheme.HTTPS) {
            throw wrong("--ca-file is for https:// addresses");
        }
        if (password != null && readsPassword) {
            throw wrong("--password and --password-stdin exclude each other");
        }
    }

    /** The password, where there is one. */
    Optional<String> password(InputStream input, Map<String, String> environment) throws IOException {
        if (readsPassword) {
            String read = new String(input.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "");
            if (read.isEmpty()) {
                throw wrong("--password-stdin: standard input is empty");
            }
            return Optional.of(read);
        }
        return Stream.of(Optional.ofNullable(password), Optional.ofNullable(environment.get("GIT_PASSWORD")))
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** How commits are pushed over http(s); empty over ssh. */
    Optional<Remote> pushes(RemoteUrl url, Optional<String> secret) {
        if (url.scheme() == RemoteUrl.Scheme.SSH) {
            return Optional.empty();
        }
        Credentials credentials = secret.<Credentials>map(
                        text -> isBearer ? new Credentials.Bearer(text) : new Credentials.Basic(userName(url), text))
                .orElseGet(Credentials.Anonymous::new);
        return Optional.of(
                new Remote(url, credentials, new TlsMaterial(authorities(), Optional.empty()), Optional.empty()));
    }

    /**
     * How the cluster is let in.
     *
     * @param url as the person gave it
     */
    ClusterAccess access(RemoteUrl url, Optional<String> secret) {
        if (isByToken) {
            return new ClusterAccess.Token(token(
                    url,
                    secret.orElseThrow(() -> wrong(
                            "--token-auth needs the token: --password-stdin, $GIT_PASSWORD or --password TEXT"))));
        }
        if (privateKey != null) {
            Path file = privateKey;
            return switch (SshKeyPair.parse(text("--private-key-file", file), secret)) {
                case GitResult.Failed<SshKeyPair>(var failure) ->
                    throw wrong("--private-key-file: %s: %s (--password-stdin or $GIT_PASSWORD gives a passphrase)"
                            .formatted(file, failure.message()));
                case GitResult.Success<SshKeyPair>(var key) -> new ClusterAccess.GivenKey(key, secret);
            };
        }
        return new ClusterAccess.OwnKey(algorithm, bits(), isRotated);
    }

    private RepositorySecret token(RemoteUrl url, String secret) {
        Map<String, String> values = new HashMap<>();
        if (isBearer) {
            values.put("bearerToken", secret);
        } else {
            values.put("username", userName(url));
            values.put("password", secret);
        }
        authorities().ifPresent(pem -> values.put("ca.crt", pem));
        return new RepositorySecret(values);
    }

    private Optional<String> authorities() {
        return Optional.ofNullable(authority).map(file -> text("--ca-file", file));
    }

    private int bits() {
        return switch (algorithm) {
            case ED25519 -> 0;
            case RSA -> {
                if (rsaBits < LEAST_RSA_BITS || rsaBits > MOST_RSA_BITS || rsaBits % 8 != 0) {
                    throw wrong("--ssh-rsa-bits: %d is not a size between %d and %d that eight divides"
                            .formatted(rsaBits, LEAST_RSA_BITS, MOST_RSA_BITS));
                }
                yield rsaBits;
            }
            case ECDSA ->
                switch (curve) {
                    case "p256" -> 256;
                    case "p384" -> 384;
                    case "p521" -> 521;
                    default -> throw wrong("--ssh-ecdsa-curve: there is no '" + curve + "'; take p256, p384 or p521");
                };
        };
    }

    private static String text(String option, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw wrong(
                    option + ": " + file + " cannot be read" + (Files.exists(file) ? "" : ": there is no such file"));
        }
    }

    private static CommandFailure wrong(String message) {
        return new CommandFailure(message, 2);
    }
}
