package dev.capstan.cli.version;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capstan version}. */
@Command(name = "version", description = "Prints the version of Capstan and of the Java it runs on.")
public final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    /** Always 0. */
    @Override
    public Integer call() {
        spec.commandLine().getOut().println("capstan " + Version.current() + " (Java " + Runtime.version() + ")");
        return 0;
    }
}
