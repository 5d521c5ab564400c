package dev.capstan.application.signature.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.signature.GnuPg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Somebody who signs commits with a key of the real GnuPG. */
final class Signer implements AutoCloseable {
    private final GnuPg gpg;
    private final Path program;
    private final String id;

    private Signer(GnuPg gpg, Path program, String id) {
        this.gpg = gpg;
        this.program = program;
        this.id = id;
    }

    static Signer make(String name) throws IOException, InterruptedException {
        GnuPg gpg = GnuPg.create();
        gpg.run("--quick-generate-key", name + " <" + name + "@example.org>", "ed25519", "sign", "1d");
        Path program = gpg.home().resolve("sign.sh");
        Files.writeString(program, "#!/bin/sh\nexec gpg --homedir '" + gpg.home() + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Signer(gpg, program, gpg.fingerprint().substring(24));
    }

    /** 16 hexadecimal digits. */
    String id() {
        return id;
    }

    String publicKey() throws IOException, InterruptedException {
        return new String(gpg.run("--armor", "--export"), UTF_8);
    }

    byte[] secretKey() throws IOException, InterruptedException {
        return gpg.run("--armor", "--export-secret-keys");
    }

    /** Runs a git command that signs. */
    void git(ScratchRepository repository, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-c", "gpg.program=" + program, "-c", "user.signingkey=" + id));
        all.addAll(List.of(arguments));
        repository.git(all.toArray(String[]::new));
    }

    /** A signed commit, pushed. */
    String commit(ScratchRepository repository, String message) {
        repository.write("a", message).git("add", "-A");
        git(repository, "commit", "-q", "-S", "--allow-empty", "-m", message);
        repository.git("push", "-q", "origin", "HEAD");
        return repository.head();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        gpg.close();
    }
}
