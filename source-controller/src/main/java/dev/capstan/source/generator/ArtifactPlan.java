package dev.capstan.source.generator;

import dev.capstan.api.source.CopyOperation;
import dev.capstan.api.source.OutputArtifact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One artifact that is to be made.
 *
 * @param name of the ExternalArtifact
 * @param labels that it gets because of the folder that it is made for
 * @param revision alias of the source whose revision it gets
 * @param originRevision alias of the source whose origin it names
 * @param copies what goes into it, in this order
 */
public record ArtifactPlan(
        String name,
        Map<String, String> labels,
        Optional<String> revision,
        Optional<String> originRevision,
        List<CopyStep> copies) {
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    /** The one plan of an entry that is made once. */
    static ArtifactPlan of(OutputArtifact entry) throws GeneratorFailureException {
        var copies = new ArrayList<CopyStep>();
        for (var operation : entry.copy()) {
            copies.add(CopyStep.of(operation));
        }
        return of(entry, entry.name(), Map.of(), copies);
    }

    /** The plan of an entry for one folder. Names and labels are lower case; paths are as they are. */
    static ArtifactPlan of(OutputArtifact entry, PathPattern.Match match) throws GeneratorFailureException {
        var labels = new HashMap<String, String>();
        for (var value : match.values().entrySet()) {
            if (!LABEL_VALUE.matcher(value.getValue()).matches()) {
                throw GeneratorFailureException.invalid("the folder '" + match.folder() + "' gives '{" + value.getKey()
                        + "}' the value '" + value.getValue() + "', which cannot be the value of a label");
            }
            labels.put(value.getKey(), value.getValue().toLowerCase(Locale.ROOT));
        }
        var copies = new ArrayList<CopyStep>();
        for (var operation : entry.copy()) {
            copies.add(CopyStep.of(new CopyOperation(
                    Placeholders.fill(operation.from(), match.values()),
                    Placeholders.fill(operation.to(), match.values()),
                    operation.exclude(),
                    operation.strategy())));
        }
        return of(entry, Placeholders.fill(entry.name(), labels), labels, copies);
    }

    private static ArtifactPlan of(OutputArtifact entry, String name, Map<String, String> labels, List<CopyStep> copies)
            throws GeneratorFailureException {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw GeneratorFailureException.invalid("'" + name + "' cannot be the name of an artifact");
        }
        return new ArtifactPlan(
                name, Map.copyOf(labels), alias(entry.revision()), alias(entry.originRevision()), List.copyOf(copies));
    }

    static Optional<String> alias(@Nullable String reference) {
        return Optional.ofNullable(reference)
                .filter(text -> !text.isEmpty())
                .map(text -> text.startsWith("@") ? text.substring(1) : text);
    }
}
