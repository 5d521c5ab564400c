package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;

/**
 * {@code directory} of a source.
 *
 * @param include a pattern of paths; empty for all
 * @param exclude a pattern of paths; empty for none
 * @param takesAllExtensions whether files may be called as they like
 */
public record DirectoryOptions(boolean isRecursive, String include, String exclude, boolean takesAllExtensions) {
    /** No options. */
    public static final DirectoryOptions NONE = new DirectoryOptions(false, "", "", false);

    /** Reads the field. */
    public static DirectoryOptions of(JsonNode directory) {
        return new DirectoryOptions(
                Fields.isTrue(directory, "recurse"),
                Fields.text(directory, "include"),
                Fields.text(directory, "exclude"),
                Fields.isTrue(directory, "disableExtensionFilter"));
    }
}
