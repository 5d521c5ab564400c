package dev.capstan.git.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects signed by the real git with the real ssh-keygen. OpenPGP is in {@link OpenPgpSignatureTest}. */
class TrustedKeysTest {
    @TempDir
    Path folder;

    private byte[] commit;
    private byte[] tag;

    @BeforeEach
    void sign() throws Exception {
        assumeTrue(isThere("ssh-keygen"), "ssh-keygen is not installed");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "signer");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "stranger");
        run("git", "init", "-q", "-b", "main", "r");
        for (var setting : List.of("user.name=t", "user.email=t@localhost", "gpg.format=ssh")) {
            run("git", "-C", "r", "config", setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        run(
                "git",
                "-C",
                "r",
                "config",
                "user.signingkey",
                folder.resolve("signer.pub").toString());
        run("git", "-C", "r", "commit", "-q", "--allow-empty", "-S", "-m", "Signed");
        run("git", "-C", "r", "tag", "-s", "-m", "Release", "v1");
        commit = run("git", "-C", "r", "cat-file", "commit", "HEAD");
        tag = run("git", "-C", "r", "cat-file", "tag", "v1");
    }

    @Test
    void acceptsACommitSignedByATrustedKey() throws Exception {
        assertThat(check(SignedObject.commit(commit), "signer")).isInstanceOf(SignatureCheck.Valid.class);
    }

    @Test
    void acceptsATagSignedByATrustedKey() throws Exception {
        assertThat(check(SignedObject.tag(tag), "signer")).isInstanceOf(SignatureCheck.Valid.class);
    }

    @Test
    void g014_refusesAKeyThatIsNotInTheList() throws Exception {
        assertThat(check(SignedObject.commit(commit), "stranger"))
                .isInstanceOfSatisfying(
                        SignatureCheck.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("not among"));
    }

    @Test
    void g014_anUnsignedCommitIsUnsigned() throws Exception {
        run("git", "-C", "r", "commit", "-q", "--allow-empty", "-m", "Plain");
        var plain = run("git", "-C", "r", "cat-file", "commit", "HEAD");

        assertThat(check(SignedObject.commit(plain), "signer")).isInstanceOf(SignatureCheck.Unsigned.class);
    }

    @Test
    void anUnreadableLineOfSshKeysIsNamed() {
        var keys =
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ/mPbTQK4zjTqYlgNA9mwEdgL3fnPkNSAoqHdJ3zFNM a\nssh-ed25519 ???\n";

        assertThat(TrustedKeys.parse(Map.of("k.sshpub", keys.getBytes(UTF_8))))
                .isEqualTo(new TrustedKeys.Parsed.Unusable(
                        "the key 'k.sshpub' cannot be read: line 2 is not an SSH public key"));
    }

    @Test
    void refusesChangedContent() throws Exception {
        var changed = new String(commit, UTF_8).replace("Signed", "Forged").getBytes(UTF_8);

        assertThat(check(SignedObject.commit(changed), "signer")).isInstanceOf(SignatureCheck.Invalid.class);
    }

    @Test
    void g013_refusesRepeatedHeaders() {
        var text = new String(commit, UTF_8);
        var tree = text.lines().findFirst().orElseThrow();

        var doubled = (tree + "\n" + text).getBytes(UTF_8);

        assertThat(SignedObject.commit(doubled)).isInstanceOf(SignedObject.Parsed.Refused.class);
    }

    @Test
    void g013_refusesFoldedHeaders() {
        var folded = new String(commit, UTF_8)
                .replaceFirst("\nauthor ", "\n folded\nauthor ")
                .getBytes(UTF_8);

        assertThat(SignedObject.commit(folded)).isInstanceOf(SignedObject.Parsed.Refused.class);
    }

    @Test
    void g013_refusesASecondSignature() {
        var second = new String(commit, UTF_8)
                .replaceFirst("\ngpgsig ", "\ngpgsig x\ngpgsig ")
                .getBytes(UTF_8);

        assertThat(SignedObject.commit(second)).isInstanceOf(SignedObject.Parsed.Refused.class);
    }

    @Test
    void unreadableKeysMakeAllUnusable() {
        assertThat(TrustedKeys.parse(Map.of("a.asc", "no key".getBytes(UTF_8))))
                .isInstanceOf(TrustedKeys.Parsed.Unusable.class);
        assertThat(TrustedKeys.parse(Map.of())).isInstanceOf(TrustedKeys.Parsed.Unusable.class);
    }

    private SignatureCheck check(SignedObject.Parsed parsed, String key) throws IOException {
        var object = ((SignedObject.Parsed.Good) parsed).object();
        var keys = TrustedKeys.parse(Map.of("k.sshpub", Files.readAllBytes(folder.resolve(key + ".pub"))));
        return ((TrustedKeys.Parsed.Keys) keys).keys().check(object);
    }

    private boolean isThere(String program) {
        try {
            new ProcessBuilder(program, "-?").redirectErrorStream(true).start().destroy();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command));
        }
        return output;
    }
}
