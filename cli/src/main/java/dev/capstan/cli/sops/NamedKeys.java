package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeRecipient;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.rules.KeyTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keys that options name. */
final class NamedKeys {
    private NamedKeys() {}

    /**
     * The keys.
     *
     * @param named words by the names of kinds of keys
     * @param context of keys of AWS that have none themselves
     * @param profile the same
     * @throws CommandFailure when a word does not name a key
     */
    static List<MasterKey> of(KeyTexts texts, Map<String, String> named, Map<String, String> context, String profile) {
        var keys = new ArrayList<MasterKey>();
        try {
            for (MasterKey key : texts.age(named.getOrDefault("age", ""))) {
                keys.add(usable(key));
            }
            keys.addAll(texts.pgp(named.getOrDefault("pgp", "")));
            keys.addAll(texts.aws(named.getOrDefault("kms", ""), context, profile));
            keys.addAll(texts.google(named.getOrDefault("gcp_kms", "")));
            keys.addAll(texts.azure(named.getOrDefault("azure_kv", "")));
            keys.addAll(texts.vault(named.getOrDefault("hc_vault", "")));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
        return List.copyOf(keys);
    }

    private static MasterKey usable(MasterKey key) {
        try {
            Objects.requireNonNull(AgeRecipient.parse(key.name()));
            return key;
        } catch (AgeException e) {
            throw new CommandFailure(key.name() + ": " + e.problem());
        }
    }
}
