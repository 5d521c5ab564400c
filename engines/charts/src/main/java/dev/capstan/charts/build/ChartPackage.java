package dev.capstan.charts.build;

import dev.capstan.archive.ArchiveContent;
import java.util.List;

/**
 * A chart ready to be offered.
 *
 * @param version as its {@code Chart.yaml} says now
 * @param valuesFiles the values files that were merged
 * @param content its archive
 */
public record ChartPackage(String name, String version, List<String> valuesFiles, Content content) {

    /** Copies the list. */
    public ChartPackage {
        valuesFiles = List.copyOf(valuesFiles);
    }

    /** Where the bytes of an archive come from. */
    public sealed interface Content {

        /** The archive of the author, as it is. */
        record Original(byte[] archive) implements Content {}

        /** Written here; the same files always give the same bytes. */
        record Packed(ArchiveContent files) implements Content {}
    }

    /** The same chart offered under the version that its repository lists it with. */
    public ChartPackage listedAs(String other) {
        return new ChartPackage(name, other, valuesFiles, content);
    }

    /** Whether the archive was written here. */
    public boolean isPacked() {
        return content instanceof Content.Packed;
    }

    /** The name that archives of charts have. */
    public String fileName() {
        return name + "-" + version + ".tgz";
    }

    /** One sentence for people, such as {@code packaged 'a' chart with version '1.0.0'}. */
    public String summary() {
        return (isPacked() ? "packaged '" : "pulled '") + name + "' chart with version '" + version + "'"
                + (valuesFiles.isEmpty() ? "" : " and merged values files [" + String.join(" ", valuesFiles) + "]");
    }
}
