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

/**
 * Goes through the signatures that are stored beside one artifact until one holds. Each is judged by itself: one that cannot be fetched or
 * read keeps no other from being looked at. Serves one search.
 */
public final class SignatureSearch {
    private static final int MOST_SIGNATURES = 100;
    private static final int MOST_OTHERS = 1_000;

    /** The type of an empty configuration: what clients that make the list themselves, cosign 3 among them, write as that of a manifest. */
    private static final String NOTHING_SAID = "application/vnd.oci.empty.v1+json";

    private final RemoteRepository repository;
    private final Judge judge;
    private final Refusals refusals = new Refusals();
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

    /** The first signature under a tag that holds; empty when there is none. */
    public Optional<SignatureVerdict> under(Reference tag) {
        return switch (repository.manifest(tag)) {
            case OciResult.Success<Manifest>(var manifest) -> among("the tag '" + tag + "'", manifest);
            case OciResult.Failed<Manifest>(OciFailure.NotFound _) -> Optional.empty();
            case OciResult.Failed<Manifest>(var failure) -> refuse("the tag '" + tag + "'", failure.message());
        };
    }

    /**
     * The first signature that holds among the manifests that are about the artifact; empty when there is none.
     *
     * @param isSignature whether a manifest is one, by its type and its annotations: those in the list or, where the list does not say the
     *     type, its own
     * @throws OciFailureException when the registry does not list them
     */
    public Optional<SignatureVerdict> about(Digest artifact, Predicate<Descriptor> isSignature)
            throws OciFailureException {
        for (var referrer : repository.referrers(artifact, Optional.empty()).orThrow()) {
            if (isSignature.test(referrer) || isUnknown(referrer)) {
                var verdict = in(referrer, isSignature);
                if (verdict.isPresent()) {
                    return verdict;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isUnknown(Descriptor referrer) {
        return referrer.artifactType().orElse(NOTHING_SAID).equals(NOTHING_SAID);
    }

    private Optional<SignatureVerdict> in(Descriptor referrer, Predicate<Descriptor> isSignature) {
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
            case OciResult.Failed<Manifest>(var failure) -> refuse(place, failure.message());
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

    private Optional<SignatureVerdict> among(String place, Manifest manifest) {
        if (!(manifest instanceof Manifest.Image image) || image.layers().isEmpty()) {
            return refuse(place, "it holds no signature");
        }
        var layers = image.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (isEnough()) {
                return Optional.of(tooMany());
            }
            var where = layers.size() == 1 ? place : "layer " + (i + 1) + " of " + place;
            var verdict = judged(layers.get(i));
            switch (verdict.orElse(null)) {
                case null -> {
                    others++; // many tools store such things beside an artifact: they do not count as signatures
                    refusals.add("there is something else about the artifact, which is not a signature", where);
                }
                case SignatureVerdict.NotVerified(var why) -> refuse(where, why);
                case SignatureVerdict.Verified _, SignatureVerdict.NotWanted _ -> {
                    return verdict;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<SignatureVerdict> judged(Descriptor layer) {
        try {
            return judge.judge(layer);
        } catch (OciFailureException e) {
            return Optional.of(new SignatureVerdict.NotVerified(e.failure().message()));
        } catch (RuntimeException | StackOverflowError bug) {
            // What was signed, and with what, was chosen by somebody who may know our bugs.
            return Optional.of(new SignatureVerdict.NotVerified(
                    "a signature cannot be read (" + bug.getClass().getSimpleName() + ")"));
        }
    }

    private Optional<SignatureVerdict> refuse(String place, String why) {
        judged++;
        refusals.add(why, place);
        return Optional.empty();
    }

    private boolean isEnough() {
        return judged == MOST_SIGNATURES || others == MOST_OTHERS;
    }

    private SignatureVerdict tooMany() {
        return new SignatureVerdict.NotVerified("there are more than "
                + (judged == MOST_SIGNATURES ? MOST_SIGNATURES + " signatures" : MOST_OTHERS + " attestations")
                + ", and none of the first of them holds: " + refusals);
    }

    /** What became of the search when nothing held. */
    public SignatureVerdict nothing() {
        return new SignatureVerdict.NotVerified(refusals.isEmpty() ? "there is no signature" : refusals.toString());
    }
}
