package dev.capstan.openpgp;

import java.io.IOException;
import java.time.Instant;
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
public final class OpenPgpKeys {
    private final Map<String, OpenPgpCertificate> byFingerprint = new LinkedHashMap<>();

    private OpenPgpKeys(Collection<OpenPgpKeyFile> files) {
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

    /** What reading gives: the keys, or why they cannot be used. */
    public sealed interface Parsed {
        record Keys(OpenPgpKeys keys) implements Parsed {}

        record Unusable(String why) implements Parsed {}
    }

    /**
     * Reads files of keys, armored in any number of blocks or not. What cannot be read makes all unusable: it might have been a
     * revocation. Without files there are no keys.
     *
     * @param files by their names, for messages
     */
    public static Parsed parse(Map<String, byte[]> files) {
        var read = new ArrayList<OpenPgpKeyFile>();
        for (var file : files.entrySet()) {
            try {
                read.add(OpenPgpKeyFile.read(file.getValue()));
            } catch (IOException e) {
                return new Parsed.Unusable("the key '" + file.getKey() + "' cannot be read: " + e.getMessage());
            }
        }
        return new Parsed.Keys(new OpenPgpKeys(read));
    }

    private static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().formatHex(key.getFingerprint());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return byFingerprint.isEmpty();
    }

    /**
     * Checks a detached signature.
     *
     * @param armored one signature
     * @param payload what it is about, byte by byte; of a signature of a text the line ends do not matter
     * @param now when keys and signatures must not have expired
     */
    public OpenPgpCheck check(String armored, byte[] payload, Instant now) {
        return OpenPgpSignature.check(armored, payload, this, now);
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
