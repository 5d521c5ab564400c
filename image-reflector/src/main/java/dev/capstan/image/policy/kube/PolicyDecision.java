package dev.capstan.image.policy.kube;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImagePolicySpec;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.policy.ChosenImage;
import dev.capstan.image.policy.PolicyFailure;
import dev.capstan.image.policy.RepositoryAccess;
import dev.capstan.image.policy.RepositoryAccess.NamespaceLabels;
import dev.capstan.image.policy.TagChoice;
import dev.capstan.image.registry.ImageName;
import dev.capstan.image.scan.ImageScan;
import dev.capstan.image.tags.TagStore;
import dev.capstan.oci.RepositoryName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From a policy to the image that it chooses, in steps: the repository, its tags, the tag, the digest. */
final class PolicyDecision {
    private final KnownRepositories repositories;
    private final TagStore tags;
    private final NamespaceLabels namespaces;
    private final RegistryDigests digests;
    private final boolean mayCrossNamespaces;

    PolicyDecision(
            KnownRepositories repositories,
            TagStore tags,
            NamespaceLabels namespaces,
            RegistryDigests digests,
            boolean mayCrossNamespaces) {
        this.repositories = repositories;
        this.tags = tags;
        this.namespaces = namespaces;
        this.digests = digests;
        this.mayCrossNamespaces = mayCrossNamespaces;
    }

    /** What a policy says. */
    sealed interface Outcome {
        /** This image. */
        record Chosen(ImageRef image) implements Outcome {}

        /** None; one that was chosen before stays. */
        record Failed(PolicyFailure failure) implements Outcome {}
    }

    /** Decides by what is known now; asks a registry for a digest at most. */
    Outcome of(ImagePolicy policy) {
        ImagePolicySpec spec = policy.getSpec();
        if (looksUpAgain(spec) && refresh(spec).isEmpty()) {
            return new Outcome.Failed(new PolicyFailure.IntervalMissing());
        }
        ObjectKey key = spec.imageRepositoryRef().from(policy.key().namespace());
        Optional<ImageRepository> repository = repositories.find(key);
        if (!mayCrossNamespaces || repository.isPresent()) {
            var refusal = RepositoryAccess.refusal(
                    policy.key().namespace(),
                    key,
                    mayCrossNamespaces,
                    repository.map(it -> it.getSpec().accessFrom()).orElse(null),
                    namespaces);
            if (refusal.isPresent()) {
                return new Outcome.Failed(new PolicyFailure.Denied(key, refusal.get()));
            }
        }
        return repository
                .map(it -> ofRepository(policy, it))
                .orElseGet(() -> new Outcome.Failed(new PolicyFailure.RepositoryMissing(key)));
    }

    /** How often the digest is looked up again; empty when it is not. */
    static Optional<Duration> refresh(ImagePolicySpec spec) {
        return Optional.ofNullable(spec.interval())
                .filter(_ -> looksUpAgain(spec))
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive);
    }

    private static boolean looksUpAgain(ImagePolicySpec spec) {
        return ImagePolicySpec.ALWAYS.equals(spec.digestReflectionPolicy());
    }

    private Outcome ofRepository(ImagePolicy policy, ImageRepository repository) {
        return switch (ImageName.of(repository.getSpec())) {
            case ImageName.Read.Invalid(var why) ->
                new Outcome.Failed(new PolicyFailure.ImageInvalid(repository.key(), why));
            case ImageName.Read.Valid(var name) ->
                tags.find(ImageScan.key(repository.key(), repository.getSpec(), name))
                        .map(found -> ofTags(policy, repository, name, found))
                        .orElseGet(() -> new Outcome.Failed(new PolicyFailure.NotScanned(repository.key())));
        };
    }

    private Outcome ofTags(ImagePolicy policy, ImageRepository repository, RepositoryName name, List<String> found) {
        if (found.isEmpty()) {
            return new Outcome.Failed(new PolicyFailure.NoTags(repository.key()));
        }
        return switch (TagChoice.of(policy.getSpec(), found)) {
            case TagChoice.None(var failure) -> new Outcome.Failed(failure);
            case TagChoice.Chosen(var tag) ->
                withDigest(policy, repository, name, new ImageRef(imageOf(repository), tag, null));
        };
    }

    /** The name as the ImageRepository has it, which is what belongs into manifests. */
    private static String imageOf(ImageRepository repository) {
        return Optional.ofNullable(repository.getSpec().image()).orElse("");
    }

    private Outcome withDigest(ImagePolicy policy, ImageRepository repository, RepositoryName name, ImageRef chosen) {
        return switch (ChosenImage.digestNeed(policy.getSpec(), statusOf(policy), chosen)) {
            case ChosenImage.DigestNeed.Known(var digest) ->
                new Outcome.Chosen(new ImageRef(chosen.name(), chosen.tag(), digest.orElse(null)));
            case ChosenImage.DigestNeed.LookUp _ ->
                switch (digests.of(repository, name, chosen)) {
                    case RegistryDigests.Answer.Is(var digest) ->
                        new Outcome.Chosen(new ImageRef(chosen.name(), chosen.tag(), digest));
                    case RegistryDigests.Answer.Unknown(var failure) -> new Outcome.Failed(failure);
                };
        };
    }

    static ImagePolicyStatus statusOf(ImagePolicy policy) {
        ImagePolicyStatus status = policy.getStatus();
        return status == null ? ImagePolicyStatus.INITIAL : status;
    }
}
