package dev.capstan.kustomization.decrypt;

import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeIdentity;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.kms.KmsException;
import dev.capstan.secrets.kms.SecretEntries;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.pgp.PgpException;
import dev.capstan.secrets.pgp.PgpKeyService;
import dev.capstan.secrets.pgp.PgpKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The keys in the entries of a Secret, told by the names of the entries; those of other names do not count. */
final class KeyEntries {
    private static final String AGE = ".agekey";
    private static final String PGP = ".asc";
    private static final List<String> CLOUDS =
            List.of("sops.aws-kms", "sops.gcp-kms", "sops.azure-kv", "sops.vault-token");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, byte[]> entries;
    private final List<String> names = new ArrayList<>();

    KeyEntries(Map<String, byte[]> entries) {
        this.entries = new TreeMap<>(entries);
    }

    /** An entry cannot be used. Says which and why, and quotes nothing of it. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String problem) {
            super(problem, null, false, false);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    /** The entries that count, with the public names of keys of age. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Those of age alone. */
    Keychain age() throws UnusableException {
        var identities = new ArrayList<AgeIdentity>();
        for (var entry : entries.entrySet()) {
            if (entry.getKey().endsWith(AGE)) {
                List<AgeIdentity> read = identities(entry.getKey(), entry.getValue());
                names.add("%s (%s)".formatted(entry.getKey(), recipients(read)));
                identities.addAll(read);
            }
        }
        return identities.isEmpty()
                ? Keychain.empty()
                : Keychain.empty().with(new AgeKeyService(identities, RANDOM), MasterKey.Kind.AGE);
    }

    /** Those of age and OpenPGP. */
    Keychain local(KeyClouds clouds) throws UnusableException {
        Keychain age = age();
        PgpKeys keys = PgpKeys.none();
        boolean isGiven = false;
        for (var entry : entries.entrySet()) {
            if (entry.getKey().endsWith(PGP)) {
                keys = and(keys, entry.getKey(), entry.getValue());
                names.add(entry.getKey());
                isGiven = true;
            }
        }
        return isGiven ? age.with(new PgpKeyService(keys, RANDOM, clouds.clock()), MasterKey.Kind.PGP) : age;
    }

    /** Credentials for clouds and Vaults. */
    SecretEntries credentials(KeyClouds clouds) throws UnusableException {
        CLOUDS.stream().filter(entries::containsKey).forEach(names::add);
        try {
            return SecretEntries.read(entries, clouds.transport(), clouds.clock());
        } catch (KmsException e) {
            throw new UnusableException(e.problem());
        }
    }

    private static List<AgeIdentity> identities(String name, byte[] file) throws UnusableException {
        try {
            return AgeIdentities.read(name, file, () -> new byte[0]);
        } catch (AgeException e) {
            throw new UnusableException(e.problem());
        }
    }

    private static String recipients(List<AgeIdentity> identities) {
        return identities.isEmpty()
                ? "it holds no key"
                : identities.stream()
                        .map(AgeIdentity::recipient)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
    }

    private static PgpKeys and(PgpKeys keys, String name, byte[] file) throws UnusableException {
        try {
            return keys.and(name, file);
        } catch (PgpException e) {
            throw new UnusableException(e.problem());
        }
    }
}
