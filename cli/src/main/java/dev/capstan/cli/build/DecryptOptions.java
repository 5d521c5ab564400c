package dev.capstan.cli.build;

import dev.capstan.cli.process.Invocation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a build opens encrypted files, and with which keys. */
final class DecryptOptions {
    @Option(
            names = "--decrypt",
            description = "Open files of SOPS, with the keys that capstan sops would use: SOPS_AGE_KEY_FILE and others."
                    + " Without it they are built as they are, and named in a warning.")
    private boolean decrypts;

    @Option(
            names = "--age-key-file",
            paramLabel = "FILE",
            description = "Open files of SOPS, also with the age keys in this file.")
    private @Nullable String ageKeyFile;

    /** The files of one build; whoever gets them closes them. */
    EncryptedInputs open(Invocation invocation, long largest) {
        if (ageKeyFile != null) {
            return EncryptedInputs.opened(invocation.with("SOPS_AGE_KEY_FILE", ageKeyFile), largest);
        }
        return decrypts ? EncryptedInputs.opened(invocation, largest) : EncryptedInputs.left(largest);
    }
}
