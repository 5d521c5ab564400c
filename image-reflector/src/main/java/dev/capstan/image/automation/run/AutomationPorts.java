package dev.capstan.image.automation.run;

import dev.capstan.api.image.SigningKey;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRequest;
import dev.capstan.image.automation.proposal.PullRequestStep;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run needs of the world.
 *
 * @param sources finds GitRepositories
 * @param remotes opens them
 * @param signers reads keys to sign with
 * @param repository asks remotes, and pushes to them
 * @param pullRequests proposes what was pushed
 */
public record AutomationPorts(
        Sources sources, Remotes remotes, Signers signers, Repository repository, PullRequestStep pullRequests) {

    /** Finds GitRepositories. */
    @FunctionalInterface
    public interface Sources {
        /** The GitRepository as it is now. */
        Lookup find(ObjectKey key);

        /** What there is. */
        sealed interface Lookup {
            /** It. */
            record Found(GitRepositorySpec spec) implements Lookup {}

            /** None; {@code why} continues the sentence that names it. */
            record Missing(String why) implements Lookup {}
        }
    }

    /** Opens remotes with what Secrets say. */
    public interface Remotes {
        /**
         * The remote of a GitRepository.
         *
         * @param namespace of the GitRepository
         */
        Opened open(String namespace, GitRepositorySpec spec, Duration timeout);

        /** The server did not accept what we said about ourselves. */
        void refused(Remote remote);

        /** A remote, or why there is none. */
        sealed interface Opened {
            /** The remote. */
            record Open(Remote remote) implements Opened {}

            /** None. */
            record Closed(Failure failure) implements Opened {}
        }
    }

    /** Reads keys to sign with. */
    @FunctionalInterface
    public interface Signers {
        /** The key, from a Secret of this namespace. */
        Read read(String namespace, SigningKey key);

        /** A key, or why it cannot be used. */
        sealed interface Read {
            /** It can. */
            record Usable(CommitSigner signer) implements Read {}

            /** It cannot. */
            record Unusable(String why) implements Read {}
        }
    }

    /** Asks remotes, and pushes to them. */
    public interface Repository {
        /** The head of a branch as it is now, 40 hexadecimal digits; empty when there is no such branch. */
        GitResult<Optional<String>> head(Remote remote, ReferenceSelector.Branch branch, Duration timeout);

        /** Makes a commit and pushes it. */
        GitResult<CommitOutcome> commit(Remote remote, CommitRequest request, Duration timeout);
    }
}
