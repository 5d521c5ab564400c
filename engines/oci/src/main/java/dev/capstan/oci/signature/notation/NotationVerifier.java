package dev.capstan.oci.signature.notation;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.oci.signature.SignatureSearch;
import dev.capstan.oci.signature.SignatureVerdict;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.oci.signature.notation.Enforcement.Action;
import dev.capstan.oci.signature.notation.Enforcement.Check;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for signatures of notation beside an artifact, and verifies them as its trust policy has it. Not verified are envelopes in COSE,
 * timestamps, and whether a certificate was revoked: where the policy enforces such a check, the signature does not count.
 */
public final class NotationVerifier {
    private static final String SIGNATURE = "application/vnd.cncf.notary.signature";
    private static final String JWS = "application/jose+json";
    private static final int LONGEST_ENVELOPE = 4 << 20;

    private final RemoteRepository repository;
    private final NotationTrust trust;
    private final Clock clock;

    /** Trusts what the trust says for the repository. */
    public NotationVerifier(RemoteRepository repository, NotationTrust trust, Clock clock) {
        this.repository = repository;
        this.trust = trust;
        this.clock = clock;
    }

    /** Looks for one signature that holds. A failure means that the registry could not be asked for all of them. */
    public OciResult<SignatureVerdict> verify(Digest artifact) {
        var applicable = TrustPolicy.applicable(trust.policies(), repository.name());
        if (applicable.isEmpty()) {
            return OciResult.success(new SignatureVerdict.NotVerified(
                    "no statement of the trust policy has '" + repository.name() + "' or '*' in its registryScopes"));
        }
        var policy = applicable.get();
        if (policy.enforcement().isSkip()) {
            return OciResult.success(new SignatureVerdict.NotWanted(
                    "statement '" + policy.name() + "' of the trust policy has the level 'skip'"));
        }
        var search = new SignatureSearch(repository, layer -> Optional.of(check(policy, layer, artifact)));
        return OciResult.of(() -> search.about(artifact, it -> it.artifactType().equals(Optional.of(SIGNATURE))));
    }

    private SignatureVerdict check(TrustPolicy policy, Descriptor layer, Digest artifact) throws OciFailureException {
        if (!layer.mediaType().equals(JWS)) {
            return new SignatureVerdict.NotVerified(
                    "a signature has another envelope than JWS (" + JWS + "), which is not read here");
        }
        byte[] bytes = repository.bytes(layer, LONGEST_ENVELOPE).orThrow();
        try {
            var envelope = JwsEnvelope.read(bytes);
            return envelope.artifact().equals(artifact)
                    ? judged(policy, envelope)
                    : new SignatureVerdict.NotVerified("a signature is for another artifact, and was copied here");
        } catch (TrustException e) {
            return new SignatureVerdict.NotVerified("a signature does not count: " + e.why());
        }
    }

    /** Something that does not hold. */
    private record Problem(Check check, String why) {}

    private SignatureVerdict judged(TrustPolicy policy, JwsEnvelope envelope) throws TrustException {
        var chain = new CertificateChain(envelope.chain());
        var problems = strangeness(policy, envelope, chain);
        if (!problems.isEmpty() && policy.enforcement().of(Check.AUTHENTICITY) == Action.ENFORCE) {
            // No work is done for certificates that everybody can make.
            return new SignatureVerdict.NotVerified(problems.getFirst().why());
        }
        chain.requireSound();
        problems.addAll(timeProblems(policy, envelope, chain));
        problems.addAll(revocationProblems(chain));
        var tolerated = new ArrayList<String>();
        for (var problem : problems) {
            switch (policy.enforcement().of(problem.check())) {
                case ENFORCE -> {
                    return new SignatureVerdict.NotVerified(problem.why());
                }
                case LOG -> tolerated.add(problem.why());
                case SKIP -> {}
            }
        }
        var signer =
                "certificate '" + chain.signerName() + "' by statement '" + policy.name() + "' of the trust policy";
        return new SignatureVerdict.Verified(
                tolerated.isEmpty() ? signer : signer + ", which tolerates: " + String.join("; ", tolerated));
    }

    /** Why the signer is not somebody whom the policy trusts. */
    private List<Problem> strangeness(TrustPolicy policy, JwsEnvelope envelope, CertificateChain chain) {
        var problems = new ArrayList<Problem>();
        if (!policy.hasStore(envelope.scheme().store())) {
            problems.add(new Problem(
                    Check.AUTHENTICITY,
                    "the trust policy names no trust store of the kind '"
                            + envelope.scheme().store() + "', which this signature needs"));
        } else if (!chain.isTrustedBy(trust.certificates())) {
            problems.add(
                    new Problem(Check.AUTHENTICITY, "no certificate of the Secret is in the chain of a signature"));
        }
        if (!policy.identities().isEmpty()
                && policy.identities().stream().noneMatch(it -> it.matches(chain.signer()))) {
            problems.add(new Problem(
                    Check.AUTHENTICITY,
                    "the subject '" + chain.signerName() + "' of a signature is not one of the trustedIdentities"));
        }
        return problems;
    }

    private static List<Problem> revocationProblems(CertificateChain chain) {
        return chain.canBeRevoked()
                ? List.of(new Problem(
                        Check.REVOCATION,
                        "whether a certificate was revoked is not checked here; the override of 'revocation' by 'skip' or"
                                + " 'log' does without"))
                : List.of();
    }

    private List<Problem> timeProblems(TrustPolicy policy, JwsEnvelope envelope, CertificateChain chain) {
        Instant now = clock.instant();
        var problems = new ArrayList<Problem>();
        if (envelope.expiry().filter(it -> !now.isBefore(it)).isPresent()) {
            problems.add(new Problem(
                    Check.EXPIRY,
                    "a signature has expired at " + envelope.expiry().get()));
        }
        var signed = envelope.authenticTime().orElse(now);
        if (!chain.isValidAt(signed)) {
            problems.add(new Problem(
                    Check.TIMESTAMP,
                    "the certificates of a signature are not all valid at " + signed
                            + "; timestamps of authorities are not checked here"));
        } else if (policy.wantsTimestamp() && envelope.authenticTime().isEmpty()) {
            problems.add(new Problem(
                    Check.TIMESTAMP,
                    "the trust policy asks for a timestamp of an authority, which is not checked here"));
        }
        return problems;
    }
}
