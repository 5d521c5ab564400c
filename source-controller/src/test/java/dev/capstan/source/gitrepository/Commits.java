package dev.capstan.source.gitrepository;

import dev.capstan.git.mirror.BranchProgress.RawCommit;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignatureFault;
import dev.capstan.git.signature.SignedObject;
import java.nio.charset.StandardCharsets;

/** Commits as Git stores them, written for a test. */
final class Commits {
    static final String JANE = "Jane <jane@example.org>";
    static final String EVE = "Eve <eve@evil.example>";

    private Commits() {}

    /** The name of a commit: the digit forty times. */
    static String id(char digit) {
        return String.valueOf(digit).repeat(40);
    }

    /** A commit without a signature. */
    static RawCommit commit(char digit, String author, char... parents) {
        return commit(digit, author, "", parents);
    }

    /** A commit whose signature names its maker; {@link #check} believes Jane. */
    static RawCommit signed(char digit, String author, String signer, char... parents) {
        return commit(digit, author, "gpgsig " + signer + "\n", parents);
    }

    private static RawCommit commit(char digit, String author, String signature, char... parents) {
        var text = new StringBuilder("tree " + id('f') + "\n");
        for (var parent : parents) {
            text.append("parent ").append(id(parent)).append('\n');
        }
        text.append("author ").append(author).append(" 1700000000 +0000\n");
        text.append("committer Forge <noreply@forge.example> 1700000000 +0000\n");
        text.append(signature).append("\nMessage\n");
        return raw(digit, text.toString());
    }

    /** A commit of any text. */
    static RawCommit raw(char digit, String text) {
        return new RawCommit(id(digit), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Believes signatures of Jane. */
    static SignatureCheck check(SignedObject commit) {
        if (commit.signature().isEmpty()) {
            return new SignatureCheck.Unsigned();
        }
        return commit.signature().get().equals("jane")
                ? new SignatureCheck.Valid("jane")
                : new SignatureCheck.Invalid(
                        "it was made by a key that is not among the trusted keys", SignatureFault.UNKNOWN_KEY, "");
    }
}
