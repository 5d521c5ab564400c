package dev.capstan.oci.signature;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for signatures that cosign stored beside an artifact, and verifies them: classic ones under the tag
 * {@code sha256-<hex>.sig} or as referrers, and Sigstore bundles as referrers. A signature counts only when what was signed names the digest of
 * the artifact: one that was copied from another artifact does not.
 */
public final class CosignVerifier {
    private static final int LONGEST_PAYLOAD = 4 << 20;
    private static final int MOST_REASONS = 3;
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    private static final String LOG_ENTRY = "dev.sigstore.cosign/bundle";
    private static final String PREDICATE = "dev.sigstore.bundle.predicateType";
    private static final String CLASSIC_ARTIFACT = "application/vnd.dev.cosign.artifact.sig.v1+json";

    private final RemoteRepository repository;
    private final CosignTrust trust;

    /** Trusts whom the trust says. */
    public CosignVerifier(RemoteRepository repository, CosignTrust trust) {
        this.repository = repository;
        this.trust = trust;
    }

    /** Looks for one signature that holds. A failure means that the registry could not be asked for all of them. */
    public OciResult<SignatureVerdict> verify(Digest artifact) {
        var manifest = new ArtifactManifest(repository, artifact);
        var search = new SignatureSearch(repository, layer -> check(layer, manifest));
        return OciResult.of(() -> {
            // A digest of SHA-512 is too long for a tag, so that there can be none.
            var tag = Reference.tag(artifact.algorithm().label() + "-" + artifact.hex() + ".sig");
            var underTag = tag.isPresent() ? search.under(tag.get()) : Optional.<SignatureVerdict>empty();
            return underTag.isPresent() ? underTag.get() : search.about(artifact, CosignVerifier::isSignature);
        });
    }

    private static boolean isSignature(Descriptor referrer) {
        var type = referrer.artifactType().orElse("");
        var predicate = referrer.annotations().getOrDefault(PREDICATE, SignedText.SIGNATURE_PREDICATE);
        return type.equals(CLASSIC_ARTIFACT)
                || (type.startsWith(SigstoreBundle.TYPE) && predicate.equals(SignedText.SIGNATURE_PREDICATE));
    }

    private Optional<SignatureVerdict> check(Descriptor layer, ArtifactManifest artifact) throws OciFailureException {
        if (layer.mediaType().equals(SIMPLE_SIGNING)) {
            return check(classic(layer), artifact.digest());
        }
        if (layer.mediaType().startsWith(SigstoreBundle.TYPE)) {
            var bundle = SigstoreBundle.parse(
                    repository.bytes(layer, LONGEST_PAYLOAD).orThrow());
            return bundle.isPresent()
                    ? check(claim(bundle.get(), artifact), artifact.digest())
                    : Optional.of(new SignatureVerdict.NotVerified("a signature bundle cannot be parsed"));
        }
        return Optional.of(new SignatureVerdict.NotVerified("a signature is of an unknown kind"));
    }

    private SignedText classic(Descriptor layer) throws OciFailureException {
        var annotations = layer.annotations();
        return SignedText.classic(
                repository.bytes(layer, LONGEST_PAYLOAD).orThrow(),
                annotations.getOrDefault(SIGNATURE, ""),
                new SigningProof.OfAnnotations(
                        annotations.getOrDefault(CERTIFICATE, ""), annotations.getOrDefault(LOG_ENTRY, "")));
    }

    private SignedText claim(SigstoreBundle bundle, ArtifactManifest artifact) throws OciFailureException {
        return switch (bundle.content()) {
            case SigstoreBundle.Content.Envelope envelope -> SignedText.envelope(envelope, bundle.proof());
            case SigstoreBundle.Content.Message message ->
                SignedText.manifest(message, artifact.bytes(), artifact.digest(), bundle.proof());
        };
    }

    /** The text is looked at before the signature: what cannot be read must not count, whoever signed it. */
    private Optional<SignatureVerdict> check(SignedText signed, Digest artifact) {
        return switch (signed.claim()) {
            case SignedText.Claim.SomethingElse _ -> Optional.empty();
            case SignedText.Claim.Unreadable(var why) ->
                Optional.of(new SignatureVerdict.NotVerified("a signature does not count: " + why));
            case SignedText.Claim.Another _ ->
                Optional.of(
                        new SignatureVerdict.NotVerified("a signature is for another artifact, and was copied here"));
            case SignedText.Claim.About(var digests) -> Optional.of(check(signed, digests.contains(artifact)));
        };
    }

    private SignatureVerdict check(SignedText signed, boolean isAboutThis) {
        if (signed.signatures().isEmpty()) {
            return new SignatureVerdict.NotVerified("a signature is missing or not in base64");
        }
        var whys = new LinkedHashSet<String>();
        for (var signature : signed.signatures()) {
            try {
                var signer = trust.signerOf(signed, signature);
                return isAboutThis
                        ? new SignatureVerdict.Verified(signer)
                        : new SignatureVerdict.NotVerified(
                                "a signature with " + signer + " is for another artifact, and was copied here");
            } catch (TrustException e) {
                whys.add(e.why()); // another signature over the same text may hold
            }
        }
        return new SignatureVerdict.NotVerified(
                whys.stream().limit(MOST_REASONS).collect(Collectors.joining("; ")));
    }
}
