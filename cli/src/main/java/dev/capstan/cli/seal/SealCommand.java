package dev.capstan.cli.seal;

import dev.capstan.cli.process.Invocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan seal}. */
@Command(
        name = "seal",
        sortOptions = false,
        description = {
            "Seals Secrets, so that only the controller in the cluster can open them, as kubeseal does.",
            "Reads Secrets from the standard input or a file and prints SealedSecrets."
        },
        footer = {
            "",
            "Examples:",
            "  capstan seal --fetch-cert > cert.pem",
            "  capstan seal --cert cert.pem -f secret.yaml -o yaml -w sealed.yaml",
            "  capstan seal --cert cert.pem --raw --name db --namespace apps --from-file password.txt"
        })
public final class SealCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = {"-f", "--secret-file"},
            paramLabel = "FILE",
            description = "The Secrets. Default: the standard input.")
    private @Nullable Path input;

    @Option(
            names = {"-w", "--sealed-secret-file"},
            paramLabel = "FILE",
            description = "Where the SealedSecrets go. Default: the standard output.")
    private @Nullable Path output;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "json|yaml",
            description = "Default: json.")
    private @Nullable String format;

    @Option(
            names = "--cert",
            paramLabel = "FILE|URL",
            description = "Seal with this certificate. Default: $SEALED_SECRETS_CERT, else that of the controller.")
    private @Nullable String certificate;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "strict, namespace-wide or cluster-wide. Default: what the Secret's annotations say.")
    private @Nullable String scope;

    @Option(names = "--allow-empty-data", description = "Seal Secrets without values too.")
    private boolean allowsEmpty;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Of Secrets that say none. Default: that of the kubeconfig's context.")
    private @Nullable String namespace;

    @Option(names = "--fetch-cert", description = "Print the controller's certificate.")
    private boolean fetches;

    @Option(names = "--raw", description = "Seal one value and print it as base64.")
    private boolean isRaw;

    @Option(names = "--name", paramLabel = "NAME", description = "With --raw: the name of the Secret.")
    private String name = "";

    @Option(
            names = "--from-file",
            paramLabel = "FILE",
            description = "With --raw: the value; - for the standard input.")
    private @Nullable String value;

    @Option(
            names = "--merge-into",
            paramLabel = "FILE",
            description = "Put the values into this SealedSecret, beside or in place of its own.")
    private @Nullable Path merged;

    @Option(names = "--validate", description = "Ask the controller whether it can open a SealedSecret.")
    private boolean validates;

    @Option(
            names = {"--re-encrypt", "--rotate"},
            description = "Let the controller seal a SealedSecret with its newest key.")
    private boolean reencrypts;

    @Option(names = "--recovery-unseal", description = "Open a SealedSecret here and print the Secret.")
    private boolean unseals;

    @Option(
            names = "--recovery-private-key",
            paramLabel = "FILE",
            split = ",",
            description = "With --recovery-unseal: private keys, in PEM or in Secrets of the controller.")
    private List<Path> keys = new ArrayList<>();

    @Mixin
    private ControllerOptions controller = new ControllerOptions();

    @Override
    public Integer call() {
        int words = List.of(fetches, isRaw, merged != null, validates, reencrypts, unseals).stream()
                .mapToInt(given -> given ? 1 : 0)
                .sum();
        if (words > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--fetch-cert, --raw, --merge-into, --validate, --re-encrypt and --recovery-unseal exclude each other");
        }
        var invocation = Invocation.ofProcess(spec.commandLine().getErr());
        var files = new SealFiles(invocation, Optional.ofNullable(input), Optional.ofNullable(output), format);
        if (unseals) {
            new Recovery(files, keys).unseal();
        } else if (fetches || validates || reencrypts) {
            var asked = new ControllerCalls(controller.location());
            if (fetches) {
                files.write(asked.certificate());
            } else if (validates) {
                asked.validate(files.read());
            } else {
                files.writeObjects(List.of(SealFiles.only(asked.reencrypted(files.read()))));
            }
        } else {
            var seals = new Seals(
                    invocation,
                    files,
                    controller.location(),
                    Optional.ofNullable(certificate),
                    Optional.ofNullable(scope),
                    Optional.ofNullable(namespace));
            if (isRaw) {
                seals.raw(Optional.ofNullable(value), name);
            } else if (merged != null) {
                seals.mergeInto(merged);
            } else {
                seals.seal(allowsEmpty);
            }
        }
        return ExitCode.OK;
    }
}
