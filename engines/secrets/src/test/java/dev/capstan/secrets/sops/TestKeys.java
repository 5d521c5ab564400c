package dev.capstan.secrets.sops;

import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeIdentity;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.pgp.PgpException;
import dev.capstan.secrets.pgp.PgpKeyService;
import dev.capstan.secrets.pgp.PgpKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The keys of the corpus, which guard nothing. */
final class TestKeys {
    private TestKeys() {}

    /** Those with these names and no others. */
    static Keychain of(Path folder, List<String> names) throws IOException {
        var identities = new ArrayList<AgeIdentity>();
        var pgp = PgpKeys.none();
        try {
            for (String name : names) {
                if (name.startsWith("pgp")) {
                    pgp = pgp.and(name, Files.readAllBytes(folder.resolve(name + ".asc")));
                } else {
                    var file = folder.resolve(name.startsWith("age") ? name + ".txt" : name);
                    identities.addAll(AgeIdentities.read(name, Files.readAllBytes(file), () -> new byte[0]));
                }
            }
        } catch (AgeException | PgpException e) {
            throw new IllegalStateException(e);
        }
        return of(identities, pgp);
    }

    static Keychain of(List<AgeIdentity> identities, PgpKeys pgp) {
        var random = new SecureRandom();
        return Keychain.empty()
                .with(new AgeKeyService(identities, random), MasterKey.Kind.AGE)
                .with(new PgpKeyService(pgp, random, Clock.systemUTC()), MasterKey.Kind.PGP);
    }
}
