package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.CapstanProcess;
import dev.capstan.secrets.age.AgeIdentities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder of files and a user with one key of age, for tests of commands as processes. */
record SopsFolder(Path path, AgeIdentities.Generated key, CapstanProcess capstan) {
    static SopsFolder in(Path path) {
        var key = AgeIdentities.generate(new SecureRandom());
        return new SopsFolder(path, key, new CapstanProcess(path, Map.of("SOPS_AGE_KEY", key.secretKey())));
    }

    SopsFolder with(String variable, String value) {
        return new SopsFolder(path, key, capstan.with(variable, value));
    }

    CapstanProcess.Result sops(String... words) {
        var all = new ArrayList<>(List.of("sops"));
        all.addAll(List.of(words));
        return capstan.run(all.toArray(String[]::new));
    }

    Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that tests use as an editor. */
    String script(String name, String text) {
        Path file = write(name, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    Path encrypted(String name, String plain) {
        Path file = write(name, plain);
        var result = sops("encrypt", "-i", "--age", key.recipient(), name);
        assertThat(result.exit()).as(result.toString()).isZero();
        return file;
    }

    String decrypted(String name) {
        var result = sops("decrypt", name);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.text();
    }
}
