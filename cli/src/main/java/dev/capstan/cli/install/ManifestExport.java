package dev.capstan.cli.install;

import dev.capstan.cli.manifests.RenderedInstallation;
import dev.capstan.cli.rollout.NatsSecrets;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine;

/** Prints an installation for kubectl or Git. */
final class ManifestExport {

    private ManifestExport() {}

    /** Manifests on the output; what is not among them on the other one. */
    static void print(RenderedInstallation rendered, boolean hasSecrets, CommandLine command) {
        PrintWriter out = command.getOut();
        out.print(rendered.yaml());
        if (rendered.choice().needsNats()) {
            if (hasSecrets) {
                new NatsSecrets(rendered.choice().namespace(), Instant.now())
                        .make()
                        .forEach(secret ->
                                out.print("---\n" + Serialization.asYaml(secret).replaceFirst("^---\n", "")));
            } else {
                command.getErr()
                        .println(
                                "capstan: not among these: the Secrets %s and %s in the namespace %s. --with-secrets prints new ones;"
                                                .formatted(
                                                        NatsSecrets.LOGIN,
                                                        NatsSecrets.CERTIFICATE,
                                                        rendered.choice().namespace())
                                        + " do not put those into Git unencrypted");
            }
        }
        out.flush();
    }
}
