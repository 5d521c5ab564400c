package dev.capstan.cli.options;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The namespace of an installation. */
public final class InstalledNamespaceOption {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the controllers run. Default: flux-system, which Flux's tools expect.")
    private String namespace = "flux-system";

    /**
     * The namespace.
     *
     * @throws ParameterException when that cannot be the name of one
     */
    public String namespace() {
        if (!NAME.matcher(namespace).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--namespace is a name of small letters, digits and dashes, not '" + namespace + "'");
        }
        return namespace;
    }

    /**
     * The namespace, for what closes its network and deletes it at the end.
     *
     * @throws ParameterException when others live there as well
     */
    public String own() {
        String name = namespace();
        if (name.equals("default") || name.startsWith("kube-")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the namespace " + name
                            + " is not for an installation, which closes its network; choose another name");
        }
        return name;
    }
}
