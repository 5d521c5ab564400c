package dev.capstan.git.write;

import dev.capstan.git.signature.CommitSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** An annotated tag of a commit as it is stored: its headers, an empty line, its message, and its signature below. */
record TagText(String name, String commit, Person tagger, Instant time, String message) {

    /** The bytes of the object. */
    byte[] bytes(Optional<CommitSigner> signer) throws IOException {
        var text = "object " + commit + "\ntype commit\ntag " + name + "\ntagger " + tagger + " "
                + time.getEpochSecond() + " +0000\n\n" + message + (message.endsWith("\n") ? "" : "\n");
        var plain = text.getBytes(StandardCharsets.UTF_8);
        return signer.isEmpty()
                ? plain
                : (text + signer.get().sign(plain).strip() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
