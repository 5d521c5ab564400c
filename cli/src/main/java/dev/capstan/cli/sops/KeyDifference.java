package dev.capstan.cli.sops;

import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Metadata;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells the master keys of a file from those of its rule.
 *
 * @param lines for people: kept, added ({@code +}) and removed ({@code -}) keys by group
 */
public record KeyDifference(List<String> lines, boolean isNone) {
    /** Copies the list. */
    public KeyDifference {
        lines = List.copyOf(lines);
    }

    /** Compares them. */
    public static KeyDifference of(Metadata metadata, EncryptionPlan plan) {
        var lines = new ArrayList<String>();
        boolean isSame = true;
        int groups = Math.max(metadata.groups().size(), plan.groups().size());
        for (int i = 0; i < groups; i++) {
            List<MasterKey> old = keys(metadata.groups(), i);
            List<MasterKey> wanted = keys(plan.groups(), i);
            lines.add("  group " + (i + 1));
            for (MasterKey key : old) {
                boolean isKept = wanted.stream().anyMatch(key::isSame);
                lines.add((isKept ? "      " : "    - ") + key.name());
                isSame &= isKept;
            }
            for (MasterKey key : wanted) {
                if (old.stream().noneMatch(key::isSame)) {
                    lines.add("    + " + key.name());
                    isSame = false;
                }
            }
        }
        int before = threshold(metadata.groups().size(), metadata.shamirThreshold());
        int after = threshold(plan.groups().size(), plan.shamirThreshold());
        if (before != after) {
            lines.add("  groups that must open the file: " + before + ", and by the rule " + after);
            isSame = false;
        }
        return new KeyDifference(lines, isSame);
    }

    private static int threshold(int groups, int stated) {
        return groups < 2 ? 1 : stated == 0 ? groups : stated;
    }

    private static List<MasterKey> keys(List<KeyGroup> groups, int place) {
        return place < groups.size() ? groups.get(place).keys() : List.of();
    }
}
