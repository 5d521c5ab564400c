package dev.capstan.cli.suspend;

import dev.capstan.cli.kind.KindCandidates;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which objects are suspended or resumed. */
final class SelectionOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME",
            completionCandidates = KindCandidates.class,
            description = "A kind by any of its names, or as in 'source git', and one or more objects; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "All objects of the kind; needs --namespace or --all-namespaces.")
    private boolean isAll;

    /** @param isPlaceGiven whether somebody has said in which namespaces */
    ObjectSelection selection(boolean isPlaceGiven) {
        if (isAll && !isPlaceGiven) {
            throw new ParameterException(
                    spec.commandLine(), "--all needs to know where: --namespace NAMESPACE, or --all-namespaces");
        }
        return new ObjectSelection(words, isAll);
    }
}
