package dev.capstan.cli.secrets;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.process.ProgramRun;
import dev.capstan.secrets.age.AgeIdentities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A new private key in a file, and the Secret that holds it. */
record NewAgeKey(Path file, Optional<Path> manifest, String name, String namespace) {
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    NewAgeKey {
        if (!DNS_NAME.matcher(name).matches() || !DNS_NAME.matcher(namespace).matches()) {
            throw new CommandFailure("A name and a namespace have small letters, digits and dashes");
        }
    }

    void make(Invocation invocation, boolean isPostQuantum) {
        var random = new SecureRandom();
        var key = isPostQuantum ? AgeIdentities.generatePostQuantum(random) : AgeIdentities.generate(random);
        String text = keyFile(key, Instant.now());
        create(file, text);
        manifest.ifPresent(path -> create(path, secret(text)));
        warnWhenGitWouldTakeIt(invocation);
        next(key.recipient()).forEach(invocation::printLine);
    }

    /** As age-keygen writes it. */
    static String keyFile(AgeIdentities.Generated key, Instant now) {
        return "# created: " + now.truncatedTo(ChronoUnit.SECONDS) + "\n# public key: " + key.recipient() + "\n"
                + key.secretKey() + "\n";
    }

    /** The Secret, as Flux and Capstan look for it. */
    String secret(String keyFile) {
        return """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                  namespace: %s
                type: Opaque
                stringData:
                  age.agekey: |
                %s""".formatted(name, namespace, keyFile.indent(4));
    }

    /** What comes next, for people. */
    List<String> next(String recipient) {
        var lines = new ArrayList<>(List.of(
                "Recipient: " + recipient,
                "Private key: " + file + " (only you can read it; keep a copy that is not on this machine)",
                "",
                "Next:",
                "1. Bring the private key into the cluster:"));
        lines.add(manifest.map(path -> "     kubectl apply -f " + path)
                .orElseGet(() -> "     kubectl create secret generic " + name + " --namespace " + namespace
                        + " --from-file=age.agekey=" + file));
        lines.addAll(List.of(
                "2. Say in .sops.yaml, at the top of the repository, for whom files are encrypted:",
                "     creation_rules:",
                "       - path_regex: .*\\.yaml$",
                "         encrypted_regex: ^(data|stringData)$",
                "         age: " + recipient,
                "3. Encrypt a Secret, and look at what is not encrypted yet:",
                "     capstan sops encrypt -i app/secret.yaml",
                "     capstan secrets report",
                "4. Name the Secret in the Kustomization:",
                "     spec:",
                "       decryption:",
                "         provider: sops",
                "         secretRef:",
                "           name: " + name));
        return List.copyOf(lines);
    }

    private static void create(Path path, String text) {
        try {
            WholeFile.createPrivate(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    path + " is there already, and a private key is never overwritten: name another file");
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private void warnWhenGitWouldTakeIt(Invocation invocation) {
        for (Path path : manifest.isPresent() ? List.of(file, manifest.get()) : List.of(file)) {
            Path absolute = path.toAbsolutePath().normalize();
            try {
                var run = ProgramRun.of(
                        List.of(
                                "git",
                                "-C",
                                String.valueOf(absolute.getParent()),
                                "check-ignore",
                                "-q",
                                absolute.toString()),
                        Map.of(),
                        new byte[0]);
                if (run.exitCode() == 1) {
                    invocation.warn(path + " lies in a Git repository that does not ignore it: move it away before you"
                            + " commit");
                }
            } catch (IOException e) {
                return; // without Git nothing can be committed
            }
        }
    }
}
