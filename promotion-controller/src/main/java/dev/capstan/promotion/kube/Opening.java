package dev.capstan.promotion.kube;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.promotion.PromotionCommit;
import dev.capstan.api.promotion.PromotionSpec;
import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepository;
import dev.capstan.git.Remote;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.Person;
import dev.capstan.http.Deadline;
import dev.capstan.promotion.adapter.CommitStyle;
import dev.capstan.promotion.adapter.GitPromotionRepository;
import dev.capstan.promotion.place.PromotionRepository;
import dev.capstan.promotion.run.Proposals;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pass over a Promotion works with, or why there is none. */
sealed interface Opening {
    /** Limit of one Git operation, where the spec gives none. */
    Duration TIMEOUT = Duration.ofSeconds(60);

    /** Everything is there. */
    record Ready(ReadSpec.Usable spec, Remote remote, PromotionRepository repository, Optional<Proposals> proposals)
            implements Opening {}

    /**
     * Something is missing.
     *
     * @param isFinal whether only another spec helps
     */
    record Missing(Reason reason, String why, boolean isFinal) implements Opening {}

    /** Opens everything. */
    static Opening of(Promotion promotion, Surroundings around) {
        PromotionSpec spec = promotion.getSpec();
        Optional<String> unknown = around.watched().unknownKind(spec);
        if (unknown.isPresent()) {
            return new Missing(
                    Reason.DEPENDENCY_NOT_READY,
                    "the objects of the kind " + unknown.get() + " are not known: the cluster does not serve or list"
                            + " them yet; nothing is judged or moved until it does",
                    false);
        }
        String namespace = promotion.key().namespace();
        ObjectKey source = new ObjectKey(namespace, spec.sourceRef().name());
        Optional<GitRepository> found = around.watched().repository(source);
        if (found.isEmpty() || found.get().undecodable().isPresent()) {
            return new Missing(
                    Reason.NOT_FOUND, "spec.sourceRef: the GitRepository '" + source + "' does not exist", false);
        }
        GitRepository repository = found.get();
        return switch (around.specs().read(promotion, branchOf(repository))) {
            case ReadSpec.Unusable(var reason, var why) -> new Missing(reason, why, true);
            case ReadSpec.Usable usable -> opened(promotion, repository, usable, around);
        };
    }

    private static String branchOf(GitRepository repository) {
        GitReference ref = repository.getSpec().ref();
        return ref == null || ref.branch() == null ? "master" : ref.branch();
    }

    private static Opening opened(
            Promotion promotion, GitRepository source, ReadSpec.Usable usable, Surroundings around) {
        Duration timeout = GoDuration.positive(promotion.getSpec().timeout(), TIMEOUT);
        String namespace = promotion.key().namespace();
        return switch (around.access().of(namespace, source.getSpec(), Deadline.in(timeout))) {
            case AccessResult.Failed<Remote>(AccessFailure failure) ->
                new Missing(
                        failure.reason(),
                        "the GitRepository '" + source.key() + "': " + failure.message(),
                        failure.retry() == Failure.Retry.ON_INPUT_CHANGE);
            case AccessResult.Success<Remote>(Remote remote) -> signed(promotion, usable, remote, timeout, around);
        };
    }

    private static Opening signed(
            Promotion promotion, ReadSpec.Usable usable, Remote remote, Duration timeout, Surroundings around) {
        PromotionCommit commit = promotion.getSpec().commit();
        String namespace = promotion.key().namespace();
        Optional<CommitSigner> signer = Optional.empty();
        if (commit != null && commit.signingKey() != null) {
            switch (around.signingKeys().read(namespace, commit.signingKey())) {
                case CommitSigner.Parsed.Usable(var usableSigner) -> signer = Optional.of(usableSigner);
                case CommitSigner.Parsed.Unusable(var why) -> {
                    return new Missing(Reason.AUTHENTICATION_FAILED, "spec.commit.signingKey: " + why, false);
                }
            }
        }
        var style = new CommitStyle(author(commit), signer);
        var repository = new GitPromotionRepository(around.references(), remote, usable.layout(), style, timeout);
        if (promotion.getSpec().pullRequest() == null) {
            return new Ready(usable, remote, repository, Optional.empty());
        }
        return switch (around.forges()
                .open(namespace, promotion.getSpec().pullRequest(), remote, Deadline.in(timeout))) {
            case ForgeAccessReader.Opened.Open(var proposals) ->
                new Ready(usable, remote, repository, Optional.of(proposals));
            case ForgeAccessReader.Opened.Closed(var why) -> new Missing(Reason.AUTHENTICATION_FAILED, why, false);
        };
    }

    private static Person author(@Nullable PromotionCommit commit) {
        String name = commit == null || commit.authorName() == null ? "Capstan" : commit.authorName();
        String email = commit == null || commit.authorEmail() == null
                ? "capstan@users.noreply.localhost"
                : commit.authorEmail();
        return new Person(name, email);
    }
}
