package dev.capstan.cli.up;

import dev.capstan.cli.repository.RepositorySecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How {@code up} is let into a private repository. No option takes a secret as its value: others could read it from the process list. */
final class CredentialOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "User name for a private repository over https; with --password-stdin.")
    private @Nullable String username;

    @Option(
            names = "--password-stdin",
            description =
                    "Read the password or token (with --username), or the passphrase of the key (with --ssh-key), from"
                            + " standard input.")
    private boolean readsPassword;

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "Private key for an ssh:// repository; the hosts of ~/.ssh/known_hosts are trusted.")
    private @Nullable Path sshKey;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Manifest of a Secret with the credentials, as a GitRepository takes it.")
    private @Nullable Path secretFile;

    @Option(
            names = "--secret-ref",
            paramLabel = "SECRET",
            description = "A Secret that is in the cluster already, in the namespace of --namespace.")
    private @Nullable String secretName;

    /** The Secret of the cluster that was named, if any. */
    Optional<String> secretName() {
        return Optional.ofNullable(secretName);
    }

    /**
     * Refuses combinations that mean nothing.
     *
     * @throws ParameterException naming the options
     */
    void check() {
        long ways = Stream.of(username, sshKey, secretFile, secretName)
                .filter(way -> way != null)
                .count();
        if (ways > 1) {
            throw wrong("--username, --ssh-key, --secret-file and --secret-ref exclude each other");
        }
        if (username != null && !readsPassword) {
            throw wrong("--username needs --password-stdin: echo \"$TOKEN\" | … --username NAME --password-stdin");
        }
        if (readsPassword && username == null && sshKey == null) {
            throw wrong("--password-stdin needs --username or --ssh-key");
        }
    }

    /**
     * What was given on this machine; empty when nothing was, or a Secret of the cluster was named.
     *
     * @param input the password, if one is to be read
     * @param home where {@code .ssh/known_hosts} lies
     */
    Optional<RepositorySecret> secret(InputStream input, Path home) throws IOException {
        String password = readsPassword
                ? new String(input.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "")
                : "";
        if (username != null) {
            if (password.isEmpty()) {
                throw wrong("--password-stdin: standard input is empty");
            }
            return Optional.of(RepositorySecret.basic(username, password));
        }
        if (sshKey != null) {
            return Optional.of(
                    RepositorySecret.ssh(sshKey, password, home.resolve(".ssh").resolve("known_hosts")));
        }
        return Optional.ofNullable(secretFile).map(RepositorySecret::ofManifest);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
