package dev.capstan.cli.bootstrap;

import dev.capstan.api.schema.Patterns;
import dev.capstan.cli.CommandFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder of which repository a cluster is kept from, and how commits to it are made. */
final class RepositoryOptions {

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The repository: ssh://git@host/path or https://host/path.")
    private String url = "";

    @Option(
            names = "--branch",
            paramLabel = "BRANCH",
            defaultValue = "main",
            description = "The branch, made when there is none. Default: ${DEFAULT-VALUE}.")
    private String branch = "main";

    @Option(
            names = "--path",
            paramLabel = "DIR",
            defaultValue = "",
            description = "The folder of this cluster in the repository. Default: its root.")
    private String path = "";

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "1m0s",
            description = "How often the cluster asks the repository. Default: ${DEFAULT-VALUE}.")
    private String interval = "1m0s";

    @Option(names = "--recurse-submodules", description = "Submodules of the repository are fetched, too.")
    private boolean hasSubmodules;

    @Option(
            names = "--allow-insecure-http",
            description = "Take an http:// address: credentials and commits cross the network in clear.")
    private boolean isInsecureAllowed;

    @Option(
            names = "--author-name",
            paramLabel = "NAME",
            defaultValue = "Capstan",
            description = "Author of commits. Default: ${DEFAULT-VALUE}.")
    private String authorName = "Capstan";

    @Option(names = "--author-email", paramLabel = "ADDRESS", defaultValue = "", description = "E-mail of the author.")
    private String authorEmail = "";

    @Option(
            names = "--commit-message-appendix",
            paramLabel = "TEXT",
            description = "Added to the messages of commits, such as '[ci skip]'.")
    private @Nullable String appendix;

    @Option(
            names = "--gpg-key-ring",
            paramLabel = "FILE",
            description = "Sign commits with the one private OpenPGP key in this file.")
    private @Nullable Path keyRing;

    @Option(
            names = "--gpg-passphrase",
            paramLabel = "TEXT",
            description =
                    "Passphrase of that key. Others may see it in the list of processes: $GPG_PASSPHRASE hides it.")
    private @Nullable String keyPassphrase;

    @Option(names = "--gpg-key-id", paramLabel = "ID", description = "Refuse another key than this one.")
    private @Nullable String keyId;

    /** The address. */
    RemoteUrl url() {
        if (url.matches("[^/:@]+@[^/:]+:.*")) {
            String[] parts = url.split(":", 2);
            throw wrong("--url: '%s' is the short form of ssh; write ssh://%s/%s"
                    .formatted(url, parts[0], parts[1].replaceFirst("^/", "")));
        }
        RemoteUrl parsed = switch (RemoteUrl.parse(url)) {
            case GitResult.Failed<RemoteUrl>(var failure) -> throw wrong("--url: " + failure.message());
            case GitResult.Success<RemoteUrl>(var good) -> good;
        };
        if (parsed.password().isPresent()) {
            throw wrong("--url holds a password, which would be committed: give it by --password-stdin");
        }
        if (parsed.scheme() == RemoteUrl.Scheme.HTTP && !isInsecureAllowed) {
            throw wrong("--url: over http:// everybody on the way can read the credentials and change the commits;"
                    + " use https://, or say --allow-insecure-http");
        }
        return parsed;
    }

    /** The branch. */
    String branch() {
        return switch (ReferenceSelector.branch(branch)) {
            case GitResult.Failed<?>(var failure) -> throw wrong("--branch: " + failure.message());
            case GitResult.Success<?> _ -> branch;
        };
    }

    /** The folder. */
    ClusterPath path() {
        return ClusterPath.parse(path);
    }

    /** How often the repository is asked. */
    String interval() {
        if (!interval.matches(Patterns.INTERVAL)) {
            throw wrong("--interval: '" + interval + "' is not a duration such as 30s, 5m or 1h30m");
        }
        return interval;
    }

    /** Whether submodules come along. */
    boolean hasSubmodules() {
        return hasSubmodules;
    }

    /** Who commits. */
    Person author() {
        return new Person(authorName, authorEmail);
    }

    /** What messages end with. */
    Optional<String> appendix() {
        return Optional.ofNullable(appendix).filter(text -> !text.isBlank());
    }

    /**
     * What commits are signed with.
     *
     * @param passphraseOfEnvironment used where no option says one
     */
    Optional<CommitSigner> signer(Optional<String> passphraseOfEnvironment) {
        if (keyRing == null) {
            if (keyPassphrase != null || keyId != null) {
                throw wrong("--gpg-passphrase and --gpg-key-id need --gpg-key-ring");
            }
            return Optional.empty();
        }
        Optional<String> passphrase = Optional.ofNullable(keyPassphrase).or(() -> passphraseOfEnvironment);
        return switch (CommitSigner.openPgp(bytes(keyRing), passphrase)) {
            case CommitSigner.Parsed.Unusable(var why) ->
                throw new CommandFailure("--gpg-key-ring: %s cannot sign: %s".formatted(keyRing, why), 2);
            case CommitSigner.Parsed.Usable(var signer) -> {
                if (keyId != null && !isNamed(signer, keyId)) {
                    throw wrong("--gpg-key-id: the key in %s is %s, not %s".formatted(keyRing, signer.key(), keyId));
                }
                yield Optional.of(signer);
            }
        };
    }

    private static boolean isNamed(CommitSigner signer, String id) {
        String wanted = id.toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
        String present = signer.key().toUpperCase(Locale.ROOT);
        return wanted.length() >= 8 && (present.endsWith(wanted) || wanted.endsWith(present));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure("--gpg-key-ring: %s cannot be read".formatted(file), 2);
        }
    }

    private static CommandFailure wrong(String message) {
        return new CommandFailure(message, 2);
    }
}
