package dev.capstan.images.setter;

import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads files up to a limit. */
final class FileBytes {
    private FileBytes() {}

    /** The bytes of a file that may have markers; empty for all others, and with a warning for one that is too large. */
    static Optional<byte[]> read(FileTree tree, String path, SetterLimits limits, List<SetterWarning> warnings)
            throws IOException {
        byte[] text;
        try (InputStream in = tree.open(path)) {
            text = in.readNBytes(limits.fileBytes() + 1);
        }
        if (text.length > limits.fileBytes()) {
            warnings.add(tooLarge(path, limits));
            return Optional.empty();
        }
        return MarkedFile.mayHaveMarkers(text) ? Optional.of(text) : Optional.empty();
    }

    static SetterWarning tooLarge(String path, SetterLimits limits) {
        return new SetterWarning.Unreadable(
                path,
                0,
                "it is larger than " + limits.fileBytes() + " bytes, so no marker of it is looked at; split it");
    }
}
