package dev.capstan.git.signature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/** Trusted OpenPGP keys. Copies of one key are one key that knows what all of them say, in whatever order they were read. */
final class OpenPgpKeys {
    private final Map<String, OpenPgpCertificate> byFingerprint = new LinkedHashMap<>();

    OpenPgpKeys(Collection<OpenPgpKeyFile> files) {
        var copies = new LinkedHashMap<String, List<PGPPublicKeyRing>>();
        files.stream()
                .flatMap(file -> file.keys().stream())
                .forEach(ring -> copies.computeIfAbsent(fingerprint(ring.getPublicKey()), _ -> new ArrayList<>())
                        .add(ring));
        var revocations =
                files.stream().flatMap(file -> file.revocations().stream()).toList();
        copies.forEach((fingerprint, rings) ->
                byFingerprint.put(fingerprint, new OpenPgpCertificate(rings, revocations, this::primary)));
    }

    private static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().formatHex(key.getFingerprint());
    }

    boolean isEmpty() {
        return byFingerprint.isEmpty();
    }

    /** Those that have the key, or have it as a subkey. */
    List<OpenPgpCertificate> holding(long keyId) {
        return byFingerprint.values().stream()
                .filter(certificate -> certificate.key(keyId).isPresent())
                .toList();
    }

    /** The primary key with this fingerprint. */
    private Optional<PGPPublicKey> primary(byte[] fingerprint) {
        return Optional.ofNullable(byFingerprint.get(HexFormat.of().formatHex(fingerprint)))
                .map(OpenPgpCertificate::primary);
    }
}
