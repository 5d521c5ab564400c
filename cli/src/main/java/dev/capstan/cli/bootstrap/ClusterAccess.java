package dev.capstan.cli.bootstrap;

import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.git.ssh.SshKeyAlgorithm;
import dev.capstan.git.ssh.SshKeyPair;
import java.util.Optional;

/** How the cluster is let into its repository. */
sealed interface ClusterAccess {

    /** By a user name and a token, or a token alone. */
    record Token(RepositorySecret secret) implements ClusterAccess {}

    /**
     * By a key of the person.
     *
     * @param passphrase of the key
     */
    record GivenKey(SshKeyPair key, Optional<String> passphrase) implements ClusterAccess {}

    /**
     * By a key that is made for this cluster.
     *
     * @param bits of the key, as {@link SshKeyPair#generate} takes them
     * @param isRenewed whether there is to be a new one though there is one already
     */
    record OwnKey(SshKeyAlgorithm algorithm, int bits, boolean isRenewed) implements ClusterAccess {}
}
