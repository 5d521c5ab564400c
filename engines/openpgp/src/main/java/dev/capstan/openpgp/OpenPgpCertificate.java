package dev.capstan.openpgp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.bcpg.sig.RevocationKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * One trusted key with its subkeys, as all copies of it together describe it. As after {@code gpg --import}, only signatures that
 * hold count: the newest of the key's own decide when it expires, and a revocation by the key or by a revoker that it designated
 * revokes for good, in whichever copy it stands.
 */
final class OpenPgpCertificate {
    private final List<PGPPublicKeyRing> copies;
    private final List<PGPSignature> looseRevocations;
    private final Function<byte[], Optional<PGPPublicKey>> otherKeys;
    private final PGPPublicKey primary;

    /**
     * One key.
     *
     * @param copies at least one
     * @param looseRevocations revocations that stand alone, of any keys
     * @param otherKeys trusted primary keys by fingerprint; asked once all keys are read
     */
    OpenPgpCertificate(
            List<PGPPublicKeyRing> copies,
            List<PGPSignature> looseRevocations,
            Function<byte[], Optional<PGPPublicKey>> otherKeys) {
        this.copies = List.copyOf(copies);
        this.looseRevocations = looseRevocations;
        this.otherKeys = otherKeys;
        this.primary = copies.getFirst().getPublicKey();
    }

    static boolean isRevocationOfKeys(PGPSignature signature) {
        return signature.getSignatureType() == PGPSignature.KEY_REVOCATION
                || signature.getSignatureType() == PGPSignature.SUBKEY_REVOCATION;
    }

    static String shown(long keyId) {
        return String.format(Locale.ROOT, "%016X", keyId);
    }

    PGPPublicKey primary() {
        return primary;
    }

    Optional<PGPPublicKey> key(long keyId) {
        return copies.stream()
                .map(copy -> copy.getPublicKey(keyId))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Why a signature made now by this key, the primary or a subkey, does not count; empty when it does. */
    Optional<OpenPgpObjection> objection(PGPPublicKey key, Instant now) {
        var users = users(now);
        var ofPrimary = objectionToPrimary(users, now);
        if (ofPrimary.isPresent()) {
            return ofPrimary;
        }
        return key.getKeyID() == primary.getKeyID()
                ? objectionToUse(key, OpenPgpSelfSignature.newest(own(users), now))
                : objectionToSubkey(key, users, now);
    }

    private Optional<OpenPgpObjection> objectionToPrimary(List<PGPSignature> users, Instant now) {
        var id = shown(primary.getKeyID());
        var revoked = revocation(primary, PGPSignature.KEY_REVOCATION, users);
        if (revoked.isPresent()) {
            return revoked;
        }
        if (OpenPgpSelfSignature.newest(own(users), now).isEmpty()) {
            return untrusted("the OpenPGP key " + id + " is not usable: it has no signature of its own that holds,"
                    + " or all its user ids are revoked; export the key again");
        }
        return isExpired(primary, lifetime(users, now), now) ? Optional.of(expired(id)) : Optional.empty();
    }

    private Optional<OpenPgpObjection> objectionToSubkey(PGPPublicKey subkey, List<PGPSignature> users, Instant now) {
        var id = shown(subkey.getKeyID());
        var revoked = revocation(subkey, PGPSignature.SUBKEY_REVOCATION, users);
        if (revoked.isPresent()) {
            return revoked;
        }
        var bindings = onKey(subkey)
                .filter(signature -> OpenPgpSelfSignature.binds(signature, primary, subkey))
                .toList();
        var binding = OpenPgpSelfSignature.newest(bindings, now);
        if (binding.isEmpty()) {
            return untrusted("the OpenPGP subkey " + id + " is not bound to its primary key "
                    + shown(primary.getKeyID()) + " by a signature that holds");
        }
        if (isExpired(subkey, binding.get().getHashedSubPackets().getKeyExpirationTime(), now)) {
            return Optional.of(expired(id));
        }
        return objectionToUse(subkey, binding)
                .or(() -> OpenPgpSelfSignature.isCrossCertified(binding.get(), primary, subkey)
                        ? Optional.empty()
                        : untrusted("the OpenPGP subkey " + id + " is not cross-certified, so it may belong to"
                                + " somebody else"));
    }

    private static Optional<OpenPgpObjection> objectionToUse(PGPPublicKey key, Optional<PGPSignature> description) {
        var isForOtherUse = description
                .map(PGPSignature::getHashedSubPackets)
                .filter(hashed -> hashed.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS))
                .filter(hashed -> (hashed.getKeyFlags() & KeyFlags.SIGN_DATA) == 0)
                .isPresent();
        return isForOtherUse
                ? untrusted("the OpenPGP key " + shown(key.getKeyID()) + " is not one for signing")
                : Optional.empty();
    }

    private static Optional<OpenPgpObjection> untrusted(String why) {
        return Optional.of(new OpenPgpObjection(OpenPgpFault.UNTRUSTED_KEY, why));
    }

    private static Optional<OpenPgpObjection> revoked(String why) {
        return Optional.of(new OpenPgpObjection(OpenPgpFault.REVOKED_KEY, why));
    }

    private static OpenPgpObjection expired(String id) {
        return new OpenPgpObjection(OpenPgpFault.EXPIRED_KEY, "the OpenPGP key " + id + " has expired");
    }

    /** The signatures by which the key describes itself. */
    private List<PGPSignature> own(List<PGPSignature> users) {
        return Stream.concat(direct().stream(), users.stream()).toList();
    }

    private List<PGPSignature> direct() {
        return onKey(primary)
                .filter(signature -> OpenPgpSelfSignature.describes(signature, primary))
                .toList();
    }

    /** The newest signature on each user id, without those that are revoked. */
    private List<PGPSignature> users(Instant now) {
        var byUser = new TreeMap<String, List<PGPSignature>>();
        for (var copy : copies) {
            copy.getPublicKey()
                    .getRawUserIDs()
                    .forEachRemaining(user -> copy.getPublicKey()
                            .getSignaturesForID(user)
                            .forEachRemaining(signature -> {
                                if (OpenPgpSelfSignature.concerns(signature, primary, user)) {
                                    byUser.computeIfAbsent(
                                                    new String(user, StandardCharsets.ISO_8859_1),
                                                    _ -> new ArrayList<>())
                                            .add(signature);
                                }
                            }));
        }
        return byUser.values().stream()
                .flatMap(signatures -> OpenPgpSelfSignature.newest(signatures, now).stream())
                .filter(PGPSignature::isCertification)
                .toList();
    }

    /** As GnuPG decides: the newest direct signature if it says it, else the newest of those on user ids that say it. */
    private long lifetime(List<PGPSignature> users, Instant now) {
        return OpenPgpSelfSignature.newest(direct(), now)
                .map(OpenPgpCertificate::keyLifetime)
                .filter(seconds -> seconds > 0)
                .or(() -> users.stream()
                        .filter(signature -> keyLifetime(signature) > 0)
                        .max(Comparator.comparing(PGPSignature::getCreationTime))
                        .map(OpenPgpCertificate::keyLifetime))
                .orElse(0L);
    }

    private static long keyLifetime(PGPSignature signature) {
        return signature.getHashedSubPackets().getKeyExpirationTime();
    }

    private static boolean isExpired(PGPPublicKey key, long lifetime, Instant now) {
        return lifetime > 0
                && key.getCreationTime().toInstant().plusSeconds(lifetime).isBefore(now);
    }

    /** All signatures on a key itself, from all copies. */
    private Stream<PGPSignature> onKey(PGPPublicKey key) {
        return copies.stream()
                .map(copy -> copy.getPublicKey(key.getKeyID()))
                .filter(Objects::nonNull)
                .flatMap(copy -> {
                    var signatures = new ArrayList<PGPSignature>();
                    copy.getKeySignatures().forEachRemaining(signatures::add);
                    return signatures.stream();
                });
    }

    private Optional<OpenPgpObjection> revocation(PGPPublicKey key, int type, List<PGPSignature> users) {
        var revokers = own(users).stream()
                .flatMap(signature -> Stream.of(signature.getHashedSubPackets().getRevocationKeys()))
                .map(RevocationKey::getFingerprint)
                .toList();
        return Stream.concat(onKey(key), looseRevocations.stream())
                .filter(signature -> signature.getSignatureType() == type)
                .flatMap(signature -> revocation(signature, key, revokers).stream())
                .findFirst();
    }

    private Optional<OpenPgpObjection> revocation(PGPSignature revocation, PGPPublicKey key, List<byte[]> revokers) {
        var revoked = "the OpenPGP key " + shown(key.getKeyID()) + " is revoked";
        if (OpenPgpSelfSignature.revokes(revocation, primary, primary, key)) {
            return revoked(revoked);
        }
        var by = " by its designated revoker " + shown(revocation.getKeyID());
        for (var fingerprint : revokers) {
            var revoker = otherKeys.apply(fingerprint);
            if (revoker.isPresent() && OpenPgpSelfSignature.revokes(revocation, revoker.get(), primary, key)) {
                return revoked(revoked + by);
            }
            if (revoker.isEmpty() && OpenPgpSelfSignature.isKeyId(fingerprint, revocation.getKeyID())) {
                return revoked(revoked + by + ", as far as can be told without the revoker's key;"
                        + " add that key to the Secret to have the revocation checked");
            }
        }
        return Optional.empty();
    }
}
