package dev.capstan.cli.secrets;

import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Metadata;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that is encrypted, or should be.
 *
 * @param path relative to the folder that was looked at
 * @param metadata of one that is encrypted
 * @param rule the path of the rule for it; empty for a rule that is for every path
 */
record SecretFile(String path, Optional<Metadata> metadata, Optional<String> rule, List<SecretFinding> findings) {
    SecretFile {
        findings = List.copyOf(findings);
    }

    /** All master keys, each once. */
    List<MasterKey> keys() {
        return metadata.stream()
                .flatMap(known -> known.groups().stream())
                .map(KeyGroup::keys)
                .flatMap(List::stream)
                .toList();
    }

    /** Since when its oldest key is there, of those that say so. */
    Optional<OffsetDateTime> oldestKey() {
        Stream<OffsetDateTime> times = keys().stream().flatMap(key -> key.created().stream());
        return times.min(Comparator.naturalOrder());
    }

    boolean isEncrypted() {
        return metadata.isPresent();
    }
}
