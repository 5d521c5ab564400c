package dev.capstan.source.gitrepository.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key that ssh-keygen made, with which git signs. */
record SshSigner(Path key) {

    static SshSigner make(Path folder, String name) throws IOException, InterruptedException {
        Path key = folder.resolve(name);
        var keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key.toString())
                .start();
        assertThat(keygen.waitFor()).isZero();
        return new SshSigner(key);
    }

    String publicKey() throws IOException {
        return Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
    }

    /** Runs a git command that signs with this key where it is told to sign. */
    void git(ScratchRepository repository, String... command) {
        var arguments = new ArrayList<>(List.of("-c", "gpg.format=ssh", "-c", "user.signingkey=" + key));
        arguments.addAll(List.of(command));
        repository.git(arguments.toArray(String[]::new));
    }
}
