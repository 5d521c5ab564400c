package dev.capstan.cli.sops;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which values of a new file are encrypted: at most one of these. */
final class SelectionOptions {
    @Option(names = "--unencrypted-suffix", paramLabel = "SUFFIX", description = "Leave values under such keys.")
    private @Nullable String unencryptedSuffix;

    @Option(names = "--encrypted-suffix", paramLabel = "SUFFIX", description = "Encrypt only values under such keys.")
    private @Nullable String encryptedSuffix;

    @Option(names = "--unencrypted-regex", paramLabel = "REGEX", description = "Leave values under keys that match.")
    private @Nullable String unencryptedRegex;

    @Option(
            names = "--encrypted-regex",
            paramLabel = "REGEX",
            description = "Encrypt only values under keys that match.")
    private @Nullable String encryptedRegex;

    @Option(
            names = "--unencrypted-comment-regex",
            paramLabel = "REGEX",
            description = "Leave values after comments that match.")
    private @Nullable String unencryptedCommentRegex;

    @Option(
            names = "--encrypted-comment-regex",
            paramLabel = "REGEX",
            description = "Encrypt only values after comments that match.")
    private @Nullable String encryptedCommentRegex;

    @Option(
            names = "--mac-only-encrypted",
            description = "Let values that are not encrypted be changed without the key.")
    private boolean isMacOnlyEncrypted;

    /** What was given, by the names that metadata and configurations have. */
    Map<String, String> stated() {
        var stated = new LinkedHashMap<String, String>();
        put(stated, "unencrypted_suffix", unencryptedSuffix);
        put(stated, "encrypted_suffix", encryptedSuffix);
        put(stated, "unencrypted_regex", unencryptedRegex);
        put(stated, "encrypted_regex", encryptedRegex);
        put(stated, "unencrypted_comment_regex", unencryptedCommentRegex);
        put(stated, "encrypted_comment_regex", encryptedCommentRegex);
        return stated;
    }

    private static void put(Map<String, String> stated, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            stated.put(name, value);
        }
    }

    boolean isMacOnlyEncrypted() {
        return isMacOnlyEncrypted;
    }
}
