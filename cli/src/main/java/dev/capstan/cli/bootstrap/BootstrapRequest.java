package dev.capstan.cli.bootstrap;

import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.Person;
import java.time.Duration;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param url how the cluster reaches the repository
 * @param pushes the repository with the credentials of the person; empty where commits are pushed with the key of the cluster
 * @param sync how the cluster keeps itself
 * @param access how the cluster is let in
 * @param renewsHostKeys whether the server is asked for its host keys though there are some on record
 * @param author of commits
 * @param appendix what is added to the message of commits
 * @param signer signs commits
 * @param installation what is installed
 * @param isForced whether the folder of another cluster may be taken over, and a cluster be moved here from elsewhere
 * @param timeout for the cluster to become what the repository says
 */
record BootstrapRequest(
        RemoteUrl url,
        Optional<Remote> pushes,
        SyncSpec sync,
        ClusterAccess access,
        boolean renewsHostKeys,
        Person author,
        Optional<String> appendix,
        Optional<CommitSigner> signer,
        InstallationChoice installation,
        boolean isForced,
        Duration timeout) {}
