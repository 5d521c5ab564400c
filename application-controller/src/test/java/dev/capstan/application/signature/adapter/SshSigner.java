package dev.capstan.application.signature.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who signs commits with a key of the real ssh-keygen. */
final class SshSigner {
    private final Path key;

    private SshSigner(Path key) {
        this.key = key;
    }

    static boolean isInstalled() {
        try {
            run("ssh-keygen", "-?");
            return true;
        } catch (IOException | InterruptedException absent) {
            return false;
        }
    }

    static SshSigner make(Path folder, String name) throws IOException, InterruptedException {
        Path key = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key.toString());
        return new SshSigner(key);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    /** As in {@code authorized_keys}. */
    String publicKey() throws IOException {
        return Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
    }

    /** As {@code ssh-keygen -l} says it. */
    String fingerprint() throws IOException, InterruptedException {
        return run("ssh-keygen", "-l", "-f", key.toString()).split(" ", -1)[1];
    }

    /** Runs a git command that signs. */
    void git(ScratchRepository repository, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-c", "gpg.format=ssh", "-c", "user.signingkey=" + key));
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
}
