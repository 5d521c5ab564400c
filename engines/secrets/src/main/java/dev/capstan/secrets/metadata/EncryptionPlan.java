package dev.capstan.secrets.metadata;

import java.util.List;
import java.util.Optional;

/**
 * How a new file is encrypted.
 *
 * @param groups for whom
 * @param shamirThreshold how many of several groups are needed; 0 for all
 * @param selection which values; empty for the default
 * @param macOnlyEncrypted whether values that are not encrypted may be changed by anybody
 */
public record EncryptionPlan(
        List<KeyGroup> groups, int shamirThreshold, Optional<Selection> selection, boolean macOnlyEncrypted) {
    /** Copies the list. */
    public EncryptionPlan {
        groups = List.copyOf(groups);
    }

    /** For keys of one group, with the default selection. */
    public static EncryptionPlan of(KeyGroup group) {
        return new EncryptionPlan(List.of(group), 0, Optional.empty(), false);
    }
}
