package dev.capstan.secrets.metadata;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What an encrypted file says about itself.
 *
 * @param groups at least one
 * @param shamirThreshold how many groups open the data key when there are several; 0 when the file does not say
 * @param mac encrypted; empty when it is missing
 * @param stated which values are encrypted, when the file says so
 * @param macOnlyEncrypted whether values that are not encrypted are left out of the code
 * @param version of the program that wrote it
 */
public record Metadata(
        List<KeyGroup> groups,
        int shamirThreshold,
        OffsetDateTime lastModified,
        String mac,
        Optional<Selection> stated,
        boolean macOnlyEncrypted,
        String version) {
    /** Copies the list. */
    public Metadata {
        groups = List.copyOf(groups);
    }

    /** Which values are encrypted. */
    public Selection selection() {
        return stated.orElse(Selection.DEFAULT);
    }

    /** A time as metadata has it: RFC 3339, whole seconds. */
    public static String time(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** When it was last modified, as the code was encrypted with it. */
    public String lastModifiedText() {
        return time(lastModified);
    }

    /** The same with other keys. */
    public Metadata withGroups(List<KeyGroup> others) {
        return new Metadata(others, shamirThreshold, lastModified, mac, stated, macOnlyEncrypted, version);
    }

    /** The same with another threshold. */
    public Metadata withThreshold(int threshold) {
        return new Metadata(groups, threshold, lastModified, mac, stated, macOnlyEncrypted, version);
    }

    /** The same after a change of the values. */
    public Metadata modified(OffsetDateTime now, String newMac, String byVersion) {
        return new Metadata(groups, shamirThreshold, now, newMac, stated, macOnlyEncrypted, byVersion);
    }
}
