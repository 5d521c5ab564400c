package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.GitFailure;
import dev.capstan.git.Remote;
import dev.capstan.git.ssh.SshKeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds credentials that are let into the repository, and has the person let them in where that is needed. Changes no Secret that is in
 * use.
 */
final class AccessSetup {

    private static final String IDENTITY = "identity";
    private static final String KNOWN_HOSTS = "known_hosts";
    private static final String PASSPHRASE = "password";

    private final BootstrapRequest request;
    private final AccessSecret secret;
    private final ClusterRepository repository;
    private final HostTrust hosts;
    private final Console console;
    private final Prompt prompt;

    AccessSetup(
            BootstrapRequest request,
            AccessSecret secret,
            ClusterRepository repository,
            HostTrust hosts,
            Console console,
            Prompt prompt) {
        this.request = request;
        this.secret = secret;
        this.repository = repository;
        this.hosts = hosts;
        this.console = console;
        this.prompt = prompt;
    }

    /**
     * Credentials that were let in.
     *
     * @param values of the Secret to come
     * @param pushes the repository, for commits
     * @param replaced the key of the cluster that is not needed any more once the Secret holds these values
     */
    record Access(Map<String, String> values, Remote pushes, Optional<SshKeyPair> replaced) {
        /** Shows no value. */
        @Override
        public String toString() {
            return "Access" + values.keySet();
        }
    }

    /**
     * Finds them.
     *
     * @throws CommandFailure when the repository lets nobody in
     */
    Access find() {
        request.pushes().ifPresent(this::require);
        Optional<RepositorySecret> current = secret.current();
        return switch (request.access()) {
            case ClusterAccess.Token(var token) -> {
                Remote remote = remote(token.values());
                require(remote);
                console.done("the repository lets these credentials in");
                yield new Access(token.values(), pushes(remote), oldKey(current));
            }
            case ClusterAccess.GivenKey(var key, var passphrase) -> {
                Map<String, String> values = values(key, knownHosts(current));
                passphrase.ifPresent(text -> values.put(PASSPHRASE, text));
                Remote remote = remote(values);
                require(remote);
                console.done("the repository lets the key in: " + key.fingerprint());
                yield new Access(values, pushes(remote), oldKey(current).filter(old -> isAnother(old, key)));
            }
            case ClusterAccess.OwnKey own -> ofOwnKey(own, current);
        };
    }

    private Access ofOwnKey(ClusterAccess.OwnKey own, Optional<RepositorySecret> current) {
        Optional<SshKeyPair> present = oldKey(current);
        String knownHosts = knownHosts(current);
        if (present.isPresent() && !own.isRenewed()) {
            Map<String, String> values = values(present.get(), knownHosts);
            passphrase(current).ifPresent(text -> values.put(PASSPHRASE, text));
            Remote remote = remote(values);
            awaitAccess(remote, present.get());
            return new Access(values, pushes(remote), Optional.empty());
        }
        SshKeyPair key = secret.pending().orElseGet(() -> made(own));
        Map<String, String> values = values(key, knownHosts);
        Remote remote = remote(values);
        awaitAccess(remote, key);
        // Commits go on with the old key as long as it is let in: the new one may be allowed to read only.
        Remote pushing = present.map(old -> remote(withPassphrase(values(old, knownHosts), current)))
                .filter(old -> repository.look(old).isEmpty())
                .orElse(remote);
        return new Access(values, pushes(pushing), present);
    }

    private SshKeyPair made(ClusterAccess.OwnKey own) {
        SshKeyPair key = SshKeyPair.generate(own.algorithm(), own.bits());
        secret.keepPending(key);
        return key;
    }

    private static Map<String, String> withPassphrase(Map<String, String> values, Optional<RepositorySecret> current) {
        passphrase(current).ifPresent(text -> values.put(PASSPHRASE, text));
        return values;
    }

    private static Map<String, String> values(SshKeyPair key, String knownHosts) {
        Map<String, String> values = new HashMap<>();
        values.put(IDENTITY, key.identity());
        values.put("identity.pub", key.publicKey() + "\n");
        values.put(KNOWN_HOSTS, knownHosts);
        return values;
    }

    private static Optional<String> passphrase(Optional<RepositorySecret> current) {
        return current.map(RepositorySecret::values).map(values -> values.get(PASSPHRASE));
    }

    private static Optional<SshKeyPair> oldKey(Optional<RepositorySecret> current) {
        return current.map(RepositorySecret::values)
                .map(values -> values.get(IDENTITY))
                .flatMap(identity ->
                        SshKeyPair.parse(identity, passphrase(current)).success());
    }

    private static boolean isAnother(SshKeyPair one, SshKeyPair other) {
        return !one.publicKey().equals(other.publicKey());
    }

    /** Those on record; their server is asked only where there are none, or the person wants it. */
    private String knownHosts(Optional<RepositorySecret> current) {
        return current.map(RepositorySecret::values)
                .map(values -> values.get(KNOWN_HOSTS))
                .filter(lines -> !request.renewsHostKeys() && !lines.isBlank())
                .filter(lines -> hosts.areFor(lines, request.url()))
                .orElseGet(() -> hosts.linesFor(request.url()));
    }

    private Remote remote(Map<String, String> values) {
        RepositorySecret credentials = new RepositorySecret(values);
        return new Remote(request.url(), credentials.credentials(request.url()), credentials.tls(), Optional.empty());
    }

    private Remote pushes(Remote otherwise) {
        return request.pushes().orElse(otherwise);
    }

    private void require(Remote remote) {
        repository.look(remote).ifPresent(failure -> {
            throw new CommandFailure(inWords(failure));
        });
    }

    private void awaitAccess(Remote remote, SshKeyPair key) {
        Optional<GitFailure> failure = repository.look(remote);
        if (failure.isPresent()) {
            requireMissingAccess(failure.get());
            console.say("The public key of this cluster:");
            console.quote(key.publicKey());
            if (prompt.isSilent()) {
                throw new CommandFailure(
                        "%s does not let this key in yet. %s, then run the same command again: it goes on with this key"
                                .formatted(request.url(), whatToDo()));
            }
        }
        while (failure.isPresent()) {
            prompt.awaitEnter(whatToDo());
            failure = repository.look(remote);
            failure.ifPresent(this::requireMissingAccess);
            failure.ifPresent(still -> console.failed("not yet: " + still.message()));
        }
        console.done("the repository lets the key of this cluster in: " + key.fingerprint());
    }

    private String whatToDo() {
        return request.pushes().isPresent()
                ? "Add it to the repository as a deploy key, reading is enough"
                : "Add it to the repository as a deploy key that may write";
    }

    /** Everything else would not go away by letting the key in. */
    private void requireMissingAccess(GitFailure failure) {
        if (!(failure instanceof GitFailure.CredentialsRejected)
                && !(failure instanceof GitFailure.RepositoryNotFound)) {
            throw new CommandFailure(inWords(failure));
        }
    }

    private static String inWords(GitFailure failure) {
        return failure instanceof GitFailure.HostKeyRefused
                ? failure.message() + ". If the server really has new host keys, run it again with --renew-host-keys"
                : failure.message();
    }
}
