package dev.capstan.git.write;

import dev.capstan.git.signature.CommitSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** A commit as it is stored: its headers, an empty line, its message; in UTF-8, the time in UTC. */
record CommitText(ObjectId tree, List<ObjectId> parents, Person author, Instant time, String message) {

    /** The bytes of the object. */
    byte[] bytes(Optional<CommitSigner> signer) throws IOException {
        var plain = text("");
        if (signer.isEmpty()) {
            return plain;
        }
        var signature = signer.get().sign(plain).strip();
        return text("gpgsig " + signature.replace("\n", "\n ") + "\n");
    }

    private byte[] text(String signature) {
        var text = new StringBuilder().append("tree ").append(tree.name()).append('\n');
        parents.forEach(parent -> text.append("parent ").append(parent.name()).append('\n'));
        var person = author + " " + time.getEpochSecond() + " +0000\n";
        text.append("author ").append(person).append("committer ").append(person);
        return text.append(signature).append('\n').append(message).toString().getBytes(StandardCharsets.UTF_8);
    }
}
