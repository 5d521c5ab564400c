package dev.capstan.oci.signature;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the signatures that are stored beside one artifact until one holds. Each is judged by itself: one that cannot be fetched or
 * read keeps no other from being looked at. When none holds, a registry that could not be asked for one of them is the result: that one may
 * hold. Serves one search.
 */
public final class SignatureSearch {
    private static final int MOST_SIGNATURES = 100;
    private static final int MOST_OTHERS = 1_000;

    /** The type of an empty configuration: what clients that make the list themselves, cosign 3 among them, write as that of a manifest. */
    private static final String NOTHING_SAID = "application/vnd.oci.empty.v1+json";

    private final RemoteRepository repository;
    private final Judge judge;
    private final Refusals refusals = new Refusals();
    private @Nullable OciFailure unanswered;
    private int judged;
    private int others;

    /** Says whether one signature holds. */
    @FunctionalInterface
    public interface Judge {
        /** Whether the signature in this layer holds; empty when it is something else, a failure when it cannot be fetched. */
        Optional<SignatureVerdict> judge(Descriptor layer) throws OciFailureException;
    }

    /** Searches in a repository. */
    public SignatureSearch(RemoteRepository repository, Judge judge) {
        this.repository = repository;
        this.judge = judge;
    }

    /**
     * The first signature under a tag that holds; empty when there is none.
     *
     * @throws OciFailureException when the registry wants fewer requests
     */
    public Optional<SignatureVerdict> under(Reference tag) throws OciFailureException {
        return switch (repository.manifest(tag)) {
            case OciResult.Success<Manifest>(var manifest) -> among("the tag '" + tag + "'", manifest);
            case OciResult.Failed<Manifest>(OciFailure.NotFound _) -> Optional.empty();
            case OciResult.Failed<Manifest>(var failure) -> failed("the tag '" + tag + "'", failure);
        };
    }

    /**
     * The first signature that holds among the manifests that are about the artifact; without one, why none holds of all that were looked at.
     *
     * @param isSignature whether a manifest is one, by its type and its annotations: those in the list or, where the list does not say the
     *     type, its own
     * @throws OciFailureException when the registry does not list them, or could not be asked for one that may hold
     */
    public SignatureVerdict about(Digest artifact, Predicate<Descriptor> isSignature) throws OciFailureException {
        for (var referrer : repository.referrers(artifact, Optional.empty()).orThrow()) {
            if (isSignature.test(referrer) || isUnknown(referrer)) {
                var verdict = in(referrer, isSignature);
                if (verdict.isPresent()) {
                    return verdict.get();
                }
            }
        }
        return nothing();
    }

    private static boolean isUnknown(Descriptor referrer) {
        return referrer.artifactType().orElse(NOTHING_SAID).equals(NOTHING_SAID);
    }

    private Optional<SignatureVerdict> in(Descriptor referrer, Predicate<Descriptor> isSignature)
            throws OciFailureException {
        if (isEnough()) {
            return Optional.of(tooMany());
        }
        var place = "the referrer " + referrer.digest();
        return switch (repository.manifest(new Reference.ByDigest(referrer.digest()))) {
            case OciResult.Success<Manifest>(var manifest)
            when isUnknown(referrer) && !isSignature.test(described(manifest)) -> {
                others++;
                yield Optional.empty();
            }
            case OciResult.Success<Manifest>(var manifest) -> among(place, manifest);
            case OciResult.Failed<Manifest>(var failure) -> failed(place, failure);
        };
    }

    /** As a list should name it: by its own type, or else that of its configuration. */
    private static Descriptor described(Manifest manifest) {
        var at = manifest.descriptor();
        var type = manifest instanceof Manifest.Image image
                ? image.artifactType().or(() -> Optional.of(image.config().mediaType()))
                : Optional.<String>empty();
        return new Descriptor(at.mediaType(), at.digest(), at.size(), manifest.annotations(), at.platform(), type);
    }

    private Optional<SignatureVerdict> among(String place, Manifest manifest) throws OciFailureException {
        if (!(manifest instanceof Manifest.Image image) || image.layers().isEmpty()) {
            return refuse(place, "it holds no signature");
        }
        var layers = image.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (isEnough()) {
                return Optional.of(tooMany());
            }
            var where = layers.size() == 1 ? place : "layer " + (i + 1) + " of " + place;
            var verdict = judged(where, layers.get(i));
            if (verdict.isPresent()) {
                return verdict;
            }
        }
        return Optional.empty();
    }

    private Optional<SignatureVerdict> judged(String place, Descriptor layer) throws OciFailureException {
        Optional<SignatureVerdict> verdict;
        try {
            verdict = judge.judge(layer);
        } catch (OciFailureException e) {
            return failed(place, e.failure());
        } catch (RuntimeException | StackOverflowError bug) {
            // What was signed, and with what, was chosen by somebody who may know our bugs.
            return refuse(place, "a signature cannot be read (" + bug.getClass().getSimpleName() + ")");
        }
        return switch (verdict.orElse(null)) {
            case null -> {
                others++; // many tools store such things beside an artifact: they do not count as signatures
                refusals.add("there is something else about the artifact, which is not a signature", place);
                yield Optional.empty();
            }
            case SignatureVerdict.NotVerified(var why) -> refuse(place, why);
            case SignatureVerdict.Verified _, SignatureVerdict.NotWanted _ -> verdict;
        };
    }

    private Optional<SignatureVerdict> failed(String place, OciFailure failure) throws OciFailureException {
        if (failure instanceof OciFailure.RateLimited) {
            throw new OciFailureException(failure);
        }
        if (!failure.isOfContent() && unanswered == null) {
            unanswered = failure;
        }
        return refuse(place, failure.message());
    }

    private Optional<SignatureVerdict> refuse(String place, String why) {
        judged++;
        refusals.add(why, place);
        return Optional.empty();
    }

    private boolean isEnough() {
        return judged == MOST_SIGNATURES || others == MOST_OTHERS;
    }

    private SignatureVerdict tooMany() throws OciFailureException {
        return notVerified("there are more than "
                + (judged == MOST_SIGNATURES ? MOST_SIGNATURES + " signatures" : MOST_OTHERS + " attestations")
                + ", and none of the first of them holds: " + refusals);
    }

    /** What became of the search when nothing held. */
    SignatureVerdict nothing() throws OciFailureException {
        return notVerified(refusals.isEmpty() ? "there is no signature" : refusals.toString());
    }

    private SignatureVerdict notVerified(String why) throws OciFailureException {
        if (unanswered != null) {
            throw new OciFailureException(unanswered);
        }
        return new SignatureVerdict.NotVerified(why);
    }
}
